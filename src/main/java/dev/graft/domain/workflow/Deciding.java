package dev.graft.domain.workflow;

import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Pages;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks every workflow that waits for an occurrence whether its conditions hold, keeps each answer, and puts the runs
/// up that follow. Asking again is harmless: a workflow decides on an occurrence once.
final class Deciding {
    /// A workflow that runs for one incident or alert more often than this within `LOOP_WINDOW` goes round in circles.
    static final int MAX_RUNS = 10;

    private static final Duration LOOP_WINDOW = Duration.ofMinutes(1);

    private final Circumstances circumstances;
    private final Alarms alarms;
    private final WorkQueue queue;
    private final Ids ids;
    private final Clock clock;

    Deciding(Circumstances circumstances, Alarms alarms, WorkQueue queue, Ids ids, Clock clock) {
        this.circumstances = circumstances;
        this.alarms = alarms;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    void decide(Tx tx, UUID id) {
        var occurrence = OccurrenceStore.find(tx, id)
                .orElseThrow(() -> new IllegalStateException("expected the occurrence " + id));
        for (var workflow : asked(tx, occurrence)) {
            decide(tx, occurrence, workflow);
        }
    }

    private List<Workflow> asked(Tx tx, Occurrence occurrence) {
        var waiting = WorkflowStore.waitingFor(tx, occurrence.trigger());
        if (occurrence.asksAgainOf().isEmpty()) {
            return waiting;
        }
        var first = occurrence.asksAgainOf().get();
        if (WorkQueue.isWaiting(tx, first)) {
            decide(tx, first); // who was turned away is known only then
        }
        var turnedAway = DecisionStore.turnedAwayByStatus(tx, first);
        return waiting.stream()
                .filter(workflow -> turnedAway.contains(workflow.id()))
                .toList();
    }

    private void decide(Tx tx, Occurrence occurrence, Workflow workflow) {
        var params = workflow.definition().triggerParams();
        var evaluation = Conditions.evaluate(params, occurrence.context(), circumstances.names(tx, params));
        var loop = evaluation.matched() ? findLoop(tx, occurrence, workflow) : Optional.<String>empty();
        loop.ifPresent(
                words -> alarms.raiseLoopSuspected(tx, occurrence.subject().id(), words));
        boolean runs = evaluation.matched() && loop.isEmpty();
        var run = runs ? Optional.of(new RunId(ids.next())) : Optional.<RunId>empty();
        var now = clock.instant();
        boolean isNew = DecisionStore.insert(
                tx,
                new DecisionStore.Made(
                        ids.next(),
                        occurrence.id(),
                        workflow,
                        runs ? Decision.Verdict.MATCHED : Decision.Verdict.SKIPPED,
                        loop.map(words -> "Skipped: " + words).orElse(evaluation.sentence()),
                        evaluation.answers(),
                        run,
                        now));
        if (isNew && run.isPresent()) {
            RunStore.insert(tx, run.get(), workflow, occurrence, now);
            queue.add(tx, run.get().value(), WorkQueue.RUN);
        }
    }

    private Optional<String> findLoop(Tx tx, Occurrence occurrence, Workflow workflow) {
        if (occurrence.hops() > Pages.MAX_HOPS) {
            return Optional.of("Graft stopped the workflow “" + workflow.name()
                    + "”: it seems to answer itself or another hub (" + occurrence.hops()
                    + " steps from one to the next)");
        }
        var runs = RunStore.countSince(
                tx, workflow.id(), occurrence.subject(), clock.instant().minus(LOOP_WINDOW));
        return runs < MAX_RUNS
                ? Optional.empty()
                : Optional.of("Graft stopped the workflow “" + workflow.name() + "”: it ran " + runs
                        + " times within a minute for the same " + what(occurrence.subject()));
    }

    private static String what(Subject subject) {
        return switch (subject) {
            case Subject.OfIncident _ -> "incident";
            case Subject.OfAlert _ -> "alert";
        };
    }
}
