package dev.graft.platform.queue;

import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.FailPoint.SimulatedCrash;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that does what is due, again and again: at once when it is woken, and once a second at the latest, so
/// that work which another node left is found too. Waking is a hint; nothing depends on it but speed.
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /// A piece of work in hand is finished; one that hangs is left to its lease, or to the rollback.
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    /// Work that is done in rounds.
    public interface Rounds {
        /// Does some of what is due.
        ///
        /// @return how many pieces of work were taken up; 0 when nothing was due
        int doSome();

        /// Waits until what was begun has come to an end.
        default void await() {}

        /// Takes note of how to ask for another round, for rounds that find out by themselves when one is due.
        default void wakeBy(Runnable wake) {}
    }

    private final String name;
    private final Rounds rounds;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    /// Does not start by itself: tests call `runDue` instead.
    public Worker(String name, Rounds rounds) {
        this.name = name;
        this.rounds = rounds;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
        rounds.wakeBy(this::wake);
    }

    public void start() {
        thread.start();
    }

    /// Something may be due. Many calls before the next round count as one.
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /// For tests: does everything that is due now, on the calling thread, and waits for it.
    ///
    /// @return how many pieces of work were taken up
    public int runDue() {
        int all = 0;
        int some;
        do {
            some = rounds.doSome();
            rounds.await();
            all += some;
        } while (some > 0);
        return all;
    }

    private void run() {
        while (!stopping) {
            try {
                if (rounds.doSome() == 0) {
                    sleep();
                }
            } catch (DatabaseDown down) {
                log.atWarn().addKeyValue("worker", name).log("the database is down, will look again");
                sleep();
            } catch (SimulatedCrash crash) {
                throw crash;
            } catch (RuntimeException | Error failure) { // a thread that ended here would end its work for good
                log.atError().addKeyValue("worker", name).setCause(failure).log("a round of work failed");
                sleep();
            }
        }
    }

    private void sleep() {
        try {
            if (wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /// Finishes the round in hand, and begins no other.
    @Override
    public void close() {
        stopping = true;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(PATIENCE_AT_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
