package dev.graft.platform.clock;

import static java.util.Objects.requireNonNull;

import dev.graft.platform.db.Db;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database's clock, read at the start and every ten seconds; in between, time passes as this machine counts it.
///
/// It does not run backwards: when the database turns out to be a little behind, it stands still until it is caught up
/// with. Only when the two are further apart than `STEP`, somebody has set a clock, and this one follows at once.
public final class DatabaseClock extends Clock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofSeconds(2);

    /// The answer is off by half of the round trip at most; a slower one says less than the old reading does.
    private static final Duration LONGEST_ROUND_TRIP = Duration.ofMillis(500);

    private final Supplier<Instant> database;
    private final LongSupplier nanos;
    private final AtomicReference<State> state;
    private final CountDownLatch stop = new CountDownLatch(1);

    /// What the database's clock showed when ours, which only counts, stood at `nanos`.
    private record Reading(Instant instant, long nanos) {
        Instant at(long now) {
            return instant.plusNanos(now - nanos).truncatedTo(ChronoUnit.MICROS); // what the database can keep
        }
    }

    /// Both change together: an answer by an old reading must not outlive it.
    ///
    /// @param latest what was answered last
    private record State(Reading reading, Instant latest) {
        State answering(long now) {
            var instant = reading.at(now);
            return instant.isAfter(latest) ? new State(reading, instant) : this;
        }
    }

    /// @param nanos counts nanoseconds from anywhere
    DatabaseClock(Supplier<Instant> database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        this.state = new AtomicReference<>(new State(read(), Instant.MIN));
    }

    /// Reads the database's clock once, and goes on reading it until closed.
    ///
    /// @throws dev.graft.platform.db.DatabaseDown when it cannot be read the first time
    public static DatabaseClock of(Db db) {
        var clock = new DatabaseClock(
                () -> db.inOneStatement(
                        "read the clock",
                        tx -> tx.query("select clock_timestamp() as now").only(row -> row.instant("now"))),
                System::nanoTime);
        Thread.ofVirtual().name("database-clock").start(clock::goOnReading);
        return clock;
    }

    @Override
    public Instant instant() {
        return state.updateAndGet(current -> current.answering(nanos.getAsLong()))
                .latest();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource source = () -> instant();
        return source.withZone(zone);
    }

    @Override
    public void close() {
        stop.countDown();
    }

    /// Reads the database's clock again; one that cannot be read, or answers slowly, changes nothing.
    void readAgain() {
        long before = nanos.getAsLong();
        var fresh = read();
        if (nanos.getAsLong() - before > LONGEST_ROUND_TRIP.toNanos()) {
            return;
        }
        var behind = Duration.between(
                fresh.instant(), requireNonNull(state.get()).reading().at(fresh.nanos()));
        boolean isSetBack = behind.compareTo(STEP) > 0;
        state.updateAndGet(current -> new State(fresh, isSetBack ? Instant.MIN : current.latest()));
        if (isSetBack) {
            log.atWarn().addKeyValue("by", behind).log("the database's clock was set back, following it");
        }
    }

    private Reading read() {
        long before = nanos.getAsLong();
        var instant = database.get();
        long after = nanos.getAsLong();
        return new Reading(instant, before + (after - before) / 2);
    }

    private void goOnReading() {
        try {
            while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    readAgain();
                } catch (RuntimeException failure) {
                    log.atDebug().setCause(failure).log("the database's clock cannot be read now, going by our own");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
