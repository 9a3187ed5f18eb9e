/// Graft: an incident hub grafted onto PagerTree.
///
/// `Main` starts it, `App` makes every long-lived object, `Config` holds the settings, and `Reactions` says, on one
/// page, what follows from what. Everything else lives in the four floors below.
@NullMarked
package dev.graft;

import org.jspecify.annotations.NullMarked;
