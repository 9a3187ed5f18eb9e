package dev.graft.domain.workflow;

import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.paging.Alarms;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.Tx;
import dev.graft.platform.queue.QueueTable.Item;
import dev.graft.platform.queue.TransactionalWorker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the worker of `work_open` does with a row: decides on an occurrence, or carries out a run.
record WorkHandler(Deciding deciding, Runs runs, Alarms alarms) implements TransactionalWorker.Handler {
    private static final int REASON_CHARACTERS = 200;

    @Override
    public Map<Item, Instant> handle(Tx tx, List<Item> items) {
        runs.lockIncidentsOf(
                tx,
                items.stream()
                        .filter(item -> item.kind().equals(WorkQueue.RUN))
                        .map(item -> new RunId(UUID.fromString(item.id())))
                        .toList());
        for (var item : items) {
            var id = UUID.fromString(item.id());
            switch (item.kind()) {
                case WorkQueue.OCCURRENCE -> deciding.decide(tx, id);
                case WorkQueue.RUN -> runs.carryOut(tx, new RunId(id));
                default -> throw new IllegalStateException("expected an occurrence or a run, not " + item.kind());
            }
        }
        FailPoint.WORK_BEFORE_COMMIT.hit();
        tx.afterCommit(FailPoint.WORK_AFTER_COMMIT::hit);
        return Map.of();
    }

    /// A decision that cannot be made may have been one about waking somebody.
    @Override
    public void bury(Tx tx, Item item, String failure) {
        var reason = inShort(failure);
        var id = UUID.fromString(item.id());
        switch (item.kind()) {
            case WorkQueue.OCCURRENCE ->
                OccurrenceStore.find(tx, id)
                        .flatMap(occurrence -> Subject.findIncident(occurrence.subject()))
                        .ifPresent(incident -> raise(tx, incident, reason));
            case WorkQueue.RUN -> runs.giveUp(tx, new RunId(id), reason);
            default -> throw new IllegalStateException("expected an occurrence or a run, not " + item.kind());
        }
    }

    /// The log has all of it.
    private static String inShort(String failure) {
        var line = failure.lines().findFirst().orElse("");
        return line.length() > REASON_CHARACTERS ? line.substring(0, REASON_CHARACTERS) + "…" : line;
    }

    private void raise(Tx tx, IncidentId incident, String reason) {
        alarms.raiseNotPaged(
                tx,
                incident,
                "Graft could not ask the workflows about this incident: " + reason
                        + ". Page somebody by hand if somebody has to be woken.");
    }
}
