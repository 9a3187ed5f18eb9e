package dev.graft.platform.change;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Somebody who waits for changes of one workspace. Changes that come while nobody waits are remembered as one.
public final class Watch implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Runnable onClose;
    private boolean isChanged;
    private boolean isOver;

    Watch(Runnable onClose) {
        this.onClose = onClose;
    }

    /// Waits until something has changed since the last call, until the watch is over, or as long as this.
    ///
    /// @return false once the watch is over
    public boolean awaitChange(Duration atMost) {
        return await(atMost, true);
    }

    /// Lets at least this time pass, so that many changes become one; ends early when the watch is over.
    ///
    /// @return false once the watch is over
    public boolean rest(Duration time) {
        return await(time, false);
    }

    private boolean await(Duration time, boolean forChange) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !isOver && !(forChange && isChanged)) {
                left = woken.awaitNanos(left);
            }
            isChanged = isChanged && !forChange;
            return !isOver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void changed() {
        set(() -> isChanged = true);
    }

    /// Ends it for whoever waits.
    public void end() {
        set(() -> isOver = true);
    }

    private void set(Runnable what) {
        lock.lock();
        try {
            what.run();
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
