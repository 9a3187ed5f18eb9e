package dev.graft.domain.workflow;

import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.TimelineLine;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.NotFound;
import dev.graft.platform.db.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Carries out runs. A run is one transaction in which all its tasks write rows, so a crash leaves either all of them
/// or none; and a run that is over is left alone, so asking again is harmless.
final class Runs {
    private final Circumstances circumstances;
    private final TemplateData templateData;
    private final Tasks tasks;
    private final Incidents incidents;
    private final Alarms alarms;
    private final Clock clock;

    Runs(
            Circumstances circumstances,
            TemplateData templateData,
            Tasks tasks,
            Incidents incidents,
            Alarms alarms,
            Clock clock) {
        this.circumstances = circumstances;
        this.templateData = templateData;
        this.tasks = tasks;
        this.incidents = incidents;
        this.alarms = alarms;
        this.clock = clock;
    }

    /// Before several are carried out in one transaction.
    void lockIncidentsOf(Tx tx, Collection<RunId> ids) {
        incidents.lockAll(tx, RunStore.incidentsOf(tx, ids));
    }

    void carryOut(Tx tx, RunId id) {
        var run = RunStore.findWaiting(tx, id).orElseThrow(() -> new IllegalStateException("expected the run " + id));
        if (run.status() != Run.Status.QUEUED) {
            return;
        }
        Subject.findIncident(run.subject()).ifPresent(incident -> incidents.lock(tx, incident));
        var workflow = WorkflowStore.find(tx, run.workflow())
                .orElseThrow(() -> new IllegalStateException("expected the workflow " + run.workflow()));
        var startedAt = clock.instant();
        var turnedAway = findReasonNotToRun(tx, workflow, run);
        if (turnedAway.isPresent()) {
            RunStore.finish(tx, id, Run.Status.CANCELED, turnedAway.get(), startedAt, startedAt);
        } else {
            carryOut(tx, workflow, run, startedAt);
        }
    }

    /// Between the decision and the run, things may have changed.
    private Optional<String> findReasonNotToRun(Tx tx, Workflow workflow, RunStore.Waiting run) {
        if (!workflow.enabled()) {
            return Optional.of("The workflow was switched off before it ran");
        }
        var now = circumstances.about(tx, run.subject(), Optional.empty());
        var params = workflow.definition().triggerParams();
        var evaluation = Conditions.evaluate(params, now.context(), circumstances.names(tx, params));
        return evaluation.matched()
                ? Optional.empty()
                : Optional.of("When it came to run, its conditions did not hold any more. " + evaluation.sentence());
    }

    private void carryOut(Tx tx, Workflow workflow, RunStore.Waiting run, Instant startedAt) {
        var failures = new ArrayList<String>();
        boolean stopped = false;
        for (var task : inOrder(workflow)) {
            var result = stopped
                    ? new TaskResult(TaskRun.Status.SKIPPED, List.of("A task before it failed"), List.of())
                    : carryOut(tx, workflow, run, task);
            RunStore.insertTask(
                    tx,
                    run.id(),
                    new TaskRun(task.position(), task.type(), result.status(), result.words(), clock.instant()));
            tell(tx, workflow, run, task, result);
            if (result.status() == TaskRun.Status.FAILED) {
                failures.add(task.type() + ": " + String.join(" ", result.words()));
                stopped = !task.skipOnFailure();
            }
        }
        var status = failures.isEmpty()
                ? Run.Status.COMPLETED
                : stopped ? Run.Status.FAILED : Run.Status.COMPLETED_WITH_ERRORS;
        RunStore.finish(tx, run.id(), status, String.join("; ", failures), startedAt, clock.instant());
    }

    private static List<WorkflowDefinition.Task> inOrder(Workflow workflow) {
        return workflow.definition().tasks().stream()
                .filter(WorkflowDefinition.Task::enabled)
                .sorted(Comparator.comparingInt(WorkflowDefinition.Task::position))
                .toList();
    }

    /// A task that is turned down by another room leaves nothing behind; anything else that goes wrong takes the whole
    /// run back, and the queue asks again.
    private TaskResult carryOut(Tx tx, Workflow workflow, RunStore.Waiting run, WorkflowDefinition.Task task) {
        var atWork = new TaskAtWork(tx, workflow, run, task, templateData.about(tx, run.subject()));
        tx.update("savepoint task").run();
        try {
            var result = tasks.carryOut(task.type(), atWork);
            tx.update("release savepoint task").run();
            return result;
        } catch (Invalid | NotFound | Conflict | Forbidden refused) {
            tx.update("rollback to savepoint task").run();
            return TaskResult.failed(String.valueOf(refused.getMessage()));
        }
    }

    private void tell(Tx tx, Workflow workflow, RunStore.Waiting run, WorkflowDefinition.Task task, TaskResult result) {
        var incident = Subject.findIncident(run.subject());
        if (incident.isEmpty() || result.told().isEmpty()) {
            return;
        }
        var actor = new Actor.Workflow(workflow.id().value(), workflow.name());
        for (int line = 0; line < result.told().size(); line++) {
            incidents.timeline(
                    tx,
                    incident.get(),
                    TimelineLine.trail(
                            Topic.WORKFLOW,
                            result.told().get(line),
                            actor,
                            "run " + run.id() + " task " + task.position() + " line " + line,
                            clock.instant()));
        }
        if (result.status() == TaskRun.Status.FAILED && task.type().equals(Tasks.PAGE)) {
            raiseNotPaged(tx, workflow, incident.get(), String.join(" ", result.told()));
        }
    }

    /// The queue has given the run up. Whoever it had to wake is not woken, so somebody has to know.
    void giveUp(Tx tx, RunId id, String reason) {
        var run = RunStore.findWaiting(tx, id);
        if (run.isEmpty() || run.get().status() != Run.Status.QUEUED) {
            return;
        }
        var now = clock.instant();
        RunStore.finish(tx, id, Run.Status.FAILED, "It failed again and again: " + reason, now, now);
        var workflow = WorkflowStore.find(tx, run.get().workflow());
        var incident = Subject.findIncident(run.get().subject());
        if (workflow.isPresent() && incident.isPresent() && pages(workflow.get())) {
            raiseNotPaged(tx, workflow.get(), incident.get(), reason);
        }
    }

    private static boolean pages(Workflow workflow) {
        return inOrder(workflow).stream().anyMatch(task -> task.type().equals(Tasks.PAGE));
    }

    private void raiseNotPaged(Tx tx, Workflow workflow, IncidentId incident, String reason) {
        alarms.raiseNotPaged(
                tx,
                incident,
                "The workflow “" + workflow.name() + "” failed and paged nobody: " + reason
                        + ". Page somebody by hand.");
    }
}
