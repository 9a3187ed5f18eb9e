package dev.graft.sandbox.pagertree;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done at a later instant of the sandbox's clock, or at once but not by the one who asks.
///
/// With `Pace.AUTOMATIC` work that is due runs on threads of its own, all at the same time. With `Pace.MANUAL` nothing
/// runs until `runDue`, which runs it in the order of the due times on the caller's thread.
final class Agenda implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Agenda.class);

    /// How long a set clock may go unnoticed.
    private static final Duration LOOK_AT_CLOCK_EVERY = Duration.ofMillis(100);

    private record Entry(Instant due, long sequence, Runnable work) {}

    private final Clock clock;
    private final SandboxSettings.Pace pace;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::sequence));
    private long lastSequence;
    private boolean isClosed;

    Agenda(Clock clock, SandboxSettings.Pace pace) {
        this.clock = clock;
        this.pace = pace;
        if (pace == SandboxSettings.Pace.AUTOMATIC) {
            Thread.ofVirtual().name("sandbox agenda").start(this::startWhatBecomesDue);
        }
    }

    void at(Instant due, Runnable work) {
        if (pace == SandboxSettings.Pace.AUTOMATIC && !due.isAfter(clock.instant())) {
            start(work);
            return;
        }
        lock.lock();
        try {
            entries.add(new Entry(due, ++lastSequence, work));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Until nothing is due any more, what the work itself added included.
    void runDue() {
        for (var next = takeDue(); next != null; next = takeDue()) {
            next.run();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            entries.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        threads.shutdownNow();
    }

    private void start(Runnable work) {
        if (threads.isShutdown()) {
            return;
        }
        threads.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("sandbox work failed");
            }
        });
    }

    private @Nullable Runnable takeDue() {
        lock.lock();
        try {
            var first = entries.peek();
            if (first == null || first.due().isAfter(clock.instant())) {
                return null;
            }
            entries.remove();
            return first.work();
        } finally {
            lock.unlock();
        }
    }

    private void startWhatBecomesDue() {
        try {
            while (awaitWork()) {
                for (var next = takeDue(); next != null; next = takeDue()) {
                    start(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// True when something is due, false when we are closed.
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!isClosed) {
                var first = entries.peek();
                if (first == null) {
                    changed.await();
                } else if (first.due().isAfter(clock.instant())) {
                    changed.awaitNanos(LOOK_AT_CLOCK_EVERY.toNanos());
                } else {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }
}
