/// Identifiers: the maker of new ones, and the one id that the machinery itself has to know, the workspace's.
///
/// Its door is `Ids`. What an id names is the business of the room that owns the thing.
@NullMarked
package dev.graft.platform.id;

import org.jspecify.annotations.NullMarked;
