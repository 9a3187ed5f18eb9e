package dev.graft.domain.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which alerts a list shows. An empty set or list means: all.
///
/// @param search words that the summary, the short id or the external id contains
/// @param labels the alert carries every one of these
public record AlertFilter(
        Set<AlertStatus> statuses,
        Set<String> sources,
        Optional<String> search,
        List<Label> labels,
        Between started,
        Between ended,
        Between created,
        Order order) {
    public AlertFilter {
        statuses = Set.copyOf(statuses);
        sources = Set.copyOf(sources);
        labels = List.copyOf(labels);
    }

    public static AlertFilter all() {
        return new AlertFilter(
                Set.of(),
                Set.of(),
                Optional.empty(),
                List.of(),
                Between.ANY,
                Between.ANY,
                Between.ANY,
                Order.NEWEST_FIRST);
    }

    /// @param from the first instant that counts
    /// @param until the first instant that counts no longer
    public record Between(Optional<Instant> from, Optional<Instant> until) {
        public static final Between ANY = new Between(Optional.empty(), Optional.empty());
    }

    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST,
        LAST_UPDATED_FIRST,
        LONGEST_UNTOUCHED_FIRST
    }
}
