package dev.graft.domain.incident;

import dev.graft.domain.workspace.SeverityId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which incidents are asked for. An empty set, and an empty optional, leave everything in.
///
/// @param search words in the title or the summary
/// @param createdFrom this instant included
/// @param createdTo this instant left out
public record IncidentFilter(
        Set<IncidentStatus> statuses,
        Set<IncidentKind> kinds,
        Set<SeverityId> severities,
        Optional<Boolean> isPrivate,
        Optional<String> search,
        Optional<Instant> createdFrom,
        Optional<Instant> createdTo,
        Order order) {
    public enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST,
        LAST_CHANGED_FIRST,
        LAST_CHANGED_LAST
    }

    public IncidentFilter {
        statuses = Set.copyOf(statuses);
        kinds = Set.copyOf(kinds);
        severities = Set.copyOf(severities);
    }

    public static IncidentFilter all() {
        return new IncidentFilter(
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Order.NEWEST_FIRST);
    }

    public static IncidentFilter in(IncidentStatus... statuses) {
        return all().withStatuses(Set.of(statuses));
    }

    public IncidentFilter withStatuses(Set<IncidentStatus> these) {
        return new IncidentFilter(these, kinds, severities, isPrivate, search, createdFrom, createdTo, order);
    }
}
