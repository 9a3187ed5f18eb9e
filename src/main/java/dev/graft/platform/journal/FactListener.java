package dev.graft.platform.journal;

import dev.graft.platform.db.Tx;
import java.util.List;

/// Hears of every fact, in the transaction that states it.
@FunctionalInterface
public interface FactListener {
    void heard(Tx tx, Fact fact);

    /// As `heard`, one after the other. For a listener that can look once for many facts.
    default void heardAll(Tx tx, List<? extends Fact> facts) {
        facts.forEach(fact -> heard(tx, fact));
    }
}
