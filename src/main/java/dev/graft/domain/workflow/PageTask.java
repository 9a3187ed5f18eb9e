package dev.graft.domain.workflow;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.IncidentPage;
import dev.graft.domain.paging.PageDecision;
import dev.graft.domain.paging.PageRequest;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.paging.PagingDirectory;
import dev.graft.domain.paging.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// `create_pagertree_alert`: wakes the incident's teams, or those that the task names, except who is covered already.
///
/// Urgency and severity are `auto` unless the task says otherwise: by the incident's severity, critical to low as
/// critical/SEV-1 to low/SEV-4; an incident without a severity pages with high urgency and names no severity.
final class PageTask implements Tasks.Kind {
    private final Pages pages;
    private final Incidents incidents;
    private final Alerts alerts;
    private final PagingDirectory directory;

    PageTask(Pages pages, Incidents incidents, Alerts alerts, PagingDirectory directory) {
        this.pages = pages;
        this.incidents = incidents;
        this.alerts = alerts;
        this.directory = directory;
    }

    @Override
    public TaskResult carryOut(TaskAtWork task) {
        return switch (task.subject()) {
            case Subject.OfIncident of -> pageForIncident(task, of);
            case Subject.OfAlert of -> pageForAlert(task, of);
        };
    }

    private TaskResult pageForIncident(TaskAtWork task, Subject.OfIncident of) {
        var incident = incidents.get(task.tx(), of.incident());
        var made = pages.pageForIncident(
                task.tx(),
                new IncidentPage(
                        incident.id(),
                        task.text("title", Optional.of(incident.title())).orElse(incident.title()),
                        task.text("description", incident.summary()).orElse(""),
                        urgency(task),
                        severity(task),
                        task.params().isSet("incident"),
                        named(task),
                        task.actor(),
                        task.actor().displayName(),
                        task.requestKey(),
                        task.hops()));
        return TaskResult.done(
                        made.decisions().stream().map(PageDecision::words).toList())
                .telling(made.decisions().stream()
                        .filter(decision -> !(decision instanceof PageDecision.Paged))
                        .map(PageDecision::words)
                        .toList());
    }

    /// Nobody is covered by an alert for which a workflow pages on purpose.
    private TaskResult pageForAlert(TaskAtWork task, Subject.OfAlert of) {
        var alert = alerts.get(task.tx(), of.alert());
        var notConnected = directory.findReasonNotConnected(task.tx());
        if (notConnected.isPresent()) {
            return TaskResult.failed("Nobody is paged because " + notConnected.get());
        }
        var to = new ArrayList<>(named(task));
        if (to.isEmpty()) {
            directory.findDefaultDestination(task.tx()).ifPresent(to::add);
        }
        if (to.isEmpty()) {
            return TaskResult.failed(
                    "Nobody is paged because the task names nobody, and no default destination is set");
        }
        var page = pages.request(
                task.tx(),
                new PageRequest(
                        Optional.empty(),
                        task.text("title", Optional.of(alert.summary())).orElse(alert.summary()),
                        task.text("description", alert.description()).orElse(""),
                        urgency(task).orElse(Urgency.HIGH),
                        severity(task),
                        task.params().isSet("incident"),
                        to,
                        task.actor(),
                        task.actor().displayName(),
                        task.requestKey(),
                        task.hops()));
        return pages.findReasonNotSent(task.tx(), page)
                .map(reason -> TaskResult.failed("Nobody is paged. " + reason))
                .orElseGet(() -> TaskResult.done(to.stream()
                        .map(destination -> destination.name() + " is paged")
                        .toList()));
    }

    private static List<Destination> named(TaskAtWork task) {
        return Stream.concat(named(task, "teams", Destination.Kind.TEAM), named(task, "users", Destination.Kind.USER))
                .toList();
    }

    private static Stream<Destination> named(TaskAtWork task, String key, Destination.Kind kind) {
        return task.params().references(key).stream()
                .map(reference -> new Destination(kind, reference.id(), reference.name()));
    }

    private static Optional<Urgency> urgency(TaskAtWork task) {
        return task.params()
                .findText("urgency")
                .filter(word -> !word.equals("auto"))
                .flatMap(word -> {
                    for (var urgency : Urgency.values()) {
                        if (urgency.name().toLowerCase(Locale.ROOT).equals(word)) {
                            return Optional.of(urgency);
                        }
                    }
                    task.note("The urgency “" + word + "” is unknown; the incident's severity decides.");
                    return Optional.empty();
                });
    }

    private static Optional<String> severity(TaskAtWork task) {
        return task.params().findText("severity").filter(word -> !word.equals("auto"));
    }
}
