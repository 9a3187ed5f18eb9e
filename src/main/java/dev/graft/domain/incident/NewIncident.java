package dev.graft.domain.incident;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a caller says about an incident that is to be declared.
///
/// @param title empty: made from the first alert, else from the number
/// @param alerts attached in the same commit
/// @param inTriage it waits for somebody to look, and pages nobody until it starts
public record NewIncident(
        Optional<String> title,
        Optional<String> summary,
        IncidentKind kind,
        Optional<SeverityId> severity,
        List<TeamId> teams,
        List<AlertId> alerts,
        boolean inTriage,
        boolean isPrivate,
        Map<String, String> labels) {
    public NewIncident {
        teams = List.copyOf(teams);
        alerts = List.copyOf(alerts);
        labels = Map.copyOf(labels);
    }

    /// An ordinary incident of this title, and nothing else said.
    public static NewIncident titled(String title) {
        return new NewIncident(
                Optional.of(title),
                Optional.empty(),
                IncidentKind.NORMAL,
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                false,
                Map.of());
    }

    public NewIncident withSummary(String text) {
        return new NewIncident(title, Optional.of(text), kind, severity, teams, alerts, inTriage, isPrivate, labels);
    }

    public NewIncident withSeverity(SeverityId id) {
        return new NewIncident(title, summary, kind, Optional.of(id), teams, alerts, inTriage, isPrivate, labels);
    }

    public NewIncident withTeams(List<TeamId> ids) {
        return new NewIncident(title, summary, kind, severity, ids, alerts, inTriage, isPrivate, labels);
    }

    public NewIncident withAlerts(List<AlertId> ids) {
        return new NewIncident(title, summary, kind, severity, teams, ids, inTriage, isPrivate, labels);
    }

    public NewIncident asTriage() {
        return new NewIncident(title, summary, kind, severity, teams, alerts, true, isPrivate, labels);
    }

    public NewIncident asPrivate() {
        return new NewIncident(title, summary, kind, severity, teams, alerts, inTriage, true, labels);
    }
}
