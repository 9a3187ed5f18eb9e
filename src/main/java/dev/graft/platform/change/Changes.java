package dev.graft.platform.change;

import dev.graft.platform.db.Db;
import dev.graft.platform.db.Listening;
import dev.graft.platform.id.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who watches which workspace, on this node; and word to and from the others, by LISTEN and NOTIFY on connections of
/// its own. A notification takes a lock at its commit, so it is never part of a transaction that does work, and many
/// changes of one workspace become one.
public final class Changes implements AutoCloseable {
    static final String CHANNEL = "graft_changes";

    /// A few a second: more than an eye follows, and a storm of alerts costs no more than that.
    private static final Duration TOGETHER = Duration.ofMillis(250);

    /// A thousand ids in one statement; more wait for the next.
    private static final int MOST_AT_ONCE = 1000;

    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final Db db;
    private final String node = UUID.randomUUID().toString();
    private final Set<WorkspaceId> changed = ConcurrentHashMap.newKeySet();
    private final Map<WorkspaceId, List<Watch>> watches = new ConcurrentHashMap<>();
    private final Semaphore somethingChanged = new Semaphore(0);
    private final Listening listening;
    private final Thread teller;
    private final CountDownLatch closing = new CountDownLatch(1);

    /// @param db with two connections that nobody else uses: one listens, the other tells
    public Changes(Db db) {
        this.db = db;
        this.listening = new Listening(db, CHANNEL, this::heard);
        this.teller = Thread.ofVirtual().name("changes").start(this::tell);
    }

    /// Something of this workspace has been committed. Costs next to nothing, and never fails.
    public void changed(WorkspaceId workspace) {
        if (changed.add(workspace)) {
            somethingChanged.release();
        }
    }

    /// To be closed by whoever watches.
    public Watch watch(WorkspaceId workspace) {
        var watch = new Watch[1];
        watch[0] = new Watch(() -> watches.computeIfPresent(workspace, (_, those) -> {
            those.remove(watch[0]);
            return those.isEmpty() ? null : those;
        }));
        watches.compute(workspace, (_, those) -> {
            var all = those == null ? new CopyOnWriteArrayList<Watch>() : those;
            all.add(watch[0]);
            return all;
        });
        return watch[0];
    }

    private void tell() {
        while (closing.getCount() > 0) {
            try {
                somethingChanged.acquire();
                somethingChanged.drainPermits();
                var together = drained();
                together.forEach(this::wake);
                tellOthers(together);
                if (closing.await(TOGETHER.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                if (!changed.isEmpty()) {
                    somethingChanged.release();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException failure) { // the others look by themselves now and then
                log.atDebug().setCause(failure).log("the other nodes could not be told of changes");
            }
        }
    }

    private Set<WorkspaceId> drained() {
        var together = changed.stream().limit(MOST_AT_ONCE).collect(Collectors.toSet());
        changed.removeAll(together); // before anybody is woken: what changes from now on is told anew
        return together;
    }

    private void tellOthers(Set<WorkspaceId> together) {
        if (together.isEmpty()) {
            return;
        }
        var ids = together.stream().map(WorkspaceId::value).toArray(UUID[]::new);
        db.inOneStatement(
                "tell the other nodes",
                tx -> tx.query("""
                select pg_notify(:channel, :node || ' ' || workspace)
                  from unnest(:ids::uuid[]) as workspace
                """)
                        .bind("channel", CHANNEL)
                        .bind("node", node)
                        .bind("ids", ids)
                        .list(row -> true));
    }

    private void heard(String word) {
        var parts = word.split(" ", 2);
        if (parts.length == 2 && !parts[0].equals(node)) {
            try {
                wake(new WorkspaceId(UUID.fromString(parts[1])));
            } catch (IllegalArgumentException e) { // not one of ours: nothing to do
                log.atDebug().log("a notification that no node of ours sends");
            }
        }
    }

    private void wake(WorkspaceId workspace) {
        watches.getOrDefault(workspace, List.of()).forEach(Watch::changed);
    }

    @Override
    public void close() {
        closing.countDown();
        teller.interrupt();
        listening.close();
        new ArrayList<>(watches.values()).forEach(those -> those.forEach(Watch::end));
        db.close();
    }
}
