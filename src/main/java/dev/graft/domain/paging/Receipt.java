package dev.graft.domain.paging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Proof of a page: what was asked, every attempt, and what the partner said.
public record Receipt(Page page, List<Attempt> attempts) {
    public Receipt {
        attempts = List.copyOf(attempts);
    }

    /// One attempt to send it.
    ///
    /// @param endedAt empty while it runs, and for ever where the process died in it
    /// @param outcome what was seen, in words for people
    public record Attempt(int number, Instant startedAt, Optional<Instant> endedAt, String outcome) {}
}
