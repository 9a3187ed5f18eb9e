package dev.graft.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void two_nodes_that_start_at_once_migrate_once() throws Exception {
        try (var database = TestDatabase.empty();
                var nodes = Executors.newFixedThreadPool(2)) {
            var together = new CyclicBarrier(2);
            Callable<Integer> node = () -> {
                together.await();
                return Migrations.migrate(database.address());
            };

            var first = nodes.submit(node);
            var second = nodes.submit(node);

            assertThat(first.get()).as("one did all, the other none").isNotEqualTo(second.get());
            assertThat(Math.min(first.get(), second.get())).isZero();
        }
    }

    @Test
    void migrating_again_changes_nothing() {
        try (var database = TestDatabase.migrated()) {
            assertThat(Migrations.migrate(database.address())).isZero();
        }
    }

    @Test
    void a_schema_of_a_newer_version_is_left_as_it_is() {
        try (var database = TestDatabase.migrated()) {
            database.run("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, checksum, installed_by, execution_time,
                         success)
                    values (99, '999', 'from tomorrow', 'SQL', 'V999__from_tomorrow.sql', 1, 'graft', 1, true)
                    """);

            assertThat(Migrations.migrate(database.address())).isZero();
        }
    }
}
