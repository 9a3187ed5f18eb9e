package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An alert as PagerTree keeps it.
///
/// @param revision counts the changes, so that of two saved states the newer is known
/// @param sourceId ULID of the account user who created it
record Alert(
        Identity identity,
        int tinyId,
        long revision,
        String sourceId,
        Instant createdAt,
        Instant updatedAt,
        Content content,
        Progress progress) {

    /// What a person wrote.
    ///
    /// @param meta PagerTree's three incident keys; it drops all others
    record Content(
            String title,
            Optional<String> description,
            Urgency urgency,
            List<String> tags,
            Map<String, Object> meta,
            Optional<String> thirdpartyId,
            List<Destination> destinations) {
        public Content {
            tags = List.copyOf(tags);
            meta = Map.copyOf(meta);
            destinations = List.copyOf(destinations);
        }

        Content withThirdpartyId(Optional<String> other) {
            return new Content(title, description, urgency, tags, meta, other, destinations);
        }

        Content withDestinations(List<Destination> others) {
            return new Content(title, description, urgency, tags, meta, thirdpartyId, others);
        }
    }

    /// What became of it.
    ///
    /// @param acknowledgedAt the first time; neither a second team nor a hand-off resets it
    /// @param acknowledgedBy the last person to do so
    record Progress(
            AlertStatus status,
            Optional<Instant> acknowledgedAt,
            Optional<String> acknowledgedBy,
            Optional<Instant> resolvedAt,
            Optional<String> resolvedBy,
            List<Watch> watches,
            List<Handoff> handoffs) {
        public Progress {
            watches = List.copyOf(watches);
            handoffs = List.copyOf(handoffs);
        }

        static Progress queued() {
            return new Progress(
                    AlertStatus.QUEUED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }

        Progress with(AlertStatus next, List<Watch> nextWatches) {
            return new Progress(next, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy, nextWatches, handoffs);
        }

        Progress acknowledged(String by, Instant at) {
            return new Progress(
                    status,
                    acknowledgedAt.or(() -> Optional.of(at)),
                    Optional.of(by),
                    resolvedAt,
                    resolvedBy,
                    watches,
                    handoffs);
        }

        Progress resolved(String by, Instant at) {
            return new Progress(
                    AlertStatus.RESOLVED,
                    acknowledgedAt,
                    acknowledgedBy,
                    Optional.of(at),
                    Optional.of(by),
                    List.of(),
                    handoffs);
        }

        Progress withHandoffs(List<Handoff> all) {
            return new Progress(status, acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy, watches, all);
        }
    }

    /// @param from ULID of the person who handed the alert on
    record Handoff(Destination to, String from, Instant at, Optional<Instant> acknowledgedAt) {}

    static Alert created(Identity identity, int tinyId, String sourceId, Content content, Instant now) {
        return new Alert(identity, tinyId, 1, sourceId, now, now, content, Progress.queued());
    }

    AlertStatus status() {
        return progress.status();
    }

    Alert with(Progress next, Instant now) {
        return new Alert(identity, tinyId, revision + 1, sourceId, createdAt, later(now), content, next);
    }

    Alert with(Content next, Instant now) {
        return new Alert(identity, tinyId, revision + 1, sourceId, createdAt, later(now), next, progress);
    }

    /// The end of the earliest layer that is being rung.
    Optional<Instant> nextDue() {
        return progress.watches().stream()
                .map(Watch::state)
                .filter(Watch.State.Ringing.class::isInstance)
                .map(state -> ((Watch.State.Ringing) state).until())
                .min(Instant::compareTo);
    }

    private Instant later(Instant now) {
        return now.isAfter(updatedAt) ? now : updatedAt;
    }
}
