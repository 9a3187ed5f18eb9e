package dev.graft.platform.queue;

import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.queue.QueueTable.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does work on the database alone: rows are locked, worked, and removed in one transaction. A crash rolls all of it
/// back, and the rows are there for the next round; no lease is needed.
///
/// A batch that fails is worked row by row, so that one bad row does not hold up its neighbours; a row that goes on
/// failing is buried after `MAX_ATTEMPTS`.
public final class TransactionalWorker implements Worker.Rounds {
    private static final Logger log = LoggerFactory.getLogger(TransactionalWorker.class);

    /// With the backoff below, about a minute: long enough for a lock or a short outage to pass.
    static final int MAX_ATTEMPTS = 6;

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    /// What is done with the rows.
    public interface Handler {
        /// Does the work, all of it in this transaction, which then removes the rows. May be asked again for the same
        /// rows after a crash or a failure, when nothing of the first time has stayed.
        ///
        /// @return the rows that have to wait, each with the time at which it is due again
        Map<Item, Instant> handle(Tx tx, List<Item> items);

        /// Gives a row up that has failed too often. Whatever it stands for must be kept, and shown.
        void bury(Tx tx, Item item, String reason);
    }

    private final QueueTable table;
    private final Db db;
    private final Clock clock;
    private final int batch;
    private final Handler handler;
    private int turn;

    /// @param batch how many rows one transaction works at most
    public TransactionalWorker(QueueTable table, Db db, Clock clock, int batch, Handler handler) {
        this.table = table;
        this.db = db;
        this.clock = clock;
        this.batch = batch;
        this.handler = handler;
    }

    @Override
    public int doSome() {
        var now = clock.instant();
        int done = 0;
        for (var workspace : fairly(
                db.acrossWorkspaces("find work in " + table.name(), tx -> table.workspacesWithWorkDue(tx, now)))) {
            done += workBatch(workspace, now);
        }
        return done;
    }

    /// Everybody's turn comes first once.
    private List<WorkspaceId> fairly(List<WorkspaceId> workspaces) {
        var rotated = new ArrayList<>(workspaces);
        Collections.rotate(rotated, turn++);
        return rotated;
    }

    private int workBatch(WorkspaceId workspace, Instant now) {
        var claimed = new ArrayList<Item>();
        try {
            return db.inTransaction(workspace, tx -> {
                claimed.clear();
                claimed.addAll(table.lockDue(tx, now, batch));
                work(tx, claimed);
                return claimed.size();
            });
        } catch (DatabaseDown down) {
            throw down;
        } catch (RuntimeException | StackOverflowError failure) {
            if (claimed.isEmpty()) {
                throw failure;
            }
            log.atWarn()
                    .addKeyValue("queue", table.name())
                    .addKeyValue("workspace", workspace)
                    .addKeyValue("rows", claimed.size())
                    .setCause(failure)
                    .log("a batch failed, its rows are worked one by one");
            claimed.forEach(this::workAlone);
            return claimed.size();
        }
    }

    private void workAlone(Item item) {
        try {
            db.useTransaction(item.workspace(), tx -> table.lock(tx, item).ifPresent(row -> work(tx, List.of(row))));
        } catch (DatabaseDown down) {
            throw down;
        } catch (RuntimeException | StackOverflowError failure) {
            db.useTransaction(item.workspace(), tx -> table.lock(tx, item).ifPresent(row -> putOff(tx, row, failure)));
        }
    }

    private void work(Tx tx, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        var waiting = handler.handle(tx, items);
        waiting.forEach((item, due) -> table.postpone(tx, item, due, item.attempts()));
        var done = items.stream().filter(item -> !waiting.containsKey(item)).toList();
        if (!done.isEmpty()) {
            table.remove(tx, done);
        }
    }

    private void putOff(Tx tx, Item item, Throwable failure) {
        int attempts = item.attempts() + 1;
        var line = log.atError()
                .addKeyValue("queue", table.name())
                .addKeyValue("workspace", item.workspace())
                .addKeyValue("row", item.id())
                .addKeyValue("attempts", attempts)
                .setCause(failure);
        if (attempts >= MAX_ATTEMPTS) {
            line.log("work failed for the last time, and is set aside");
            handler.bury(tx, item, String.valueOf(failure.getMessage()));
            table.remove(tx, List.of(item));
        } else {
            line.log("work failed, will try again");
            table.postpone(tx, item, clock.instant().plus(backoff(attempts)), attempts);
        }
    }

    private static Duration backoff(int attempts) {
        var backoff = Duration.ofSeconds(1L << Math.min(attempts, 10));
        return backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
    }
}
