package dev.graft.platform.journal;

import dev.graft.platform.db.Tx;

/// Hears of every fact, in the transaction that states it.
@FunctionalInterface
public interface FactListener {
    void heard(Tx tx, Fact fact);
}
