package dev.graft.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.FailPoint.SimulatedCrash;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.queue.QueueTable.Leased;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasedWorkerTest {
    @AutoClose
    private static final Chores chores = new Chores();

    private final WorkspaceId acme = Chores.newWorkspace();
    private final WorkspaceId zenith = Chores.newWorkspace();
    private final List<Leased> called = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void nothingIsLeftOfOtherTests() {
        chores.clear();
    }

    @Test
    void what_is_due_is_called_once_and_gone() {
        chores.add(acme, LongStream.rangeClosed(1, 30).toArray());
        chores.add(zenith, 31);

        try (var rounds = rounds(this::callAndFinish)) {
            assertThat(new Worker("chores", rounds).runDue()).isEqualTo(31);
        }

        assertThat(called).extracting(Leased::id).hasSize(31).doesNotHaveDuplicates();
        assertThat(chores.open()).isEmpty();
    }

    @Test
    void a_call_is_made_outside_of_any_transaction() {
        chores.add(acme, 1);

        try (var rounds = rounds(leased -> {
            assertThat(lockedRows()).isZero();
            callAndFinish(leased);
        })) {
            new Worker("chores", rounds).runDue();
        }

        assertThat(chores.open()).isEmpty();
    }

    @Test
    void two_nodes_never_call_for_one_row_at_once() {
        chores.add(acme, LongStream.rangeClosed(1, 60).toArray());

        var nodes = IntStream.range(0, 2)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> {
                    try (var rounds = rounds(this::callAndFinish)) {
                        return new Worker("chores", rounds).runDue();
                    }
                }))
                .toList();

        assertThat(nodes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(60);
        assertThat(called).extracting(Leased::id).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void a_workspace_whose_partner_hangs_has_four_calls_and_the_others_have_theirs() throws InterruptedException {
        chores.add(acme, 1, 2, 3, 4, 5, 6);
        chores.add(zenith, 7);
        var answer = new CountDownLatch(1);
        var begun = new LinkedBlockingQueue<Leased>();

        try (var rounds = rounds(leased -> {
            begun.add(leased);
            if (leased.workspace().equals(acme)) {
                await(answer);
            }
            callAndFinish(leased);
        })) {
            assertThat(rounds.doSome()).isEqualTo(LeasedWorker.AT_ONCE_PER_WORKSPACE + 1);
            assertThat(IntStream.range(0, 5).mapToObj(call -> take(begun)).map(Leased::workspace))
                    .contains(zenith);
            assertThat(rounds.doSome()).as("no room for a fifth").isZero();

            answer.countDown();
            rounds.await();
            assertThat(rounds.doSome()).isEqualTo(2);
            rounds.await();
        }
        assertThat(chores.open()).isEmpty();
    }

    @Test
    void a_call_that_ends_asks_for_another_round() {
        chores.add(acme, 1);
        var asked = new CountDownLatch(1);

        try (var rounds = rounds(this::callAndFinish)) {
            rounds.wakeBy(asked::countDown);
            rounds.doSome();
            rounds.await();
        }

        await(asked);
    }

    @Test
    void work_of_a_dead_node_is_taken_up_when_its_lease_has_run_out_and_not_before() {
        chores.add(acme, 1);
        FailPoint.crashAt(FailPoint.EFFECT_BEFORE_CALL, 1);
        try (var dying = rounds(leased -> FailPoint.EFFECT_BEFORE_CALL.hit())) {
            assertThatThrownBy(() -> new Worker("dying", dying).runDue()).isInstanceOf(SimulatedCrash.class);
        }

        try (var rounds = rounds(this::callAndFinish)) {
            var worker = new Worker("living", rounds);
            assertThat(worker.runDue()).isZero();

            chores.letLeasesRunOut();

            assertThat(worker.runDue()).isOne();
        }
        assertThat(called)
                .singleElement()
                .satisfies(leased -> assertThat(leased.attempts())
                        .as("the attempt of the dead node counts")
                        .isEqualTo(2));
    }

    @Test
    void who_was_overtaken_cannot_finish_and_cannot_give_back() {
        chores.add(acme, 1);
        var stale = lease();
        chores.letLeasesRunOut();
        var fresh = lease();

        assertThat(finish(stale)).isFalse();
        assertThat(giveBack(stale)).isFalse();
        assertThat(chores.open()).containsExactly(1L);

        assertThat(finish(fresh)).isTrue();
        assertThat(chores.open()).isEmpty();
    }

    @Test
    void who_finished_late_but_was_not_overtaken_has_finished() {
        chores.add(acme, 1);
        var slow = lease();
        chores.letLeasesRunOut();

        assertThat(finish(slow)).isTrue();
    }

    @Test
    void a_lease_lasts_a_minute_by_the_databases_clock_whatever_ours_says() {
        chores.clock.set(Chores.NOON.plus(Duration.ofDays(3650)));
        chores.add(acme, 1);
        lease();

        double seconds = chores.db.<Double>acrossWorkspaces(
                "look at the lease", tx -> tx.query("""
                        select extract(epoch from lease_until - now())::text as seconds from chore_open
                        """).only(row -> Double.valueOf(row.text("seconds"))));

        assertThat(seconds).isBetween(50.0, 60.0);
    }

    @Test
    void a_handler_that_fails_gives_its_row_back_for_later() {
        chores.add(acme, 1);

        try (var rounds = rounds(leased -> {
            throw new IllegalStateException("a bug");
        })) {
            var worker = new Worker("chores", rounds);
            assertThat(worker.runDue()).isOne();
            chores.clock.advance(Duration.ofSeconds(1));
            assertThat(worker.runDue()).isZero();
            chores.clock.advance(Duration.ofSeconds(1));
            assertThat(worker.runDue()).isOne();
        }

        assertThat(chores.attemptsOf(1)).isEqualTo(2);
    }

    @Test
    void what_is_hastened_is_due_earlier_and_never_later() {
        chores.addDueAt(Chores.NOON.plusSeconds(60), acme, 1);
        chores.addDueAt(Chores.NOON.minusSeconds(60), acme, 2);

        chores.db.useTransaction(acme, tx -> {
            chores.table.hasten(tx, 1L, Chores.NOON);
            chores.table.hasten(tx, 2L, Chores.NOON);
        });

        assertThat(chores.db.<List<Leased>>inTransaction(acme, tx -> chores.table.lease(tx, Chores.NOON, 4)))
                .extracting(Leased::id)
                .containsExactly("2", "1");
    }

    @Test
    void a_stop_lets_the_call_in_hand_come_to_its_end() {
        chores.add(acme, 1);
        var begun = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var rounds = rounds(leased -> {
            begun.countDown();
            await(answer);
            callAndFinish(leased);
        });
        rounds.doSome();
        await(begun);

        var stopped = CompletableFuture.runAsync(rounds::close);
        answer.countDown();
        stopped.join();

        assertThat(chores.open()).isEmpty();
    }

    private LeasedWorker rounds(LeasedWorker.Handler handler) {
        return new LeasedWorker(chores.table, chores.db, chores.clock, handler);
    }

    private void callAndFinish(Leased leased) {
        called.add(leased);
        assertThat(finish(leased)).isTrue();
    }

    private Leased lease() {
        return chores.db
                .<List<Leased>>inTransaction(acme, tx -> chores.table.lease(tx, chores.clock.instant(), 1))
                .getFirst();
    }

    private boolean finish(Leased leased) {
        return chores.db.inTransaction(leased.workspace(), tx -> chores.table.finish(tx, leased));
    }

    private boolean giveBack(Leased leased) {
        return chores.db.inTransaction(leased.workspace(), tx -> chores.table.giveBack(tx, leased, Chores.NOON));
    }

    private int lockedRows() {
        return 1
                - chores.db.<Integer>acrossWorkspaces(
                        "try a lock",
                        tx -> tx.query("select id from chore_open for update skip locked")
                                .list(row -> row.longValue("id"))
                                .size());
    }

    private static Leased take(BlockingQueue<Leased> queue) {
        try {
            var leased = queue.poll(10, TimeUnit.SECONDS);
            assertThat(leased).isNotNull();
            return leased;
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
