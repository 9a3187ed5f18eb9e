package dev.graft.domain.paging;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.CoverRules.LinkedAlert;
import dev.graft.domain.paging.CoverRules.Phase;
import dev.graft.domain.paging.CoverRules.Question;
import dev.graft.domain.paging.CoverRules.TeamToWake;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Gathers what the decision whom to page is made from.
final class Covering {
    private static final String PARTNER = "pagertree";

    /// PagerTree's urgency that pages nobody; its documentation does not list it, its code does (read 2026-11-23).
    private static final String SILENT = "silent";

    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;
    private final PagingDirectory directory;

    Covering(Workspaces workspaces, Alerts alerts, Incidents incidents, PagingDirectory directory) {
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.incidents = incidents;
        this.directory = directory;
    }

    Question about(Tx tx, Incident incident, List<Destination> asked) {
        return new Question(
                phase(incident.status()),
                directory.findReasonNotConnected(tx),
                asked,
                teams(tx, incident),
                directory.findDefaultDestination(tx),
                linked(tx, incident),
                directory.aliases(tx));
    }

    private static Phase phase(IncidentStatus status) {
        return switch (status) {
            case IN_TRIAGE -> Phase.IN_TRIAGE;
            case STARTED, MITIGATED -> Phase.GOING_ON;
            case RESOLVED, CLOSED, CANCELLED -> Phase.OVER;
        };
    }

    /// In the order of their names, so that a decision always reads the same.
    private List<TeamToWake> teams(Tx tx, Incident incident) {
        return workspaces.teams(tx).stream()
                .filter(team -> incident.teams().contains(team.id()))
                .map(team -> new TeamToWake(team.name(), team.pagertreeId().filter(id -> !id.isBlank())))
                .toList();
    }

    private List<LinkedAlert> linked(Tx tx, Incident incident) {
        var cameIn = alerts.getAll(tx, incidents.alertsOf(tx, incident.id())).stream()
                .filter(alert -> alert.source().equals(PARTNER))
                .map(Covering::linked);
        var ours = PageStore.ofIncident(tx, incident.id()).stream().flatMap(Covering::linked);
        return Stream.concat(cameIn, ours).toList();
    }

    private static LinkedAlert linked(Alert alert) {
        boolean isSilent = alert.silenced()
                || alert.noise()
                || alert.urgency().map(SILENT::equalsIgnoreCase).orElse(false);
        return new LinkedAlert(alert.shortId(), alert.state(), isSilent, alert.destinations(), alert.assignedTeam());
    }

    /// A page that is on its way wakes people too; one that never got there does not.
    private static Stream<LinkedAlert> linked(Page page) {
        return switch (page.send()) {
            case WAITING, SENT ->
                Stream.of(new LinkedAlert(
                        Wishes.nameOf(page),
                        page.state().orElse(AlertState.TRIGGERED),
                        false,
                        page.destinations().stream().map(Destination::id).toList(),
                        Optional.empty()));
            case REFUSED, CANCELLED, FAILED -> Stream.empty();
        };
    }

    Optional<Severity> findSeverity(Tx tx, Incident incident) {
        return incident.severity().flatMap(severity -> workspaces.findSeverity(tx, severity));
    }

    /// Without a severity nobody has said that it can wait.
    static Urgency urgency(Optional<Severity> severity) {
        return severity.map(found -> switch (found.level()) {
                    case CRITICAL -> Urgency.CRITICAL;
                    case HIGH -> Urgency.HIGH;
                    case MEDIUM -> Urgency.MEDIUM;
                    case LOW -> Urgency.LOW;
                })
                .orElse(Urgency.HIGH);
    }

    /// PagerTree's own scale has five steps and *unknown*; ours has four.
    static Optional<String> incidentSeverity(Optional<Severity> severity) {
        return severity.map(found -> switch (found.level()) {
            case CRITICAL -> "SEV-1";
            case HIGH -> "SEV-2";
            case MEDIUM -> "SEV-3";
            case LOW -> "SEV-4";
        });
    }
}
