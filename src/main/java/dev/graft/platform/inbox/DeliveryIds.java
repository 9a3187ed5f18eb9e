package dev.graft.platform.inbox;

import dev.graft.platform.db.Db;

/// Hands out delivery numbers from blocks of the database's sequence, so that a row's number is known before the row is
/// written. Numbers of a block that a dying process did not use are lost; nobody counts on them being dense.
final class DeliveryIds {
    /// As the sequence `delivery_id` increments by.
    static final int BLOCK = 1000;

    private final Db db;
    private long next;
    private long end;

    DeliveryIds(Db db) {
        this.db = db;
    }

    /// For one thread.
    long next() {
        if (next == end) {
            next = db.inOneStatement(
                    "number deliveries",
                    tx -> tx.query("select nextval('delivery_id') as first").only(row -> row.longValue("first")));
            end = next + BLOCK;
        }
        return next++;
    }
}
