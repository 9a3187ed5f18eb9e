package dev.graft.domain.workflow;

import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.LinkedScope;
import dev.graft.domain.paging.Pages;
import java.util.List;
import java.util.Set;

/// `update_pagertree_alert`: changes the status of the PagerTree alerts that are linked to the incident.
///
/// Rootly's task has no status; ours has `auto`, `acknowledged` and `resolved`. `auto`, also where none is given,
/// resolves once the incident is over: all linked alerts when it is resolved or closed, only those that Graft made when
/// it is cancelled, and none when it is a duplicate, whose alerts go on with the surviving incident.
final class UpdatePagesTask implements Tasks.Kind {
    private static final List<String> NOT_CHANGED =
            List.of("title", "description", "urgency", "severity", "teams", "users", "incident");

    private static final Set<String> UNSAID = Set.of("auto", "[]", "false");

    private final Pages pages;
    private final Incidents incidents;

    UpdatePagesTask(Pages pages, Incidents incidents) {
        this.pages = pages;
        this.incidents = incidents;
    }

    @Override
    public TaskResult carryOut(TaskAtWork task) {
        return switch (task.subject()) {
            case Subject.OfIncident(var id) -> update(task, incidents.get(task.tx(), id));
            case Subject.OfAlert _ ->
                TaskResult.failed("The alerts of an incident can be updated; this workflow runs for an alert");
        };
    }

    private TaskResult update(TaskAtWork task, Incident incident) {
        noteWhatIsNotChanged(task);
        var status = task.params().findText("status").orElse("auto");
        return switch (status) {
            case "auto" -> resolveWhatIsOver(task, incident);
            case "resolved" -> resolve(task, incident);
            case "acknowledged" -> acknowledge(task, incident);
            default -> TaskResult.failed("The status “" + status + "” is unknown: auto, acknowledged and resolved are");
        };
    }

    private TaskResult resolveWhatIsOver(TaskAtWork task, Incident incident) {
        if (incident.duplicateOf().isPresent()) {
            return TaskResult.done(List.of(incident.name() + " is a duplicate: nothing is resolved"));
        }
        return incident.isOver()
                ? resolve(task, incident)
                : TaskResult.done(
                        List.of(incident.name() + " is " + incident.status().words() + ": nothing is resolved"));
    }

    private TaskResult resolve(TaskAtWork task, Incident incident) {
        var scope = switch (incident.status()) {
            case CANCELLED -> LinkedScope.OURS;
            case IN_TRIAGE, STARTED, MITIGATED, RESOLVED, CLOSED -> LinkedScope.ALL;
        };
        return told(pages.resolveLinked(
                task.tx(), incident.id(), scope, task.actor().displayName(), task.requestKey(), task.hops()));
    }

    private TaskResult acknowledge(TaskAtWork task, Incident incident) {
        return told(pages.acknowledgeLinked(
                task.tx(),
                incident.id(),
                LinkedScope.ALL,
                task.actor().displayName(),
                task.actor().displayName(),
                task.requestKey(),
                task.hops()));
    }

    private static TaskResult told(List<String> words) {
        return words.isEmpty()
                ? TaskResult.done(List.of("No PagerTree alert is linked"))
                : TaskResult.done(words).telling(words);
    }

    private static void noteWhatIsNotChanged(TaskAtWork task) {
        var given = NOT_CHANGED.stream()
                .filter(key -> task.params()
                        .findText(key)
                        .filter(value -> !UNSAID.contains(value))
                        .isPresent())
                .toList();
        if (!given.isEmpty()) {
            task.note("Graft changes the status of PagerTree's alerts only, not " + String.join(", ", given) + ".");
        }
    }
}
