package dev.graft.domain.workflow;

import dev.graft.platform.db.Tx;
import dev.graft.platform.queue.QueueTable;
import dev.graft.platform.queue.QueueTable.IdType;
import java.time.Clock;
import java.util.UUID;

/// The queue of this room: occurrences to decide on, and runs to carry out.
final class WorkQueue {
    static final QueueTable TABLE = new QueueTable("work_open", IdType.UUID);
    static final String OCCURRENCE = "occurrence";
    static final String RUN = "run";

    private final Clock clock;
    private Runnable wake = () -> {};

    WorkQueue(Clock clock) {
        this.clock = clock;
    }

    /// Sets who is woken when something waits. Once, at start.
    void wakeBy(Runnable wakeWorker) {
        wake = wakeWorker;
    }

    void add(Tx tx, UUID id, String kind) {
        TABLE.add(tx, id, kind, clock.instant());
        tx.afterCommit(() -> wake.run());
    }

    /// The occurrence has not been decided on yet.
    static boolean isWaiting(Tx tx, UUID occurrence) {
        return tx.query("""
                select exists (select 1 from work_open where workspace_id = :workspace and id = :id) as waiting
                """).bind("id", occurrence).only(row -> row.bool("waiting"));
    }
}
