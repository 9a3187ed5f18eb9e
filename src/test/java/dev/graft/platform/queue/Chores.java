package dev.graft.platform.queue;

import dev.graft.platform.clock.SettableClock;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Pool;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A queue table of the tests, and a database with nothing else in it.
final class Chores implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    final TestDatabase database = TestDatabase.empty();
    final Db db = Db.open(database.address(), Pool.forWorkers());
    final QueueTable table = new QueueTable("chore_open", QueueTable.IdType.BIGINT);
    final SettableClock clock = new SettableClock(NOON);

    Chores() {
        database.run("""
                create sequence fence;
                create table chore_open (
                    workspace_id uuid not null,
                    id           bigint not null,
                    kind         text not null,
                    due_at       timestamptz not null default now(),
                    attempts     smallint not null default 0,
                    lease_until  timestamptz,
                    fence        bigint not null default 0,
                    primary key (workspace_id, id)
                )
                """);
    }

    void clear() {
        database.run("truncate chore_open");
        clock.set(NOON);
    }

    static WorkspaceId newWorkspace() {
        return new WorkspaceId(UUID.randomUUID());
    }

    void add(WorkspaceId workspace, long... ids) {
        addDueAt(NOON, workspace, ids);
    }

    void addDueAt(Instant due, WorkspaceId workspace, long... ids) {
        db.useTransaction(workspace, tx -> {
            for (long id : ids) {
                table.add(tx, id, "chore", due);
            }
        });
    }

    void addMany(WorkspaceId workspace, int count) {
        db.useTransaction(
                workspace,
                tx -> tx.update("""
                        insert into chore_open (workspace_id, id, kind, due_at)
                        select :workspace, id, 'chore', :due from generate_series(1, :count) as id
                        """).bind("due", NOON).bind("count", count).run());
    }

    List<Long> open() {
        return db.acrossWorkspaces(
                "look at chores",
                tx -> tx.query("select id from chore_open order by id").list(row -> row.longValue("id")));
    }

    int attemptsOf(long id) {
        return db.acrossWorkspaces(
                "look at a chore",
                tx -> tx.query("select attempts from chore_open where id = :id")
                        .bind("id", id)
                        .only(row -> row.integer("attempts")));
    }

    /// What a minute of waiting does: leases go by the database's clock, which no test can set.
    void letLeasesRunOut() {
        database.run("update chore_open set lease_until = now() - interval '1 second'");
    }

    @Override
    public void close() {
        db.close();
        database.close();
    }
}
