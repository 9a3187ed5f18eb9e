package dev.graft.platform.db;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The named places at which a process may die in the worst moment: before and after every commit and every outgoing
/// call of the way from a webhook to a page.
///
/// Off unless `-Dgraft.failpoint=NAME` (or `NAME:n`, for the n-th time) names one: then the process halts there, as if
/// its power had been cut. Tests arm one with `crashAt` instead, and get a `SimulatedCrash`.
public enum FailPoint {
    INBOX_BEFORE_COMMIT,
    INBOX_AFTER_COMMIT,
    FOLD_BEFORE_COMMIT,
    FOLD_AFTER_COMMIT,
    WORK_BEFORE_COMMIT,
    WORK_AFTER_COMMIT,
    EFFECT_LEASED,
    EFFECT_BEFORE_ATTEMPT_COMMIT,
    EFFECT_BEFORE_CALL,
    EFFECT_AFTER_CALL,
    EFFECT_BEFORE_OUTCOME_COMMIT,
    EFFECT_AFTER_OUTCOME_COMMIT,
    LOOK_UP_BEFORE_CALL,
    LOOK_UP_AFTER_CALL,
    ECHO_BEFORE_COMMIT,
    ECHO_AFTER_COMMIT;

    private static final String PROPERTY = "graft.failpoint";

    /// What a shell reports of a process that was killed with SIGKILL.
    private static final int KILLED = 137;

    private static final AtomicReference<@Nullable Armed> ARMED = new AtomicReference<>(fromProperty());

    private record Armed(FailPoint point, AtomicInteger hitsLeft, boolean halts) {}

    /// The place is passed. Does nothing, unless it is the armed one.
    public void hit() {
        var armed = ARMED.get();
        if (armed == null || armed.point() != this || armed.hitsLeft().decrementAndGet() != 0) {
            return;
        }
        if (armed.halts()) {
            Runtime.getRuntime().halt(KILLED);
        }
        throw new SimulatedCrash(this);
    }

    /// For tests: the n-th time from now that this place is passed, a `SimulatedCrash` is thrown, once.
    public static void crashAt(FailPoint point, int nth) {
        ARMED.set(new Armed(point, new AtomicInteger(nth), false));
    }

    /// For tests: nothing is armed any more.
    ///
    /// @return whether the armed place had been passed often enough to crash
    public static boolean disarm() {
        var armed = ARMED.getAndSet(null);
        return armed != null && armed.hitsLeft().get() <= 0;
    }

    private static @Nullable Armed fromProperty() {
        var setting = System.getProperty(PROPERTY);
        if (setting == null) {
            return null;
        }
        var parts = setting.split(":", 2);
        int nth = parts.length == 2 ? Integer.parseInt(parts[1]) : 1;
        return new Armed(valueOf(parts[0]), new AtomicInteger(nth), true);
    }

    /// Stands for the end of the process: nothing catches it, and what was not committed is gone.
    public static final class SimulatedCrash extends Error {
        SimulatedCrash(FailPoint point) {
            super("crashed at " + point);
        }
    }
}
