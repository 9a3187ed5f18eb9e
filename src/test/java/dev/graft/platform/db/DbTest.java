package dev.graft.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.id.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DbTest {
    @AutoClose
    private static final TestDatabase database = TestDatabase.empty();

    private final Db db = database.db();
    private final WorkspaceId acme = new WorkspaceId(UUID.randomUUID());
    private final WorkspaceId zenith = new WorkspaceId(UUID.randomUUID());

    @BeforeAll
    static void makeTable() {
        database.run("""
                create table note (
                    workspace_id uuid not null,
                    id           uuid not null,
                    words        text,
                    primary key (workspace_id, id)
                );
                alter table note enable row level security;
                alter table note force row level security;
                create policy own_workspace on note
                    using (workspace_id = nullif(current_setting('graft.workspace', true), '')::uuid);
                create table secrets (words text unique);
                create table numbers (number bigint unique deferrable initially deferred);
                """);
    }

    @Test
    void what_one_workspace_writes_another_does_not_see() {
        writeNote(acme, "ours");

        assertThat(readNotes(acme)).containsExactly("ours");
        assertThat(readNotes(zenith)).isEmpty();
        assertThat(db.<List<String>>acrossWorkspaces("look at notes", DbTest::allNotes))
                .isEmpty();
    }

    @Test
    void a_row_for_another_workspace_is_refused_by_the_database() {
        assertThatThrownBy(() -> db.useTransaction(
                        acme,
                        tx -> tx.update("insert into note (workspace_id, id) values (:other, :id)")
                                .bind("other", zenith.value())
                                .bind("id", UUID.randomUUID())
                                .run()))
                .hasMessageContaining("row-level security");
    }

    @Test
    void the_workspace_of_one_transaction_does_not_reach_the_next_on_the_same_connection() {
        try (var oneConnection = Db.open(
                database.address(), new Pool("one", 1, Pool.forRequests().patience(), true))) {
            writeNote(acme, "ours");
            oneConnection.useTransaction(acme, tx -> assertThat(allNotes(tx)).isNotEmpty());

            assertThat(oneConnection.<List<String>>acrossWorkspaces("look at notes", DbTest::allNotes))
                    .isEmpty();
        }
    }

    @Test
    void an_exception_takes_everything_back() {
        assertThatThrownBy(() -> db.useTransaction(acme, tx -> {
                    insertNote(tx, "never");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(readNotes(acme)).isEmpty();
    }

    @Test
    void hints_run_in_order_after_the_commit_and_never_after_a_rollback() {
        var seen = new ArrayList<String>();

        db.useTransaction(acme, tx -> {
            insertNote(tx, "kept");
            tx.afterCommit(() -> seen.add("first: " + readNotes(acme)));
            tx.afterCommit(() -> seen.add("second"));
        });
        assertThatThrownBy(() -> db.useTransaction(acme, tx -> {
                    tx.afterCommit(() -> seen.add("never"));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(seen).containsExactly("first: [kept]", "second");
    }

    @Test
    void a_failing_hint_is_not_a_failing_transaction() {
        var seen = new ArrayList<String>();

        db.useTransaction(acme, tx -> {
            insertNote(tx, "kept");
            tx.afterCommit(() -> {
                throw new IllegalStateException("a hint");
            });
            tx.afterCommit(() -> seen.add("second"));
        });

        assertThat(readNotes(acme)).containsExactly("kept");
        assertThat(seen).containsExactly("second");
    }

    @Test
    void a_transaction_inside_a_transaction_is_refused() {
        assertThatThrownBy(() -> db.useTransaction(acme, tx -> writeNote(acme, "inner")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside");
    }

    @Test
    void a_transaction_that_is_over_refuses_statements() {
        Tx escaped = db.inTransaction(acme, tx -> tx);

        assertThatThrownBy(() -> escaped.query("select 1")).hasMessageContaining("over");
    }

    @Test
    void a_deadlock_is_a_transaction_taken_back() throws Exception {
        var one = UUID.randomUUID();
        var two = UUID.randomUUID();
        db.useTransaction(acme, tx -> {
            insertNote(tx, one, "one");
            insertNote(tx, two, "two");
        });
        var oneIsLocked = new CompletableFuture<Void>();
        var twoIsLocked = new CompletableFuture<Void>();

        var first = CompletableFuture.runAsync(() -> db.useTransaction(acme, tx -> {
            lockNote(tx, one);
            oneIsLocked.complete(null);
            twoIsLocked.join();
            lockNote(tx, two);
        }));
        var second = CompletableFuture.runAsync(() -> db.useTransaction(acme, tx -> {
            lockNote(tx, two);
            twoIsLocked.complete(null);
            oneIsLocked.join();
            lockNote(tx, one);
        }));

        var failures = List.of(first, second).stream()
                .map(future -> future.handle((done, failure) -> Optional.ofNullable(failure))
                        .join())
                .flatMap(Optional::stream)
                .map(Throwable::getCause)
                .toList();
        assertThat(failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        TransactionFailed.class,
                        failed -> assertThat(failed.fate()).isEqualTo(TransactionFailed.Fate.ROLLED_BACK));
    }

    @Test
    void a_connection_that_dies_before_the_commit_means_that_nothing_happened() {
        assertThatThrownBy(() -> db.useTransaction(acme, tx -> {
                    insertNote(tx, "never");
                    killBackendOf(tx);
                    insertNote(tx, "never");
                }))
                .isInstanceOf(DatabaseDown.class);

        assertThat(readNotes(acme)).isEmpty();
    }

    @Test
    void a_connection_that_dies_at_the_commit_means_that_nobody_knows() {
        assertThatThrownBy(() -> db.useTransaction(acme, tx -> {
                    insertNote(tx, "perhaps");
                    killBackendOf(tx);
                }))
                .isInstanceOfSatisfying(
                        TransactionFailed.class,
                        failed -> assertThat(failed.fate()).isEqualTo(TransactionFailed.Fate.UNKNOWN));
    }

    @Test
    void a_constraint_that_speaks_at_the_commit_is_no_doubt_about_the_commit() {
        assertThatThrownBy(() -> db.<Integer>acrossWorkspaces(
                        "write a number twice",
                        tx -> tx.update("insert into numbers values (7), (7)").run()))
                .isNotInstanceOf(TransactionFailed.class)
                .rootCause()
                .hasMessageContaining("numbers_number_key");
    }

    @Test
    void a_server_that_refuses_connections_is_down() {
        var nobodyThere = new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:1/graft",
                database.address().user(),
                database.address().password());
        try (var downDb = Db.open(nobodyThere, new Pool("down", 1, Duration.ofMillis(300), true))) {
            assertThatThrownBy(() -> downDb.<Boolean>acrossWorkspaces("anything", tx -> true))
                    .isInstanceOf(DatabaseDown.class)
                    .hasMessageContaining("anything");
        }
    }

    @Test
    void a_server_that_accepts_and_falls_silent_is_down() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var address = new DatabaseAddress(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/graft",
                    "graft",
                    database.address().password());
            try (var silentDb = Db.open(address, new Pool("silent", 1, Duration.ofMillis(300), true))) {
                assertThatThrownBy(() -> silentDb.<Boolean>acrossWorkspaces("anything", tx -> true))
                        .isInstanceOf(DatabaseDown.class);
            }
        }
    }

    @Test
    void a_connection_is_given_up_after_a_long_silence_but_not_before_its_slowest_statement() throws SQLException {
        try (var connection = db.connections().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
        }
        assertThat(db.<String>acrossWorkspaces(
                        "show a setting",
                        tx -> tx.query("show statement_timeout").only(row -> row.text("statement_timeout"))))
                .isEqualTo("20s");
    }

    @Test
    void an_error_message_holds_no_values() {
        assertThatThrownBy(() -> db.<Integer>inOneStatement(
                        "write a secret twice",
                        tx -> tx.update("insert into secrets values (:secret), (:secret)")
                                .bind("secret", "canary-4711")
                                .run()))
                .satisfies(failure -> assertThat(withCauses(failure))
                        .contains("secrets_words_key")
                        .doesNotContain("canary-4711"));
    }

    @Test
    void a_name_to_which_nothing_was_bound_is_refused() {
        assertThatThrownBy(() -> db.<Integer>inTransaction(
                        acme,
                        tx -> tx.query("select :number::int as number")
                                .bind("nubmer", 1)
                                .only(row -> row.integer("number"))))
                .hasMessageContaining("number");
    }

    @Test
    void one_statement_alone_is_committed_at_once_and_a_second_is_refused() {
        var number = db.<Long>inOneStatement(
                "write a number",
                tx -> tx.query("insert into numbers values (8) returning number")
                        .only(row -> row.longValue("number")));

        assertThat(number).isEqualTo(8);
        assertThatThrownBy(() -> db.<Integer>inOneStatement("write two numbers", tx -> {
                    tx.update("insert into numbers values (9)").run();
                    return tx.update("insert into numbers values (10)").run();
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void one_row_expected_and_several_found_is_a_mistake_of_ours() {
        assertThatThrownBy(() -> db.<Optional<Integer>>inTransaction(
                        acme,
                        tx -> tx.query("select * from unnest(array[1, 2]) as number")
                                .one(row -> row.integer("number"))))
                .isInstanceOf(IllegalStateException.class);
    }

    private enum Colour {
        DARK_RED
    }

    @Test
    void every_kind_of_value_comes_back_as_it_went() {
        var id = UUID.randomUUID();
        var noon = Instant.parse("2026-11-23T12:00:00.123456789Z");

        db.useTransaction(acme, tx -> {
            tx.query("""
                    select :id as id, :text as text, 3::smallint as small, :none::text as none, :noon as noon, :bytes as bytes,
                           :number as number, :big as big, :yes as yes, :word as word, :json::jsonb as json,
                           :present::text as present, :absent::uuid as absent, :workspace as workspace,
                           :texts::text[] as texts, :ids::uuid[] as ids
                    """)
                    .bind("id", id)
                    .bind("text", "it's :not a name ?")
                    .bind("none", null)
                    .bind("noon", noon)
                    .bind("bytes", new byte[] {0, -1})
                    .bind("number", 7)
                    .bind("big", 1L << 40)
                    .bind("yes", true)
                    .bind("word", Colour.DARK_RED)
                    .bind("json", "{\"a\": \"\u2603\"}")
                    .bind("present", Optional.of("here"))
                    .bind("absent", Optional.empty())
                    .bind("texts", new String[] {"a", "b,\"c"})
                    .bind("ids", new UUID[] {id})
                    .only(row -> {
                        assertThat(row.uuid("id")).isEqualTo(id);
                        assertThat(row.text("text")).isEqualTo("it's :not a name ?");
                        assertThat(row.findText("none")).isEmpty();
                        assertThat(row.textOrNull("none")).isNull();
                        assertThatThrownBy(() -> row.text("none")).hasMessageContaining("none");
                        assertThat(row.instant("noon")).isEqualTo(Instant.parse("2026-11-23T12:00:00.123456Z"));
                        assertThat(row.bytes("bytes")).containsExactly(0, -1);
                        assertThat(row.integer("number")).isEqualTo(7);
                        assertThat(row.longValue("big")).isEqualTo(1L << 40);
                        assertThat(row.longValue("number")).isEqualTo(7);
                        assertThat(row.integer("small")).isEqualTo(3);
                        assertThat(row.bool("yes")).isTrue();
                        assertThat(row.text("word")).isEqualTo("dark_red");
                        assertThat(row.word("word", Colour.class)).isEqualTo(Colour.DARK_RED);
                        assertThat(row.text("json")).isEqualTo("{\"a\": \"\u2603\"}");
                        assertThat(row.findText("present")).contains("here");
                        assertThat(row.findUuid("absent")).isEmpty();
                        assertThat(row.uuid("workspace")).isEqualTo(acme.value());
                        assertThat(row.texts("texts")).containsExactly("a", "b,\"c");
                        assertThat(row.uuids("ids")).containsExactly(id);
                        return true;
                    });
        });
    }

    @Test
    void arrays_become_rows() {
        var noon = Instant.parse("2026-11-23T12:00:00Z");

        var rows = db.<List<String>>inTransaction(
                acme,
                tx -> tx.query("""
                select id, words, noon, bytes, big, number, yes, colour
                  from unnest(:ids::uuid[], :words::text[], :noons::timestamptz[], :bytes::bytea[], :bigs::bigint[],
                              :numbers::int[], :yeses::boolean[], :colours::text[])
                       as t(id, words, noon, bytes, big, number, yes, colour)
                """)
                        .bind("ids", new UUID[] {new UUID(0, 1), new UUID(0, 2)})
                        .bind("words", new String[] {"x", null})
                        .bind("noons", new Instant[] {noon, null})
                        .bind("bytes", new byte[][] {{1}, null})
                        .bind("bigs", new Long[] {1L, null})
                        .bind("numbers", new Integer[] {2, null})
                        .bind("yeses", new Boolean[] {true, null})
                        .bind("colours", new Colour[] {Colour.DARK_RED, null})
                        .list(row -> row.uuid("id").getLeastSignificantBits() + " " + row.findText("words")
                                + row.findInstant("noon")
                                + row.findBytes("bytes").map(bytes -> bytes[0])
                                + row.findLong("big") + row.findInteger("number") + row.findBool("yes")
                                + row.findWord("colour", Colour.class)));

        assertThat(rows)
                .containsExactly(
                        "1 Optional[x]Optional[2026-11-23T12:00:00Z]Optional[1]Optional[1]Optional[2]Optional[true]Optional[DARK_RED]",
                        "2 Optional.emptyOptional.emptyOptional.emptyOptional.emptyOptional.emptyOptional.emptyOptional.empty");
    }

    private void writeNote(WorkspaceId workspace, String words) {
        db.useTransaction(workspace, tx -> insertNote(tx, words));
    }

    private static void insertNote(Tx tx, String words) {
        insertNote(tx, UUID.randomUUID(), words);
    }

    private static void insertNote(Tx tx, UUID id, String words) {
        tx.update("insert into note (workspace_id, id, words) values (:workspace, :id, :words)")
                .bind("id", id)
                .bind("words", words)
                .run();
    }

    private static void lockNote(Tx tx, UUID id) {
        tx.query("select 1 as one from note where workspace_id = :workspace and id = :id for update")
                .bind("id", id)
                .only(row -> row.integer("one"));
    }

    private List<String> readNotes(WorkspaceId workspace) {
        return db.inTransaction(workspace, DbTest::allNotes);
    }

    private static List<String> allNotes(Tx tx) {
        return tx.query("select words from note").list(row -> row.text("words"));
    }

    private static void killBackendOf(Tx tx) {
        var pid = tx.query("select pg_backend_pid() as pid").only(row -> row.integer("pid"));
        database.runAsSuperuser("select pg_terminate_backend(" + pid + ", 5000)");
    }

    private static String withCauses(Throwable failure) {
        var all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }
}
