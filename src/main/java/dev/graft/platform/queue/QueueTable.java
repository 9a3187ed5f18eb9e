package dev.graft.platform.queue;

import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A narrow table of work that waits: `(workspace_id, id, kind, due_at, attempts, lease_until, fence)`, with the key
/// `(workspace_id, id)` or `(workspace_id, id, kind)`. It stands outside row-level security, since a claim looks across
/// workspaces, and so it holds ids only.
///
/// Work is claimed by its state, never by "ids greater than the last one": ids become visible out of the order of their
/// commits, and such a cursor skips rows silently.
///
/// @param name a constant of ours, never anything from outside: it becomes part of the SQL
/// @param idType the type of the column `id`
public record QueueTable(String name, IdType idType) {
    /// Longer than any call that we make under a lease.
    static final Duration LEASE = Duration.ofSeconds(60);

    /// The types that ids have.
    public enum IdType {
        UUID,
        BIGINT;

        private String array() {
            return "text[]::" + this + "[]";
        }
    }

    /// One row of work.
    ///
    /// @param attempts how often it was tried before
    public record Item(WorkspaceId workspace, String id, String kind, int attempts) {}

    /// One row of work that is ours until the lease runs out or the fence is passed by somebody else.
    ///
    /// @param attempts how often it was tried, this time included
    public record Leased(WorkspaceId workspace, String id, String kind, int attempts, long fence) {}

    /// Adds work. Adding it twice is harmless: the first due time stays.
    public void add(Tx tx, Object id, String kind, Instant due) {
        tx.update("""
                insert into %s (workspace_id, id, kind, due_at)
                values (:workspace, :id, :kind, :due)
                on conflict do nothing
                """.formatted(name))
                .bind("id", id)
                .bind("kind", kind)
                .bind("due", due)
                .run();
    }

    /// Makes waiting work due earlier; work that is due before stays as it is, and so does a lease.
    public void hasten(Tx tx, Object id, Instant due) {
        tx.update("""
                update %s
                   set due_at = :due
                 where workspace_id = :workspace
                   and id = :id
                   and due_at > :due
                """.formatted(name)).bind("id", id).bind("due", due).run();
    }

    /// Takes work away that nobody needs any more, under a lease or not.
    public void drop(Tx tx, Object id) {
        tx.update("delete from %s where workspace_id = :workspace and id = :id".formatted(name))
                .bind("id", id)
                .run();
    }

    /// Across workspaces: those that have work due, by hopping from one to the next in the index, so that one with
    /// a million rows costs no more than one with a single row. (`exists` would say the same, but the planner makes
    /// a join of it that reads the whole table.)
    List<WorkspaceId> workspacesWithWorkDue(Tx tx, Instant now) {
        return tx.query("""
                with recursive hop as (
                    (select workspace_id from %1$s order by workspace_id limit 1)
                    union all
                    select (select workspace_id from %1$s where workspace_id > hop.workspace_id
                             order by workspace_id limit 1)
                      from hop
                     where hop.workspace_id is not null
                )
                select hop.workspace_id
                  from hop
                 cross join lateral (select 1
                                       from %1$s as open
                                      where open.workspace_id = hop.workspace_id
                                        and open.due_at <= :now
                                        and (open.lease_until is null or open.lease_until < now())
                                      limit 1) as due
                """.formatted(name)).bind("now", now).list(row -> new WorkspaceId(row.uuid("workspace_id")));
    }

    /// Locks due rows of this workspace until the end of the transaction; rows that another transaction holds are
    /// passed over.
    List<Item> lockDue(Tx tx, Instant now, int limit) {
        return tx.query("""
                select open.id::text as id, open.kind, open.attempts
                  from %s as open
                 where open.workspace_id = :workspace
                   and open.due_at <= :now
                 order by open.id
                 limit :limit
                   for update skip locked
                """.formatted(name))
                .bind("now", now)
                .bind("limit", limit)
                .list(row -> readItem(row, tx.workspace()));
    }

    Optional<Item> lock(Tx tx, Item item) {
        return tx.query("""
                select id::text as id, kind, attempts
                  from %s
                 where workspace_id = :workspace
                   and id = :id::text::%s
                   and kind = :kind
                   for update skip locked
                """.formatted(name, idType))
                .bind("id", item.id())
                .bind("kind", item.kind())
                .one(row -> readItem(row, tx.workspace()));
    }

    void remove(Tx tx, Collection<Item> items) {
        tx.update("""
                delete from %s
                 where workspace_id = :workspace
                   and (id, kind) in (select * from unnest(:ids::%s, :kinds::text[]))
                """.formatted(name, idType.array()))
                .bind("ids", items.stream().map(Item::id).toArray(String[]::new))
                .bind("kinds", items.stream().map(Item::kind).toArray(String[]::new))
                .run();
    }

    void postpone(Tx tx, Item item, Instant due, int attempts) {
        tx.update("""
                update %s
                   set due_at = :due, attempts = :attempts
                 where workspace_id = :workspace
                   and id = :id::text::%s
                   and kind = :kind
                """.formatted(name, idType))
                .bind("id", item.id())
                .bind("kind", item.kind())
                .bind("due", due)
                .bind("attempts", attempts)
                .run();
    }

    /// Takes rows for ourselves until `LEASE` from now, by the database's clock. The attempt is counted here, so that
    /// work which kills the process is found out too.
    List<Leased> lease(Tx tx, Instant now, int limit) {
        return tx.query("""
                with due as (
                    select id, kind
                      from %1$s
                     where workspace_id = :workspace
                       and due_at <= :now
                       and (lease_until is null or lease_until < now())
                     order by due_at, id
                     limit :limit
                       for update skip locked
                )
                update %1$s as open
                   set lease_until = now() + make_interval(secs => :seconds),
                       attempts = open.attempts + 1,
                       fence = nextval('fence')
                  from due
                 where open.workspace_id = :workspace
                   and open.id = due.id
                   and open.kind = due.kind
                returning open.id::text as id, open.kind, open.attempts, open.fence
                """.formatted(name))
                .bind("now", now)
                .bind("limit", limit)
                .bind("seconds", LEASE.toSeconds())
                .list(row -> new Leased(
                        tx.workspace(),
                        row.text("id"),
                        row.text("kind"),
                        row.integer("attempts"),
                        row.longValue("fence")));
    }

    /// Ends leased work.
    ///
    /// @return false when somebody else owns it by now: write only what is harmless of what was found out
    public boolean finish(Tx tx, Leased leased) {
        return tx.update("""
                delete from %s
                 where workspace_id = :workspace
                   and id = :id::text::%s
                   and kind = :kind
                   and fence = :fence
                """.formatted(name, idType))
                        .bind("id", leased.id())
                        .bind("kind", leased.kind())
                        .bind("fence", leased.fence())
                        .run()
                == 1;
    }

    /// Gives leased work back, to be tried again at `due`.
    ///
    /// @return false when somebody else owns it by now
    public boolean giveBack(Tx tx, Leased leased, Instant due) {
        return tx.update("""
                update %s
                   set due_at = :due, lease_until = null
                 where workspace_id = :workspace
                   and id = :id::text::%s
                   and kind = :kind
                   and fence = :fence
                """.formatted(name, idType))
                        .bind("id", leased.id())
                        .bind("kind", leased.kind())
                        .bind("fence", leased.fence())
                        .bind("due", due)
                        .run()
                == 1;
    }

    private static Item readItem(Row row, WorkspaceId workspace) {
        return new Item(workspace, row.text("id"), row.text("kind"), row.integer("attempts"));
    }
}
