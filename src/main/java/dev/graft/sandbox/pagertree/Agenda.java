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
import java.util.function.Consumer;
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

    /// Ends a play in which each step makes the next one due at once.
    private static final int MAX_STEPS = 100_000;

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

    /// While somebody plays, only that thread takes work.
    private int players;

    Agenda(Clock clock, SandboxSettings.Pace pace) {
        this.clock = clock;
        this.pace = pace;
        if (pace == SandboxSettings.Pace.AUTOMATIC) {
            Thread.ofVirtual().name("sandbox agenda").start(this::startWhatBecomesDue);
        }
    }

    void at(Instant due, Runnable work) {
        lock.lock();
        try {
            if (pace == SandboxSettings.Pace.AUTOMATIC && players == 0 && !due.isAfter(clock.instant())) {
                start(work);
                return;
            }
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

    /// Moves the clock to each due time up to the target, and does there what is due, on the caller's thread. What the
    /// work itself adds counts too, up to a bound.
    void playUntil(Instant target, Consumer<Instant> moveClockTo) {
        addPlayer(1);
        try {
            for (int step = 0; step < MAX_STEPS; step++) {
                var next = take(target);
                if (next == null) {
                    break;
                }
                moveClockTo.accept(next.due());
                run(next.work());
            }
            moveClockTo.accept(target);
        } finally {
            addPlayer(-1);
        }
    }

    private void addPlayer(int count) {
        lock.lock();
        try {
            players += count;
            changed.signal();
        } finally {
            lock.unlock();
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
        threads.execute(() -> run(work));
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("sandbox work failed");
        }
    }

    private @Nullable Runnable takeDue() {
        var due = take(clock.instant());
        return due == null ? null : due.work();
    }

    private @Nullable Entry take(Instant dueBy) {
        lock.lock();
        try {
            var first = entries.peek();
            return first == null || first.due().isAfter(dueBy) ? null : entries.poll();
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
                if (first == null || players > 0) {
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
