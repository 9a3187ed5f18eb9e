package dev.graft.platform.inbox;

import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.TransactionFailed;
import java.util.List;
import java.util.UUID;

/// Writes deliveries: all of a batch by one statement that is its own transaction.
final class DeliveryWriter {
    private final Db db;
    private final DeliveryIds ids;

    DeliveryWriter(Db db) {
        this.db = db;
        this.ids = new DeliveryIds(db);
    }

    /// Ends every wait. A batch that the database refuses is written again row by row, so that one bad row never costs
    /// its neighbours their answer; a batch of unknown fate is not, because all of it may be stored.
    void write(List<Waiting> batch) {
        try {
            FailPoint.INBOX_BEFORE_COMMIT.hit();
            insert(batch);
            FailPoint.INBOX_AFTER_COMMIT.hit();
        } catch (TransactionFailed failure) {
            var reason = failure.fate() == TransactionFailed.Fate.UNKNOWN
                    ? Unavailable.Cause.UNKNOWN
                    : Unavailable.Cause.NOT_STORED;
            fail(batch, reason, failure);
            return;
        } catch (DatabaseDown failure) {
            fail(batch, Unavailable.Cause.NOT_STORED, failure);
            return;
        } catch (RuntimeException failure) {
            if (batch.size() == 1) {
                fail(batch, Unavailable.Cause.NOT_STORED, failure);
            } else {
                batch.stream()
                        .filter(row -> !row.committed().isDone()) // its sender went away while we tried
                        .forEach(row -> write(List.of(row)));
            }
            return;
        }
        batch.forEach(row -> row.committed().complete(true));
    }

    private static void fail(List<Waiting> batch, Unavailable.Cause reason, RuntimeException failure) {
        var answer = new Unavailable(reason, "the delivery could not be stored", failure);
        batch.forEach(row -> row.committed().completeExceptionally(answer));
    }

    private void insert(List<Waiting> batch) {
        int size = batch.size();
        var workspaces = new UUID[size];
        var numbers = new Long[size];
        var endpoints = new UUID[size];
        var contentTypes = new String[size];
        var userAgents = new String[size];
        var bodies = new byte[size][];
        var sizes = new Integer[size];
        for (int row = 0; row < size; row++) {
            var waiting = batch.get(row);
            workspaces[row] = waiting.workspace().value();
            numbers[row] = ids.next();
            endpoints[row] = waiting.endpoint();
            contentTypes[row] = waiting.contentType().orElse(null);
            userAgents[row] = waiting.userAgent().orElse(null);
            bodies[row] = waiting.body();
            sizes[row] = waiting.body().length;
        }
        db.inOneStatement(
                "store deliveries",
                tx -> tx.update("""
                with queued as (
                    insert into delivery_open (workspace_id, id, bytes)
                    select * from unnest(:workspaces::uuid[], :numbers::bigint[], :sizes::integer[])
                )
                insert into delivery (workspace_id, id, endpoint_id, source, content_type, user_agent, body)
                select workspace_id, id, endpoint_id, 'webhook', content_type, user_agent, body
                  from unnest(:workspaces::uuid[], :numbers::bigint[], :endpoints::uuid[], :contentTypes::text[],
                              :userAgents::text[], :bodies::bytea[])
                    as row (workspace_id, id, endpoint_id, content_type, user_agent, body)
                """)
                        .bind("workspaces", workspaces)
                        .bind("numbers", numbers)
                        .bind("endpoints", endpoints)
                        .bind("contentTypes", contentTypes)
                        .bind("userAgents", userAgents)
                        .bind("bodies", bodies)
                        .bind("sizes", sizes)
                        .run());
    }
}
