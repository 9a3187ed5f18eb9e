package dev.graft.platform.inbox;

import dev.graft.platform.db.Db;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes deliveries in. Many requests share one commit: one thread takes whatever waits, writes it by one statement,
/// and wakes everybody. The commit in flight is the pause in which the next batch gathers; a second writer, a pause of
/// our own, or `COPY` was measured to gain nothing, or to cost.
public final class Inbox implements AutoCloseable {
    /// More rows make the commit no cheaper for each of them.
    private static final int MOST_ROWS_AT_ONCE = 500;

    /// What one statement may weigh; more would be built in memory several times over.
    private static final int MOST_BYTES_AT_ONCE = 8 * 1024 * 1024;

    /// How often an idle inbox looks whether it is closed.
    private static final long LOOK_UP_MILLIS = 100;

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final InboxLimits limits;
    private final DeliveryWriter writer;
    private final InboxPressure pressure;
    private final BytesInFlight bytesInFlight;
    private final Runnable wakeReaders;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean isClosed;

    /// @param db one connection is enough, and it should be nobody else's
    /// @param wakeReaders called after each commit: a hint, the readers look by themselves too
    public Inbox(Db db, InboxLimits limits, InboxPressure pressure, Runnable wakeReaders) {
        this.limits = limits;
        this.writer = new DeliveryWriter(db);
        this.pressure = pressure;
        this.bytesInFlight = new BytesInFlight((int) Math.min(limits.bytesInFlight(), Integer.MAX_VALUE));
        this.wakeReaders = wakeReaders;
        this.thread = Thread.ofPlatform().name("inbox").start(this::writeWhatWaits);
    }

    /// Takes room for a body that is about to be read, and refuses before anything is accepted.
    ///
    /// @param size in bytes, or the most that it may become
    /// @throws Unavailable when there is none
    public Room takeRoom(WorkspaceId workspace, int size) {
        if (isClosed) {
            throw new Unavailable(Unavailable.Cause.CLOSED, "the hub is stopping");
        }
        pressure.findReasonToRefuse().ifPresent(reason -> {
            throw new Unavailable(Unavailable.Cause.FULL, reason);
        });
        return bytesInFlight.take(workspace, size);
    }

    /// Returns when the delivery is committed, and not before.
    ///
    /// @throws Unavailable when it is not, or when nobody can say; the sender has to try again
    public void put(
            WorkspaceId workspace,
            UUID endpoint,
            Optional<String> contentType,
            Optional<String> userAgent,
            byte[] body) {
        var delivery = new Waiting(workspace, endpoint, contentType, userAgent, body, new CompletableFuture<>());
        waiting.add(delivery);
        if (isClosed && waiting.remove(delivery)) {
            throw new Unavailable(Unavailable.Cause.CLOSED, "the hub is stopping");
        }
        try {
            delivery.committed().get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Unavailable unavailable) {
                throw unavailable;
            }
            throw new Unavailable(Unavailable.Cause.UNKNOWN, "the delivery's commit failed", failure);
        } catch (TimeoutException late) {
            var reason = waiting.remove(delivery) ? Unavailable.Cause.NOT_STORED : Unavailable.Cause.UNKNOWN;
            delivery.committed().cancel(false);
            throw new Unavailable(reason, "the database takes too long", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Unavailable.Cause.UNKNOWN, "interrupted while waiting for the commit", interrupted);
        }
    }

    /// Puts an answer of the partner's API into the same queue, in the caller's transaction.
    ///
    /// @param note what the reader needs to know about why it was asked for, as the partner's room writes it
    public void putPoll(Tx tx, byte[] body, String note) {
        tx.update("""
                with number as (
                    select nextval('delivery_id') as id
                ), queued as (
                    insert into delivery_open (workspace_id, id, bytes)
                    select :workspace, id, octet_length(:body::bytea) from number
                )
                insert into delivery (workspace_id, id, endpoint_id, source, content_type, note, body)
                select :workspace, id, :none, 'poll', 'application/json', :note, :body from number
                """)
                .bind("none", new UUID(0, 0))
                .bind("note", note)
                .bind("body", body)
                .run();
        tx.afterCommit(wakeReaders);
    }

    /// Writes what waits already, refuses what comes after, and returns within the patience of a request.
    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(limits.patience().toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        pressure.close();
    }

    private void writeWhatWaits() {
        while (!isClosed || !waiting.isEmpty()) {
            var batch = takeWhatWaits();
            if (!batch.isEmpty()) {
                writeAndWake(batch);
            }
        }
    }

    /// Whatever goes wrong, the next batch is written: without this thread the door would be shut for good.
    private void writeAndWake(List<Waiting> batch) {
        try {
            writer.write(batch);
            wakeReaders.run();
        } catch (RuntimeException | OutOfMemoryError failure) {
            var unknown = new Unavailable(Unavailable.Cause.UNKNOWN, "writing the deliveries broke off", failure);
            batch.forEach(delivery -> delivery.committed().completeExceptionally(unknown));
            log.atError().setCause(failure).log("a batch of deliveries broke off, their senders should try again");
        }
    }

    /// Waits for one, and takes the others that are there.
    private List<Waiting> takeWhatWaits() {
        var batch = new ArrayList<Waiting>();
        try {
            int bytes = 0;
            for (var next = waiting.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                    next != null;
                    next = bytes < MOST_BYTES_AT_ONCE ? waiting.poll() : null) {
                batch.add(next);
                bytes += next.body().length;
                if (batch.size() == MOST_ROWS_AT_ONCE) {
                    break;
                }
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException("nobody interrupts the inbox's thread", nobodyDoes);
        }
        return batch;
    }
}
