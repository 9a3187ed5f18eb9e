package dev.graft.domain.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What one delivery, one poll, or one act of a person says about one alert. An alert is nothing but the fold over
/// the set of its reports.
public sealed interface AlertReport {
    /// Identifies the report: the same digest twice is one report.
    Digest digest();

    /// When we first heard it, by the database's clock.
    Instant receivedAt();

    /// A statement of the partner, pushed (webhook) or asked for (poll).
    ///
    /// @param updatedAt the alert's `updatedAt` as stated; for a poll without a fraction, the end of that second.
    ///     Taken as it came: the fold decides whether it can be believed
    /// @param created the instant at which the partner created the alert, as stated
    /// @param handoffs how many hand-offs the payload lists; 0 where it lists none or has no such list
    /// @param silenced the partner says that it pages nobody for this alert (suppressed, or merged into a parent)
    /// @param settles the act whose outcome this poll states
    record Told(
            Digest digest,
            ReportType type,
            Optional<Instant> updatedAt,
            Optional<Instant> created,
            StatusWord status,
            int handoffs,
            boolean silenced,
            Optional<ActId> settles,
            AlertDetails details,
            Instant receivedAt)
            implements AlertReport {
        /// The same report, told with names.
        ///
        /// @param names as for `AlertDetails.named`
        public Told named(Function<String, Optional<String>> names) {
            return new Told(
                    digest,
                    type,
                    updatedAt,
                    created,
                    status,
                    handoffs,
                    silenced,
                    settles,
                    details.named(names),
                    receivedAt);
        }

        /// A report that leaves out its time or its status asks for a poll of its alert.
        public boolean asksForPoll() {
            return type != ReportType.POLL && (updatedAt.isEmpty() || status instanceof StatusWord.Absent);
        }
    }

    /// A person acknowledged or resolved the alert in Graft. It counts until the partner's answer settles it.
    ///
    /// @param epoch the epoch that the person saw
    /// @param round the round that the person saw
    record Acted(ActId act, Verb verb, Epoch epoch, int round, String by, Instant receivedAt) implements AlertReport {
        @Override
        public Digest digest() {
            return Digest.of("act " + act);
        }
    }

    /// The partner finally refused an act: it leaves the fold.
    record Withdrawn(ActId act, String reason, Instant receivedAt) implements AlertReport {
        @Override
        public Digest digest() {
            return Digest.of("withdrawn " + act);
        }
    }

    enum Verb {
        ACKNOWLEDGE,
        RESOLVE
    }
}
