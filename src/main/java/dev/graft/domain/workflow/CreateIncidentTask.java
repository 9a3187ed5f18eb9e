package dev.graft.domain.workflow;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentKind;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import dev.graft.domain.workspace.Workspaces;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `create_incident`: declares an incident. For an alert, the alert is attached in the same commit, and where it
/// belongs to an incident that is not over, none is made.
final class CreateIncidentTask implements Tasks.Kind {
    /// What a list shows of a title; a longer one is cut, for it may have come out of a template.
    private static final int TITLE_CHARACTERS = 500;

    private static final int SUMMARY_CHARACTERS = 32 * 1024;

    private final Incidents incidents;
    private final Alerts alerts;
    private final Workspaces workspaces;

    CreateIncidentTask(Incidents incidents, Alerts alerts, Workspaces workspaces) {
        this.incidents = incidents;
        this.alerts = alerts;
        this.workspaces = workspaces;
    }

    @Override
    public TaskResult carryOut(TaskAtWork task) {
        return switch (task.subject()) {
            case Subject.OfIncident(var id) -> {
                var cause = incidents.get(task.tx(), id);
                yield create(task, Optional.of(cause.title()), cause.summary(), List.of());
            }
            case Subject.OfAlert(var id) -> createFor(task, alerts.get(task.tx(), id));
        };
    }

    private TaskResult createFor(TaskAtWork task, Alert alert) {
        incidents.lockAttachmentsOf(task.tx(), alert.id());
        var goingOn = incidents.incidentsOf(task.tx(), alert.id()).stream()
                .filter(incident -> !incident.isOver())
                .findFirst();
        return goingOn.map(incident -> belongsAlready(alert, incident))
                .orElseGet(() -> create(task, Optional.of(alert.summary()), alert.description(), List.of(alert.id())));
    }

    private static TaskResult belongsAlready(Alert alert, Incident incident) {
        return TaskResult.done(
                List.of("No incident is made: " + alert.shortId() + " belongs to " + incident.name() + " already"));
    }

    private TaskResult create(
            TaskAtWork task, Optional<String> plainTitle, Optional<String> plainSummary, List<AlertId> attached) {
        var wish = new NewIncident(
                task.text("title", plainTitle).map(title -> cut(title.strip(), TITLE_CHARACTERS)),
                task.text("summary", plainSummary).map(summary -> cut(summary, SUMMARY_CHARACTERS)),
                IncidentKind.NORMAL,
                severity(task),
                teams(task),
                attached,
                false,
                task.params().isSet("private"),
                Map.of());
        var incident = incidents.create(task.tx(), task.caller(), wish, task.hops());
        return TaskResult.done(List.of(incident.name() + " is declared"));
    }

    /// By id, slug or level: ids differ from workspace to workspace.
    private Optional<SeverityId> severity(TaskAtWork task) {
        return task.params().findReference("severity_id").flatMap(wanted -> {
            var found = workspaces.severities(task.tx()).stream()
                    .filter(severity -> isCalled(severity, wanted.id()))
                    .map(Severity::id)
                    .findFirst();
            if (found.isEmpty()) {
                task.note("There is no severity " + wanted.name() + "; the incident has none.");
            }
            return found;
        });
    }

    private static boolean isCalled(Severity severity, String word) {
        return severity.id().toString().equals(word)
                || severity.slug().equals(word)
                || severity.level().name().toLowerCase(Locale.ROOT).equals(word);
    }

    private List<TeamId> teams(TaskAtWork task) {
        var known = workspaces.teams(task.tx());
        return task.params().references("group_ids").stream()
                .flatMap(wanted -> {
                    var found = known.stream()
                            .filter(team -> team.id().toString().equals(wanted.id())
                                    || team.slug().equals(wanted.id()))
                            .findFirst();
                    if (found.isEmpty()) {
                        task.note("There is no team " + wanted.name() + "; the incident goes without it.");
                    }
                    return found.stream();
                })
                .map(team -> team.id())
                .toList();
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
    }
}
