package dev.graft.platform.journal;

import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import java.time.Clock;
import java.util.List;

/// Keeps facts, and tells them to the one listener.
public final class Journal {
    private final Ids ids;
    private final Clock clock;
    private FactListener listener = (tx, fact) -> {};

    public Journal(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// Sets who hears of every fact from now on. Once, at start: the listener carries out consequences by the doors of
    /// the rooms, and these need the journal.
    public void tell(FactListener everything) {
        listener = everything;
    }

    /// Stores the facts and tells each to the listener, in their order. What the listener does belongs to the same
    /// transaction; it may state facts of its own.
    public void append(Tx tx, List<? extends Fact> facts) {
        throw new IllegalStateException("not built yet");
    }
}
