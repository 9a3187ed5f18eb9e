package dev.graft.platform.db;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens to one channel of PostgreSQL's LISTEN and NOTIFY, on a connection that it keeps. When the connection breaks
/// it makes another; what was said in between is lost, so nobody may rely on hearing everything.
public final class Listening implements AutoCloseable {
    /// A broken connection is noticed within the driver's own bound; this one bounds the stop.
    private static final Duration LISTENS_FOR = Duration.ofSeconds(1);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private final Db db;
    private final String channel;
    private final Consumer<String> heard;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /// @param channel a constant of ours: it becomes part of the SQL
    public Listening(Db db, String channel, Consumer<String> heard) {
        this.db = db;
        this.channel = channel;
        this.heard = heard;
        this.thread = Thread.ofPlatform().daemon().name("listening").start(this::run);
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                try {
                    listen();
                } catch (SQLException failure) {
                    log.atDebug().setCause(failure).log("not listening to the other nodes just now");
                    if (closing.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws SQLException {
        try (var connection = db.connections().getConnection()) {
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + channel);
            }
            var driver = connection.unwrap(PGConnection.class);
            while (closing.getCount() > 0) {
                var notifications = driver.getNotifications((int) LISTENS_FOR.toMillis());
                if (notifications != null) {
                    for (var notification : notifications) {
                        heard.accept(notification.getParameter());
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LISTENS_FOR.plusSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
