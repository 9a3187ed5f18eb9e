/// Secrets: making them, comparing them, keeping them encrypted, and never printing them.
///
/// `Tokens` makes and digests, `Sealer` encrypts at rest with the operator's master key, `Secret` holds one in memory.
@NullMarked
package dev.graft.platform.secret;

import org.jspecify.annotations.NullMarked;
