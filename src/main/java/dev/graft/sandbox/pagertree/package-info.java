/// A stand-in for PagerTree that speaks its API v4 and its outgoing webhook over real HTTP, for the demo and for tests.
///
/// Its door is `SandboxPagerTree`. It knows nothing of the hub, and where PagerTree's behaviour is not known it says
/// so and picks the plain reading; what is known comes from PagerTree's documentation and open code (2026-11-23).
@NullMarked
package dev.graft.sandbox.pagertree;

import org.jspecify.annotations.NullMarked;
