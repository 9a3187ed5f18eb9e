package dev.graft.platform.queue;

import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.TransactionFailed;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.queue.QueueTable.Leased;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does work that calls the outside: a short transaction leases the rows, each is carried out on a virtual thread
/// outside any transaction, and the handler records the outcome in a second transaction, by the fence.
///
/// A node that dies leaves leases that run out; somebody else then takes the rows up. A fence cannot undo a call that
/// the dead node made, so the handler looks before it repeats one.
public final class LeasedWorker implements Worker.Rounds, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeasedWorker.class);

    /// A workspace whose partner hangs must not take every call from the others.
    static final int AT_ONCE_PER_WORKSPACE = 4;

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

    /// A call that is cut off is a call of unknown outcome, so those under way get some of the 10 s that a stop may
    /// take.
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(4);

    /// What is done with a row.
    public interface Handler {
        /// Makes the call and records its outcome with `QueueTable.finish` or `giveBack`. Returns before the lease runs
        /// out. May be asked again for the same row after a crash, when the call may have been made.
        void carryOut(Leased leased);
    }

    private final QueueTable table;
    private final Db db;
    private final Clock clock;
    private final Handler handler;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<WorkspaceId, Integer> running = new ConcurrentHashMap<>();
    private final Queue<Future<?>> begun = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};
    private int turn;

    public LeasedWorker(QueueTable table, Db db, Clock clock, Handler handler) {
        this.table = table;
        this.db = db;
        this.clock = clock;
        this.handler = handler;
    }

    @Override
    public int doSome() {
        begun.removeIf(Future::isDone);
        var now = clock.instant();
        var workspaces = new ArrayList<>(
                db.acrossWorkspaces("find work in " + table.name(), tx -> table.workspacesWithWorkDue(tx, now)));
        Collections.rotate(workspaces, turn++);
        int taken = 0;
        for (var workspace : workspaces) {
            int free = AT_ONCE_PER_WORKSPACE - running.getOrDefault(workspace, 0);
            if (free > 0) {
                for (var leased : db.inTransaction(workspace, tx -> table.lease(tx, now, free))) {
                    begin(leased);
                    taken++;
                }
            }
        }
        return taken;
    }

    private void begin(Leased leased) {
        running.merge(leased.workspace(), 1, Integer::sum);
        begun.add(threads.submit(() -> {
            try {
                handler.carryOut(leased);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
                giveBack(leased, failure);
            } finally {
                running.merge(leased.workspace(), -1, (now, less) -> now + less == 0 ? null : now + less);
                wake.run(); // the workspace has room for another call
            }
        }));
    }

    private void giveBack(Leased leased, Throwable failure) {
        log.atError()
                .addKeyValue("queue", table.name())
                .addKeyValue("workspace", leased.workspace())
                .addKeyValue("row", leased.id())
                .addKeyValue("attempt", leased.attempts())
                .setCause(failure)
                .log("work failed, will try again");
        var backoff = Duration.ofSeconds(1L << Math.min(leased.attempts(), 10));
        var wait = backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
        try {
            db.useTransaction(
                    leased.workspace(),
                    tx -> table.giveBack(tx, leased, clock.instant().plus(wait)));
        } catch (DatabaseDown | TransactionFailed notGivenBack) {
            log.atWarn()
                    .addKeyValue("row", leased.id())
                    .addKeyValue("reason", notGivenBack.getMessage())
                    .log("work could not be given back; its lease will run out");
        }
    }

    @Override
    public void await() {
        for (Future<?> call; (call = begun.poll()) != null; ) {
            try {
                call.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException("the handler lets nothing but errors through", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void wakeBy(Runnable wake) {
        this.wake = wake;
    }

    /// Takes up nothing more, lets what is under way come to an end, and cuts off what takes too long: its leases run
    /// out, and another node looks. Its `Worker` is closed first.
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
