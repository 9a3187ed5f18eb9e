package dev.graft.domain.workflow;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Epoch;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.workflow.DefaultWorkflows.Shipped;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Right;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The door to workflows: what there is, what happened that they may be waiting for, and what they made of it.
public final class Workflows {
    private final Db db;
    private final Alerts alerts;
    private final Incidents incidents;
    private final Circumstances circumstances;
    private final WorkQueue queue;
    private final Ids ids;
    private final Clock clock;

    Workflows(
            Db db,
            Alerts alerts,
            Incidents incidents,
            Circumstances circumstances,
            WorkQueue queue,
            Ids ids,
            Clock clock) {
        this.db = db;
        this.alerts = alerts;
        this.incidents = incidents;
        this.circumstances = circumstances;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    public List<Workflow> list(Caller caller) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), WorkflowStore::list);
    }

    public Workflow get(Caller caller, WorkflowId id) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> WorkflowStore.find(tx, id))
                .orElseThrow(() -> new NotFound("workflow", id));
    }

    /// Installs the workflows that every workspace begins with. Asking twice is harmless.
    public void installDefaults(Tx tx) {
        DefaultWorkflows.FOR_EVERY_WORKSPACE.forEach(shipped -> install(tx, shipped));
    }

    /// Installs *A critical PagerTree alert opens an incident*. Asking twice is harmless.
    public void installDemo(Tx tx) {
        install(tx, DefaultWorkflows.CRITICAL_ALERT_OPENS_INCIDENT);
    }

    private void install(Tx tx, Shipped shipped) {
        var now = clock.instant();
        WorkflowStore.insert(
                tx,
                new Workflow(
                        new WorkflowId(ids.next()),
                        shipped.name(),
                        shipped.slug(),
                        shipped.kind(),
                        true,
                        shipped.position(),
                        1,
                        shipped.definition(),
                        now,
                        now));
    }

    /// What workflows made of what happened to the incident, newest first.
    public List<Decision> decisions(Caller caller, IncidentId incident) {
        incidents.get(caller, incident);
        return db.inTransaction(caller.workspace(), tx -> DecisionStore.about(tx, new Subject.OfIncident(incident)));
    }

    /// What workflows made of what happened to the alert, newest first.
    public List<Decision> decisions(Caller caller, AlertId alert) {
        alerts.get(caller, alert);
        return db.inTransaction(caller.workspace(), tx -> DecisionStore.about(tx, new Subject.OfAlert(alert)));
    }

    /// What enabled workflows wait for; of anything else, `occurred` would make a row in vain.
    public Set<Trigger> waitedFor(Tx tx) {
        var words = WorkflowStore.triggersWaitedFor(tx);
        return Arrays.stream(Trigger.values())
                .filter(trigger -> words.contains(trigger.word()))
                .collect(Collectors.toSet());
    }

    /// Something happened that workflows may be waiting for. Once per trigger and cause.
    ///
    /// @param toState where an alert went, for `ALERT_STATUS_UPDATED`
    public void occurred(
            Tx tx, Trigger trigger, Subject subject, Optional<AlertState> toState, String cause, Instant at) {
        occur(tx, trigger, subject, toState, cause, Optional.empty(), at);
    }

    /// Workflows that their status condition turned away when the alert was created are asked once more. Where nobody
    /// was asked then, nobody is now.
    public void askAgain(Tx tx, AlertId alert, Epoch epoch) {
        var causes = List.of(causeOfCreation(alert, epoch), causeOfCreation(alert, Epoch.PROVISIONAL));
        OccurrenceStore.findByCause(tx, Trigger.ALERT_CREATED, causes)
                .ifPresent(first -> occur(
                        tx,
                        Trigger.ALERT_CREATED,
                        first.subject(),
                        Optional.empty(),
                        causeOfCreation(alert, epoch) + ", asked again",
                        Optional.of(first.id()),
                        clock.instant()));
    }

    /// Names the beginning of one life of an alert.
    public static String causeOfCreation(AlertId alert, Epoch epoch) {
        return "alert " + alert + " created in " + epoch;
    }

    private void occur(
            Tx tx,
            Trigger trigger,
            Subject subject,
            Optional<AlertState> toState,
            String cause,
            Optional<UUID> asksAgainOf,
            Instant at) {
        var found = circumstances.about(tx, subject, toState);
        var occurrence =
                new Occurrence(ids.next(), trigger, subject, found.context(), cause, found.hops(), asksAgainOf, at);
        if (OccurrenceStore.insert(tx, occurrence)) {
            queue.add(tx, occurrence.id(), WorkQueue.OCCURRENCE);
        }
    }
}
