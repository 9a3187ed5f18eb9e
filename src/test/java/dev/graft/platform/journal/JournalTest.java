package dev.graft.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JournalTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    private final Clock clock = Clock.systemUTC();
    private final Journal journal = new Journal(new Ids(clock), clock);
    private final WorkspaceId workspace = database.newWorkspace();
    private final UUID lamp = UUID.randomUUID();

    sealed interface LampFact extends Fact {
        record Lit(UUID subject, Optional<Reason> why) implements LampFact {}

        record Broken(UUID subject) implements LampFact {}
    }

    sealed interface Reason {
        record Dark() implements Reason {}

        record Asked(String by) implements Reason {}
    }

    @Test
    void facts_are_kept_in_order_and_told_in_order() {
        var told = new ArrayList<Fact>();
        journal.tell((tx, fact) -> told.add(fact));
        var lit = new LampFact.Lit(lamp, Optional.of(new Reason.Asked("Ana")));
        var broken = new LampFact.Broken(lamp);

        database.db().useTransaction(workspace, tx -> journal.append(tx, List.of(lit, broken)));

        assertThat(told).containsExactly(lit, broken);
        assertThat(kept())
                .containsExactly(
                        "LampFact.Lit {\"why\": {\"by\": \"Ana\", \"kind\": \"Asked\"}, \"subject\": \"" + lamp + "\"}",
                        "LampFact.Broken {\"subject\": \"" + lamp + "\"}");
    }

    @Test
    void facts_stated_by_the_listener_are_kept_too() {
        journal.tell((tx, fact) -> {
            if (fact instanceof LampFact.Lit) {
                journal.append(tx, List.of(new LampFact.Broken(lamp)));
            }
        });

        database.db()
                .useTransaction(workspace, tx -> journal.append(tx, List.of(new LampFact.Lit(lamp, Optional.empty()))));

        assertThat(kept()).hasSize(2);
    }

    @Test
    void a_fact_whose_consequence_fails_did_not_happen() {
        journal.tell((tx, fact) -> {
            throw new IllegalStateException("no");
        });

        assertThatThrownBy(() -> database.db()
                        .useTransaction(workspace, tx -> journal.append(tx, List.of(new LampFact.Broken(lamp)))))
                .hasMessage("no");
        assertThat(kept()).isEmpty();
    }

    private List<String> kept() {
        return database.db().inTransaction(workspace, tx -> tx.query("""
                select kind || ' ' || fact as line
                  from journal
                 where workspace_id = :workspace
                 order by position
                """).list(row -> row.text("line")));
    }
}
