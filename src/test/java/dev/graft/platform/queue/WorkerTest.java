package dev.graft.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final int POLLED = 2;

    private final AtomicInteger rounds = new AtomicInteger();
    private final Semaphore roundBegun = new Semaphore(0);

    @Test
    void it_looks_again_by_itself_without_being_woken() {
        try (var worker = new Worker("idle", this::nothingDue)) {
            worker.start();

            awaitRounds(POLLED);
        }
    }

    @Test
    void it_looks_at_once_when_it_is_woken() {
        try (var worker = new Worker("idle", this::nothingDue)) {
            worker.start();
            awaitRounds(1);
            var before = System.nanoTime();

            for (int wake = 0; wake < 20; wake++) {
                worker.wake();
                awaitRounds(1);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("twenty rounds, of which polling alone would make a few")
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void many_wakes_during_one_round_make_one_more() {
        var mayGoOn = new CountDownLatch(1);
        try (var worker = new Worker("busy", () -> {
            rounds.incrementAndGet();
            roundBegun.release();
            await(mayGoOn);
            return 0;
        })) {
            worker.start();
            awaitRounds(1);
            for (int wake = 0; wake < 50; wake++) {
                worker.wake();
            }

            mayGoOn.countDown();
            awaitRounds(1);

            assertThat(rounds.get()).isEqualTo(2);
        }
    }

    @Test
    void a_round_that_fails_is_not_the_end_of_the_worker() {
        try (var worker = new Worker("unlucky", () -> {
            roundBegun.release();
            if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            throw new NoClassDefFoundError("a worse one");
        })) {
            worker.start();

            for (int round = 0; round < 3; round++) {
                awaitRounds(1);
                worker.wake();
            }
        }
    }

    @Test
    void a_stop_lets_the_round_in_hand_come_to_its_end_and_begins_no_other() {
        var finished = new AtomicInteger();
        var worker = new Worker("busy", () -> {
            roundBegun.release();
            finished.incrementAndGet();
            return 1;
        });
        worker.start();
        awaitRounds(1);

        worker.close();

        int atTheStop = finished.get();
        roundBegun.drainPermits();
        assertThat(roundBegun.tryAcquire()).isFalse();
        assertThat(finished.get()).isEqualTo(atTheStop);
    }

    @Test
    void a_worker_that_was_never_started_can_be_closed() {
        new Worker("unused", this::nothingDue).close();
    }

    @Test
    void run_due_goes_on_until_nothing_is_due_and_counts() {
        var left = new AtomicInteger(3);
        var worker = new Worker("chores", () -> Math.max(0, left.getAndDecrement()));

        assertThat(worker.runDue()).isEqualTo(3 + 2 + 1);
    }

    private int nothingDue() {
        roundBegun.release();
        return 0;
    }

    private void awaitRounds(int count) {
        try {
            assertThat(roundBegun.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
