package dev.graft.surface.web;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertFilter;
import dev.graft.domain.alert.AlertFilter.Between;
import dev.graft.domain.alert.AlertFilter.Order;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Slice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Gathers what the rows of lists show beside the things themselves.
final class Rows {
    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;

    Rows(Workspaces workspaces, Alerts alerts, Incidents incidents) {
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.incidents = incidents;
    }

    List<AlertRow> ofAlerts(Visit visit, List<Alert> some) {
        var theirIncidents = incidents.incidentsOf(
                visit.caller(), some.stream().map(Alert::id).toList());
        return some.stream()
                .map(alert -> AlertRow.of(alert, theirIncidents.getOrDefault(alert.id(), List.of()), visit.now()))
                .toList();
    }

    List<IncidentRow> ofIncidents(Visit visit, List<Incident> some) {
        if (some.isEmpty()) {
            return List.of();
        }
        var severities = workspaces.severities(visit.caller()).stream()
                .collect(Collectors.toMap(Severity::id, Function.identity()));
        return some.stream()
                .map(incident -> IncidentRow.of(
                        incident,
                        incident.severity().flatMap(id -> Optional.ofNullable(severities.get(id))),
                        visit.now()))
                .toList();
    }

    /// When anything was last heard.
    Quiet quiet(Visit visit) {
        var latest = new AlertFilter(
                Set.of(),
                Set.of(),
                Optional.empty(),
                List.of(),
                Between.ANY,
                Between.ANY,
                Between.ANY,
                Order.LAST_UPDATED_FIRST);
        return new Quiet(alerts.list(visit.caller(), latest, Slice.first(1)).items().stream()
                .findFirst()
                .map(alert -> Moment.of(alert.lastHeardAt(), visit.now())));
    }

    static AlertFilter alertsThat(Set<AlertStatus> statuses, Optional<String> search) {
        return new AlertFilter(
                statuses, Set.of(), search, List.of(), Between.ANY, Between.ANY, Between.ANY, Order.NEWEST_FIRST);
    }
}
