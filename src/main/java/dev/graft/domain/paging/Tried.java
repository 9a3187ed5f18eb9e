package dev.graft.domain.paging;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One call that was made to the partner, or begun, for an effect.
///
/// @param seen empty where the process died before the answer: the call may have taken effect
/// @param endedAt empty together with `seen`
/// @param words what was seen, for people
record Tried(Call call, Optional<Seen> seen, Instant startedAt, Optional<Instant> endedAt, String words) {
    enum Call {
        SEND,
        LOOK,
        RESOLVE,
        ACKNOWLEDGE,
        COMMENT,
        READ
    }

    enum Seen {
        DONE,
        /// A look that found nothing.
        NOTHING,
        REFUSED,
        NOT_DONE,
        UNKNOWN
    }

    boolean isOfUnknownFate() {
        return seen.isEmpty() || seen.get() == Seen.UNKNOWN;
    }

    /// When the call was over, at the latest.
    Instant end() {
        return endedAt.orElse(startedAt.plus(Pager.LONGEST_CALL));
    }

    Duration since(Instant now) {
        return Duration.between(end(), now);
    }
}
