package dev.graft.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.DatabaseAddress;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Pool;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Optional<String> JSON = Optional.of("application/json");
    private static final UUID ENDPOINT = new UUID(1, 1);
    private static final Pool ONE_CONNECTION = new Pool("inbox", 1, Duration.ofSeconds(1), true);

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    private final WorkspaceId workspace = database.newWorkspace();

    @Test
    void a_delivery_is_stored_and_queued_when_put_returns() {
        try (var inbox = anInbox(InboxLimits.usual())) {
            inbox.put(workspace, ENDPOINT, JSON, Optional.empty(), bytes("{\"a\u0000b"));
        }

        assertThat(bodiesIn(workspace)).containsExactly("{\"a\u0000b");
        assertThat(queuedIn(workspace)).isEqualTo(1);
    }

    @Test
    void everybody_who_puts_at_once_gets_an_answer_and_a_number_of_their_own() throws Exception {
        var wakings = new AtomicInteger();
        try (var inbox = new Inbox(
                        aDb(), InboxLimits.usual(), noPressure(InboxLimits.usual()), wakings::incrementAndGet);
                var other = anInbox(InboxLimits.usual());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts = new ArrayList<Future<?>>();
            for (int number = 0; number < 2500; number++) {
                var body = bytes("body " + number);
                var one = number % 5 == 0 ? other : inbox;
                puts.add(threads.submit(() -> one.put(workspace, ENDPOINT, JSON, Optional.empty(), body)));
            }
            for (var put : puts) {
                put.get();
            }
        }

        assertThat(bodiesIn(workspace)).hasSize(2500).doesNotHaveDuplicates();
        assertThat(queuedIn(workspace)).isEqualTo(2500);
        assertThat(wakings.get()).isBetween(1, 2000);
    }

    @Test
    void a_bad_row_does_not_cost_its_neighbours_their_answer() {
        var good = aWaiting(JSON, "good");
        var bad = aWaiting(Optional.of("text/\u0000"), "bad"); // PostgreSQL refuses U+0000 in text
        var alsoGood = aWaiting(JSON, "also good");

        new DeliveryWriter(database.db()).write(List.of(good, bad, alsoGood));

        assertThat(good.committed()).isCompletedWithValue(true);
        assertThat(alsoGood.committed()).isCompletedWithValue(true);
        assertThat(bad.committed()).isCompletedExceptionally();
        assertThat(bodiesIn(workspace)).containsExactlyInAnyOrder("good", "also good");
        assertThat(queuedIn(workspace)).isEqualTo(2);
    }

    @Test
    void a_commit_of_unknown_fate_is_no_acceptance() throws Exception {
        try (var blocker = database.connect();
                var statement = blocker.createStatement();
                var db = Db.open(database.address(), new Pool("dies", 1, Duration.ofSeconds(1), true))) {
            blocker.setAutoCommit(false);
            statement.execute("lock table delivery");
            var row = aWaiting(JSON, "whatever");
            var writing = CompletableFuture.runAsync(() -> new DeliveryWriter(db).write(List.of(row)));
            terminateWhoWaits("graft dies");
            writing.get();

            assertThat(row.committed()).isCompletedExceptionally();
            assertThatThrownBy(row.committed()::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            unavailable -> assertThat(unavailable.reason()).isEqualTo(Unavailable.Cause.UNKNOWN));
        }
    }

    @Test
    void a_database_that_is_down_stores_nothing_and_the_sender_hears_it_in_time() {
        var nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/graft", "graft", new Secret("x"));
        var started = System.nanoTime();
        try (var db = Db.open(nowhere, ONE_CONNECTION);
                var inbox = new Inbox(db, InboxLimits.usual(), noPressure(InboxLimits.usual()), () -> {})) {
            assertThat(reasonWhyNot(() -> inbox.put(workspace, ENDPOINT, JSON, Optional.empty(), bytes("x"))))
                    .isEqualTo(Unavailable.Cause.NOT_STORED);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void a_database_that_hangs_costs_the_sender_its_patience_and_no_more() throws Exception {
        var hurried = new InboxLimits(1024, 1024, 0, 0, Duration.ofMillis(200));
        try (var blocker = database.connect();
                var statement = blocker.createStatement();
                var inbox = anInbox(hurried)) {
            blocker.setAutoCommit(false);
            statement.execute("lock table delivery");

            assertThat(reasonWhyNot(() -> inbox.put(workspace, ENDPOINT, JSON, Optional.empty(), bytes("x"))))
                    .isEqualTo(Unavailable.Cause.UNKNOWN);
            blocker.rollback();
        }
    }

    @Test
    void a_closed_inbox_refuses() {
        var inbox = anInbox(InboxLimits.usual());
        inbox.close();

        assertThat(reasonWhyNot(() -> inbox.takeRoom(workspace, 1))).isEqualTo(Unavailable.Cause.CLOSED);
        assertThat(reasonWhyNot(() -> inbox.put(workspace, ENDPOINT, JSON, Optional.empty(), bytes("x"))))
                .isEqualTo(Unavailable.Cause.CLOSED);
    }

    @Test
    void room_is_finite_and_no_workspace_takes_more_than_half_of_it() {
        var other = database.newWorkspace();
        var third = database.newWorkspace();
        try (var inbox = anInbox(new InboxLimits(100, Long.MAX_VALUE, 0, 0, Duration.ofSeconds(1)))) {
            var mine = inbox.takeRoom(workspace, 50);
            assertThat(reasonWhyNot(() -> inbox.takeRoom(workspace, 1))).isEqualTo(Unavailable.Cause.TOO_MUCH_AT_ONCE);
            inbox.takeRoom(other, 50);
            assertThat(reasonWhyNot(() -> inbox.takeRoom(third, 1))).isEqualTo(Unavailable.Cause.FULL);

            mine.close();
            mine.close();
            inbox.takeRoom(third, 50).close();
            assertThat(reasonWhyNot(() -> inbox.takeRoom(third, 51))).isEqualTo(Unavailable.Cause.TOO_MUCH_AT_ONCE);
        }
    }

    @Test
    void more_bytes_unread_than_allowed_close_the_inbox_until_they_are_read() {
        var limits = new InboxLimits(1000, 10, 0, 0, Duration.ofSeconds(1));
        var pressure = noPressure(limits);
        try (var inbox = new Inbox(aDb(), limits, pressure, () -> {})) {
            inbox.put(workspace, ENDPOINT, JSON, Optional.empty(), bytes("eleven byte"));
            pressure.look();
            assertThat(reasonWhyNot(() -> inbox.takeRoom(workspace, 1))).isEqualTo(Unavailable.Cause.FULL);

            database.run("delete from delivery_open");
            pressure.look();
            inbox.takeRoom(workspace, 1).close();
        }
    }

    @Test
    void an_answer_to_a_poll_takes_the_same_way() {
        try (var inbox = anInbox(InboxLimits.usual())) {
            database.db().useTransaction(workspace, tx -> inbox.putPoll(tx, bytes("{}"), "{\"reason\":\"asked\"}"));
        }

        assertThat(bodiesIn(workspace)).containsExactly("{}");
        assertThat(queuedIn(workspace)).isEqualTo(1);
    }

    private Waiting aWaiting(Optional<String> contentType, String body) {
        return new Waiting(workspace, ENDPOINT, contentType, Optional.empty(), bytes(body), new CompletableFuture<>());
    }

    private static Inbox anInbox(InboxLimits limits) {
        return new Inbox(aDb(), limits, noPressure(limits), () -> {});
    }

    private static Db aDb() {
        return Db.open(database.address(), ONE_CONNECTION);
    }

    private static InboxPressure noPressure(InboxLimits limits) {
        return new InboxPressure(database.db(), limits, Optional.empty());
    }

    private static Unavailable.Cause reasonWhyNot(Runnable attempt) {
        try {
            attempt.run();
        } catch (Unavailable unavailable) {
            return unavailable.reason();
        }
        throw new AssertionError("it was accepted");
    }

    private static List<String> bodiesIn(WorkspaceId workspace) {
        return database.db()
                .inTransaction(
                        workspace,
                        tx -> tx.query("select body from delivery where workspace_id = :workspace order by id")
                                .list(row -> new String(row.bytes("body"), UTF_8)));
    }

    private static long queuedIn(WorkspaceId workspace) {
        return database.db().inTransaction(workspace, tx -> tx.query("""
                select count(*) as open
                  from delivery_open
                  join delivery using (workspace_id, id)
                 where workspace_id = :workspace
                   and octet_length(body) = bytes
                """).only(row -> row.longValue("open")));
    }

    private static void terminateWhoWaits(String application) {
        long gone = 0;
        while (gone == 0) {
            gone = database.db()
                    .acrossWorkspaces(
                            "find who waits",
                            tx -> tx.query("""
                    select count(pg_terminate_backend(pid)) as gone
                      from pg_stat_activity
                     where application_name = :application and wait_event_type = 'Lock'
                    """).bind("application", application).only(row -> row.longValue("gone")));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
