package dev.graft.platform.inbox;

import dev.graft.platform.db.Tx;
import dev.graft.platform.queue.QueueTable;
import java.util.Collection;
import java.util.List;

/// What the inbox has taken in, for those who read it.
public final class Deliveries {
    /// Those that nobody has read yet. The id is the delivery's; the kind is `delivery`, or `replay` for one that a
    /// person has asked to be read again.
    public static final QueueTable OPEN = new QueueTable("delivery_open", QueueTable.IdType.BIGINT);

    public static final String KIND_REPLAY = "replay";

    private Deliveries() {}

    /// @return those that exist, in the order in which they were numbered
    public static List<Delivery> get(Tx tx, Collection<Long> ids) {
        return tx.query("""
                select id, source, received_at, note, body
                  from delivery
                 where workspace_id = :workspace
                   and id = any(:ids::bigint[])
                 order by id
                """)
                .bind("ids", ids.toArray(Long[]::new))
                .list(row -> new Delivery(
                        row.longValue("id"),
                        row.text("source").equals("poll"),
                        row.instant("received_at"),
                        row.findText("note"),
                        row.bytes("body")));
    }
}
