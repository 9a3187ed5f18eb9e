package dev.graft.platform.journal;

import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// Keeps facts, and tells them to the one listener.
public final class Journal {
    private final Ids ids;
    private final Clock clock;
    private FactListener listener = (tx, fact) -> {};

    public Journal(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /// Sets who hears of every fact from now on. Once, at start: the listener carries out consequences by the doors
    /// of the rooms, and these need the journal.
    public void tell(FactListener everything) {
        listener = everything;
    }

    /// Stores the facts and tells each to the listener, in their order. What the listener does belongs to the same
    /// transaction; it may state facts of its own.
    public void append(Tx tx, List<? extends Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        store(tx, facts);
        listener.heardAll(tx, facts);
    }

    private void store(Tx tx, List<? extends Fact> facts) {
        tx.update("""
                insert into journal (workspace_id, id, kind, version, subject_id, fact, recorded_at)
                select :workspace, id, kind, 1, subject, fact::jsonb, :now
                  from unnest(:ids::uuid[], :kinds::text[], :subjects::uuid[], :facts::text[]) with ordinality
                       as row (id, kind, subject, fact, position)
                 order by position
                """)
                .bind("ids", facts.stream().map(fact -> ids.next()).toArray(UUID[]::new))
                .bind("kinds", facts.stream().map(Journal::kind).toArray(String[]::new))
                .bind("subjects", facts.stream().map(Fact::subject).toArray(UUID[]::new))
                .bind("facts", facts.stream().map(FactJson::write).toArray(String[]::new))
                .bind("now", clock.instant())
                .run();
    }

    /// The record's name within its family, as in `IncidentFact.Created`.
    private static String kind(Fact fact) {
        var record = fact.getClass();
        var family = record.getEnclosingClass();
        return family == null ? record.getSimpleName() : family.getSimpleName() + "." + record.getSimpleName();
    }
}
