package dev.graft.platform.inbox;

import dev.graft.platform.db.Db;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds whether the inbox still has room, so that a refusal comes before anything is accepted. It
/// counts bytes and never rows: a burst of small deliveries is what an inbox is for.
public final class InboxPressure implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InboxPressure.class);

    /// At 30,000 deliveries a second of 1.5 KB, 225 MB come in between two looks.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Db db;
    private final InboxLimits limits;
    private final Optional<Path> disk;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("inbox-pressure").factory());
    private volatile Optional<String> reasonToRefuse = Optional.empty();

    /// @param disk a folder on the database's disk, where it is ours
    public InboxPressure(Db db, InboxLimits limits, Optional<Path> disk) {
        this.db = db;
        this.limits = limits;
        this.disk = disk;
        var _ = looks.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    Optional<String> findReasonToRefuse() {
        return reasonToRefuse;
    }

    void look() {
        try {
            var before = reasonToRefuse;
            reasonToRefuse = decide(unreadBytes(), isDiskNearlyFull());
            if (!reasonToRefuse.equals(before)) {
                log.atWarn()
                        .addKeyValue("reason", reasonToRefuse.orElse("there is room again"))
                        .log("the inbox changed its mind about taking deliveries in");
            }
        } catch (RuntimeException failure) { // a database that is down refuses deliveries by itself
            log.atDebug().setCause(failure).log("could not look at the inbox");
        }
    }

    private Optional<String> decide(long unreadBytes, boolean isDiskNearlyFull) {
        if (unreadBytes > limits.bytesUnread()) {
            return Optional.of("more than " + limits.bytesUnread() + " bytes are stored and not read yet");
        }
        if (isDiskNearlyFull) {
            return Optional.of("the disk is nearly full");
        }
        return Optional.empty();
    }

    private long unreadBytes() {
        return db.inOneStatement(
                "weigh the inbox",
                tx -> tx.query("select coalesce(sum(bytes), 0)::bigint as bytes from delivery_open")
                        .only(row -> row.longValue("bytes")));
    }

    private boolean isDiskNearlyFull() {
        if (disk.isEmpty()) {
            return false;
        }
        try {
            var store = Files.getFileStore(disk.get());
            return store.getUsableSpace()
                    < Math.min(limits.freeDisk() * (double) store.getTotalSpace(), (double) limits.freeDiskBytes());
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
