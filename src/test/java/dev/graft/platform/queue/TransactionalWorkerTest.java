package dev.graft.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.FailPoint.SimulatedCrash;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.queue.QueueTable.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionalWorkerTest {
    private static final int BATCH = 10;

    @AutoClose
    private static final Chores chores = new Chores();

    private final WorkspaceId acme = Chores.newWorkspace();
    private final WorkspaceId zenith = Chores.newWorkspace();
    private final List<Long> worked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> buried = new ArrayList<>();

    @BeforeEach
    void nothingIsLeftOfOtherTests() {
        chores.clear();
    }

    @Test
    void what_is_due_is_worked_once_and_gone() {
        chores.add(acme, 1, 2);
        chores.add(zenith, 3);
        var worker = worker((tx, items) -> {});

        assertThat(worker.runDue()).isEqualTo(3);

        assertThat(worked).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(chores.open()).isEmpty();
        assertThat(worker.runDue()).isZero();
    }

    @Test
    void what_is_not_due_waits_for_its_time() {
        chores.addDueAt(Chores.NOON.plusSeconds(60), acme, 1);
        var worker = worker((tx, items) -> {});
        assertThat(worker.runDue()).isZero();

        chores.clock.advance(Duration.ofSeconds(60));

        assertThat(worker.runDue()).isOne();
    }

    @Test
    void work_belongs_to_the_transaction_that_removes_it() {
        chores.add(acme, 1);
        var worker = worker((tx, items) -> {
            assertThat(tx.workspace()).isEqualTo(acme);
            tx.update("create table if not exists trace (n int)").run();
            throw new IllegalStateException("after some work");
        });

        worker.runDue();

        assertThat(chores.open()).containsExactly(1L);
        assertThat(traceExists()).isFalse();
    }

    @Test
    void two_workers_never_work_one_row_at_once() {
        chores.add(acme, LongStream.rangeClosed(1, 2 * BATCH).toArray());
        var together = new CyclicBarrier(2);
        BiConsumer<Tx, List<Item>> meetInTheMiddle = (tx, items) -> join(together);

        var first = CompletableFuture.supplyAsync(() -> rounds(meetInTheMiddle).doSome());
        var second = CompletableFuture.supplyAsync(() -> rounds(meetInTheMiddle).doSome());

        assertThat(first.join() + second.join()).isEqualTo(2 * BATCH);
        assertThat(worked).hasSize(2 * BATCH).doesNotHaveDuplicates();
    }

    @Test
    void a_crash_before_the_commit_leaves_the_rows_for_the_next_round() {
        chores.add(acme, 1, 2);
        FailPoint.crashAt(FailPoint.FOLD_BEFORE_COMMIT, 1);
        var worker = worker((tx, items) -> FailPoint.FOLD_BEFORE_COMMIT.hit());

        assertThatThrownBy(worker::runDue).isInstanceOf(SimulatedCrash.class);

        assertThat(chores.open()).containsExactly(1L, 2L);
        assertThat(worker.runDue()).isEqualTo(2);
        assertThat(chores.open()).isEmpty();
    }

    @Test
    void one_bad_row_does_not_hold_up_its_neighbours() {
        chores.add(acme, 1, 2, 3);

        worker(failingOn(2)).runDue();

        assertThat(chores.open()).containsExactly(2L);
        assertThat(chores.attemptsOf(2)).isOne();
        assertThat(worked).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void a_row_that_overflows_the_stack_is_a_bad_row_and_not_the_end_of_the_worker() {
        chores.add(acme, 1, 2);

        worker((tx, items) -> {
                    if (ids(items).contains(2L)) {
                        throw new StackOverflowError();
                    }
                })
                .runDue();

        assertThat(chores.open()).containsExactly(2L);
        assertThat(chores.attemptsOf(2)).isOne();
    }

    @Test
    void a_row_that_goes_on_failing_waits_longer_each_time_and_is_buried_in_the_end() {
        chores.add(acme, 1);
        var worker = worker(failingOn(1));
        var waits = new ArrayList<Long>();

        for (int attempt = 1; attempt < TransactionalWorker.MAX_ATTEMPTS; attempt++) {
            assertThat(worker.runDue()).isOne();
            assertThat(worker.runDue()).as("it waits").isZero();
            waits.add(Duration.between(chores.clock.instant(), dueOf(1)).toSeconds());
            chores.clock.set(dueOf(1));
        }
        assertThat(buried).isEmpty();
        worker.runDue();

        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 30L);
        assertThat(buried).containsExactly("1: bad row");
        assertThat(chores.open()).isEmpty();
    }

    @Test
    void a_row_that_has_to_wait_is_due_again_when_the_handler_said() {
        chores.add(acme, 1, 2);
        var later = Chores.NOON.plusSeconds(5);
        var rounds = new TransactionalWorker(
                chores.table, chores.db, chores.clock, BATCH, new TransactionalWorker.Handler() {
                    @Override
                    public Map<Item, Instant> handle(Tx tx, List<Item> items) {
                        return Map.of(items.getFirst(), later);
                    }

                    @Override
                    public void bury(Tx tx, Item item, String reason) {}
                });

        assertThat(rounds.doSome()).isEqualTo(2);

        assertThat(chores.open()).containsExactly(1L);
        assertThat(dueOf(1)).isEqualTo(later);
        assertThat(chores.attemptsOf(1)).isZero();
    }

    @Test
    void a_workspace_with_much_to_do_does_not_hold_up_the_others() {
        chores.add(acme, LongStream.rangeClosed(1, 5 * BATCH).toArray());
        chores.add(zenith, 1000);

        assertThat(rounds((tx, items) -> {}).doSome()).isEqualTo(BATCH + 1);

        assertThat(worked).hasSize(BATCH + 1).contains(1000L);
    }

    @Test
    void another_workspace_comes_first_in_each_round() {
        chores.add(acme, 1, 2);
        chores.add(zenith, 3, 4);
        var order = new ArrayList<WorkspaceId>();
        var oneAtATime = new TransactionalWorker(
                chores.table, chores.db, chores.clock, 1, handler((tx, items) -> order.add(tx.workspace())));

        oneAtATime.doSome();
        oneAtATime.doSome();

        assertThat(order.get(0)).isNotEqualTo(order.get(2));
    }

    @Test
    void a_database_that_goes_down_is_nobodys_failed_attempt() {
        chores.add(acme, 1);
        var rounds = rounds((tx, items) -> {
            var backend = tx.query("select pg_backend_pid() as pid").only(row -> row.integer("pid"));
            chores.database.runAsSuperuser("select pg_terminate_backend(" + backend + ", 5000)");
        });

        assertThatThrownBy(rounds::doSome).isInstanceOf(DatabaseDown.class);

        assertThat(chores.attemptsOf(1)).isZero();
    }

    /// The plan trap: the first plan is made while the table is empty, when reading all of it looks cheap.
    @Test
    void a_claim_reads_what_it_takes_and_no_more_even_if_the_queue_was_empty_when_it_was_first_planned() {
        var worker = rounds((tx, items) -> {});
        chores.add(acme, 1);
        for (int round = 0; round < 10; round++) { // more than it takes for the driver to keep the statement
            worker.doSome();
        }
        chores.database.run("vacuum analyze chore_open");
        var workspaces = Stream.generate(Chores::newWorkspace).limit(20).toList();
        workspaces.forEach(workspace -> chores.addMany(workspace, 1000));

        var read = chores.db.<Integer>inTransaction(workspaces.getFirst(), tx -> {
            chores.table.workspacesWithWorkDue(tx, Chores.NOON);
            var claimed = chores.table.lockDue(tx, Chores.NOON, BATCH);
            assertThat(ids(claimed)).startsWith(1L, 2L, 3L);
            return tx.query("""
                    select seq_tup_read + idx_tup_fetch as read
                      from pg_stat_xact_user_tables
                     where relname = 'chore_open'
                    """).only(row -> row.integer("read"));
        });

        assertThat(read).as("rows read of 20,000").isLessThan(1000);
    }

    private Worker worker(BiConsumer<Tx, List<Item>> work) {
        return new Worker("chores", rounds(work));
    }

    private TransactionalWorker rounds(BiConsumer<Tx, List<Item>> work) {
        return new TransactionalWorker(chores.table, chores.db, chores.clock, BATCH, handler(work));
    }

    private TransactionalWorker.Handler handler(BiConsumer<Tx, List<Item>> work) {
        return new TransactionalWorker.Handler() {
            @Override
            public Map<Item, Instant> handle(Tx tx, List<Item> items) {
                work.accept(tx, items);
                worked.addAll(ids(items));
                return Map.of();
            }

            @Override
            public void bury(Tx tx, Item item, String reason) {
                buried.add(item.id() + ": " + reason);
            }
        };
    }

    private static BiConsumer<Tx, List<Item>> failingOn(long id) {
        return (tx, items) -> {
            if (ids(items).contains(id)) {
                throw new IllegalStateException("bad row");
            }
        };
    }

    private static List<Long> ids(List<Item> items) {
        return items.stream().map(item -> Long.valueOf(item.id())).toList();
    }

    private Instant dueOf(long id) {
        return chores.db.acrossWorkspaces(
                "look at a chore",
                tx -> tx.query("select due_at from chore_open where id = :id")
                        .bind("id", id)
                        .only(row -> row.instant("due_at")));
    }

    private boolean traceExists() {
        return chores.db.acrossWorkspaces(
                "look for a trace",
                tx -> tx.query("select to_regclass('trace') is not null as found")
                        .only(row -> row.bool("found")));
    }

    private static void join(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
