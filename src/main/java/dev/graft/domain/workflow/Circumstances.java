package dev.graft.domain.workflow;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Label;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Tx;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What conditions look at, read from where it stands now.
final class Circumstances {
    private static final int UUID_CHARACTERS = 36;

    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;

    Circumstances(Workspaces workspaces, Alerts alerts, Incidents incidents) {
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.incidents = incidents;
    }

    /// @param hops how many effects of ours led to the subject
    record Found(ConditionContext context, int hops) {}

    /// @param toState where an alert went; it may have gone further by now
    Found about(Tx tx, Subject subject, Optional<AlertState> toState) {
        return switch (subject) {
            case Subject.OfIncident(var id) -> {
                var incident = incidents.get(tx, id);
                yield new Found(of(tx, incident), incident.hops());
            }
            case Subject.OfAlert(var id) -> {
                var alert = alerts.get(tx, id);
                yield new Found(of(alert, toState), alert.hops());
            }
        };
    }

    /// What people call the things that the conditions name by id; most name none.
    Map<String, String> names(Tx tx, WorkflowDefinition.TriggerParams workflow) {
        if (workflow.conditions().stream()
                .noneMatch(condition -> condition.values().stream().anyMatch(Circumstances::isId))) {
            return Map.of();
        }
        var names = new HashMap<String, String>();
        workspaces.severities(tx).forEach(severity -> names.put(severity.id().toString(), severity.name()));
        workspaces.teams(tx).forEach(team -> names.put(team.id().toString(), team.name()));
        return names;
    }

    private static boolean isId(String value) {
        return value.length() == UUID_CHARACTERS && value.indexOf('-') == 8;
    }

    private ConditionContext of(Tx tx, Incident incident) {
        var context = ConditionContext.builder()
                .with(Field.INCIDENT_KIND, word(incident.kind()))
                .with(Field.INCIDENT_STATUS, word(incident.status()))
                .with(Field.INCIDENT_VISIBILITY, incident.isPrivate() ? "private" : "public");
        incident.severity()
                .flatMap(severity -> workspaces.findSeverity(tx, severity))
                .ifPresent(severity -> context.with(
                        Field.INCIDENT_SEVERITY,
                        severity.name(),
                        severity.slug(),
                        word(severity.level()),
                        severity.id().toString()));
        incident.summary()
                .filter(summary -> !summary.isBlank())
                .ifPresent(summary -> context.with(Field.INCIDENT_SUMMARY, summary));
        incident.labels().forEach((key, value) -> context.withLabel(Field.INCIDENT_LABEL, key, value));
        if (!incident.teams().isEmpty()) {
            for (Team team : workspaces.teams(tx)) {
                if (incident.teams().contains(team.id())) {
                    context.with(
                            Field.INCIDENT_TEAM,
                            team.name(),
                            team.slug(),
                            team.id().toString());
                }
            }
        }
        return context.build();
    }

    private static ConditionContext of(Alert alert, Optional<AlertState> toState) {
        var context = ConditionContext.builder()
                .with(Field.ALERT_SOURCE, alert.source())
                .with(Field.ALERT_STATUS, word(status(alert, toState)));
        for (Label label : alert.labels()) {
            context.withLabel(Field.ALERT_LABEL, label.key(), label.value());
        }
        return context.build();
    }

    /// To conditions, an alert that was dropped is triggered still.
    private static AlertStatus status(Alert alert, Optional<AlertState> toState) {
        if (toState.isEmpty() || toState.get() == alert.state()) {
            return alert.status();
        }
        return switch (toState.get()) {
            case TRIGGERED, DROPPED -> AlertStatus.TRIGGERED;
            case ACKNOWLEDGED -> AlertStatus.ACKNOWLEDGED;
            case RESOLVED -> AlertStatus.RESOLVED;
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
