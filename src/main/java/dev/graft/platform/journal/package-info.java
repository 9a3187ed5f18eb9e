/// The journal: what happened, as facts that the rooms state, in the order in which each transaction stated them.
///
/// Its door is `Journal`. A fact is stored and told to the one listener in the transaction that states it, so that its
/// consequences are rows of the same commit. What a fact means, and what follows from it, the journal does not know.
@NullMarked
package dev.graft.platform.journal;

import org.jspecify.annotations.NullMarked;
