package dev.graft.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Asks another process again and again until it answers or the time is over. Between processes there is no other way
/// to wait; within one, tests run what is due instead.
final class Eventually {
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private Eventually() {}

    static <T> T within(Duration limit, String what, Supplier<Optional<T>> question) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    static void becomesTrue(Duration limit, String what, Supplier<Boolean> question) {
        within(limit, what, () -> question.get() ? Optional.of(true) : Optional.empty());
    }
}
