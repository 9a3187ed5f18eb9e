package dev.graft.platform.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.Db;
import dev.graft.platform.db.Pool;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.id.WorkspaceId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(700);

    @AutoClose
    private static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final Changes here = new Changes(Db.open(database.address(), Pool.forChanges()));

    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final WorkspaceId other = new WorkspaceId(UUID.randomUUID());

    @Test
    void who_watches_is_woken_on_this_node_and_on_the_others() {
        try (var there = new Changes(Db.open(database.address(), Pool.forChanges()));
                var nearby = here.watch(workspace);
                var faraway = there.watch(workspace)) {
            // The other node may still be connecting: word that it misses is lost, as it may be.
            boolean isHeard = false;
            for (int attempt = 0; attempt < 50 && !isHeard; attempt++) {
                here.changed(workspace);
                isHeard = isWoken(faraway, Duration.ofMillis(400));
            }

            assertThat(isHeard).isTrue();
            assertThat(isWoken(nearby, SOON)).isTrue();
        }
    }

    @Test
    void a_change_of_one_workspace_wakes_nobody_of_another() {
        try (var watch = here.watch(workspace)) {
            here.changed(other);

            assertThat(isWoken(watch, A_WHILE)).isFalse();
        }
    }

    @Test
    void many_changes_are_one_and_none_is_forgotten_between_two_waits() {
        try (var watch = here.watch(workspace)) {
            for (int i = 0; i < 10_000; i++) {
                here.changed(workspace);
            }
            watch.rest(A_WHILE);

            assertThat(isWoken(watch, SOON)).isTrue();
            assertThat(isWoken(watch, A_WHILE)).isFalse();
        }
    }

    @Test
    void a_committed_change_is_told_and_one_that_changed_no_row_is_not() {
        try (var db = Db.open(database.address(), Pool.forWorkers());
                var watch = here.watch(workspace)) {
            db.tellOfChanges(here::changed);
            db.useTransaction(
                    workspace,
                    tx -> tx.update("delete from incident where workspace_id = :workspace")
                            .run());
            assertThat(isWoken(watch, A_WHILE)).isFalse();

            db.useTransaction(
                    workspace,
                    tx -> tx.update("""
                    insert into workspace (workspace_id, name, slug, marker_key)
                    values (:workspace, 'Acme', :slug, '')
                    """).bind("slug", workspace.toString()).run());
            assertThat(isWoken(watch, SOON)).isTrue();
        }
    }

    @Test
    void closing_ends_every_watch() {
        var closed = new Changes(Db.open(database.address(), Pool.forChanges()));
        var watch = closed.watch(workspace);

        closed.close();

        assertThat(watch.awaitChange(SOON)).isFalse();
    }

    /// A watch that goes on does not say whether it was woken, but how long it took does.
    private static boolean isWoken(Watch watch, Duration within) {
        long begun = System.nanoTime();
        watch.awaitChange(within);
        return System.nanoTime() - begun < within.toNanos();
    }
}
