package dev.graft.domain.alert;

import java.time.Instant;
import java.util.Optional;

/// A transition as the store keeps it: once per key.
///
/// @param report the report that caused it; one report runs a given state once, under whatever key
/// @param time the report's time as the fold believed it when it was recorded
/// @param reason why it did not fire, in words for people; empty where it fired
public record RecordedTransition(
        TransitionKey key, Digest report, Optional<Instant> time, Disposition disposition, String reason) {

    /// Whether workflows were started, by this or by the same news under another key.
    boolean hasRun() {
        return disposition == Disposition.FIRED || disposition == Disposition.ALREADY_RAN;
    }

    RecordedTransition under(TransitionKey other) {
        return new RecordedTransition(other, report, time, disposition, reason);
    }

    RecordedTransition ruled(Disposition ruling, String why) {
        return new RecordedTransition(key, report, time, ruling, why);
    }

    public enum Disposition {
        /// Workflows were started.
        FIRED,
        /// Recorded and explained; runs nothing that pages or messages.
        LATE,
        /// The alert was already over when we first heard of it.
        ALREADY_OVER,
        /// The same report already ran this state under another key.
        ALREADY_RAN,
        /// Old, but where the alert stands: a poll has to confirm it before it fires.
        AWAITING_POLL,
        /// Caused by an act that the partner refused; its key is free again.
        WITHDRAWN
    }
}
