package dev.graft.platform.journal;

import java.util.UUID;

/// Something that happened. Implemented by records, named in the past tense, in one sealed family per room.
public interface Fact {
    /// The id of what it happened to.
    UUID subject();
}
