package dev.graft.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.db.Tx;
import dev.graft.platform.queue.QueueTable.IdType;
import dev.graft.platform.queue.QueueTable.Item;
import dev.graft.platform.queue.QueueTable.Leased;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On the real tables of the hub.
class QueueTableTest {
    @AutoClose
    private static final TestDatabase database = TestDatabase.migrated();

    private static final Instant noon = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"delivery_open, BIGINT", "effect_open, UUID", "page_watch_open, UUID", "work_open, UUID"})
    void every_queue_of_the_hub_can_be_worked_in_a_transaction(String name, IdType idType) {
        var table = new QueueTable(name, idType);

        database.db().useTransaction(Chores.newWorkspace(), tx -> {
            table.add(tx, anId(idType), "kind", noon);
            table.add(tx, anId(idType), "kind", noon.plusSeconds(1));
            assertThat(table.workspacesWithWorkDue(tx, noon)).containsExactly(tx.workspace());

            var item = onlyDue(table, tx);
            assertThat(table.lock(tx, item)).contains(item);
            table.postpone(tx, item, noon.plusSeconds(1), 3);
            assertThat(table.lockDue(tx, noon, 10)).isEmpty();
            var later = table.lockDue(tx, noon.plusSeconds(1), 10);
            assertThat(later).hasSize(2).extracting(Item::attempts).contains(0, 3);

            table.remove(tx, later);
            assertThat(table.workspacesWithWorkDue(tx, noon.plusSeconds(1))).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"delivery_open, BIGINT", "effect_open, UUID", "page_watch_open, UUID", "work_open, UUID"})
    void every_queue_of_the_hub_can_be_leased(String name, IdType idType) {
        var table = new QueueTable(name, idType);

        database.db().useTransaction(Chores.newWorkspace(), tx -> {
            table.add(tx, anId(idType), "kind", noon);

            var first = onlyLeased(table, tx, noon);
            assertThat(table.lease(tx, noon, 10)).isEmpty();
            assertThat(table.giveBack(tx, first, noon.plusSeconds(1))).isTrue();
            var second = onlyLeased(table, tx, noon.plusSeconds(1));

            assertThat(second.fence()).isGreaterThan(first.fence());
            assertThat(second.attempts()).isEqualTo(2);
            assertThat(table.finish(tx, first)).isFalse();
            assertThat(table.finish(tx, second)).isTrue();
            assertThat(table.finish(tx, second)).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({"delivery_open, BIGINT", "effect_open, UUID", "page_watch_open, UUID", "work_open, UUID"})
    void work_that_is_added_twice_is_there_once_at_its_first_time_and_can_be_dropped(String name, IdType idType) {
        var table = new QueueTable(name, idType);
        var id = anId(idType);

        database.db().useTransaction(Chores.newWorkspace(), tx -> {
            table.add(tx, id, "kind", noon);
            table.add(tx, id, "kind", noon.plusSeconds(60));
            assertThat(table.lockDue(tx, noon, 10)).hasSize(1);

            table.drop(tx, id);

            assertThat(table.lockDue(tx, noon, 10)).isEmpty();
        });
    }

    private static Object anId(IdType type) {
        return switch (type) {
            case BIGINT -> System.nanoTime();
            case UUID -> UUID.randomUUID();
        };
    }

    private static Item onlyDue(QueueTable table, Tx tx) {
        var due = table.lockDue(tx, noon, 10);
        assertThat(due).hasSize(1);
        return due.getFirst();
    }

    private static Leased onlyLeased(QueueTable table, Tx tx, Instant now) {
        List<Leased> leased = table.lease(tx, now, 10);
        assertThat(leased).hasSize(1);
        return leased.getFirst();
    }
}
