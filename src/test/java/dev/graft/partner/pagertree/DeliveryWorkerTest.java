package dev.graft.partner.pagertree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertEvent;
import dev.graft.domain.alert.AlertFilter;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Label;
import dev.graft.domain.alert.RecordedTransition;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.PageId;
import dev.graft.domain.paging.PageRequest;
import dev.graft.domain.paging.Urgency;
import dev.graft.domain.workspace.Actor;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.FailPoint.SimulatedCrash;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveryWorkerTest {
    private static final String CREATED = body("alert.created", "alt_first", "\"status\":\"queued\"");

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final InboundHub hub = new InboundHub(database, Clock.systemUTC());

    @AfterEach
    void nothingIsArmed() {
        FailPoint.disarm();
    }

    @Test
    void each_delivery_gets_its_verdict_and_leaves_the_queue() {
        hub.deliver(CREATED);
        hub.deliver(CREATED);
        hub.deliver("{\"type\":\"comment.created\",\"data\":{}}");
        hub.deliver("not json");

        hub.worker.runDue();

        assertThat(hub.verdicts())
                .hasSize(4)
                .startsWith("applied", "repeat")
                .anySatisfy(verdict -> assertThat(verdict).startsWith("ignored: A comment"))
                .anySatisfy(verdict -> assertThat(verdict).startsWith("quarantined: The body cannot be read"));
        assertThat(hub.open()).isZero();
        assertThat(hub.stored()).isEqualTo(4);
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.source()).isEqualTo("pagertree");
            assertThat(alert.externalUrl()).contains("https://app.pagertree.com/alerts/alt_first");
        });
    }

    @Test
    void people_read_the_names_of_the_directory_and_ids_that_it_does_not_know() {
        database.runAsSuperuser("""
                insert into directory_entry (workspace_id, kind, id, prefix_id, name)
                values ('%1$s', 'user', '01KE6JQ300WZDXBY1E32Y1W3F5', 'usr_ben', 'Ben Okafor'),
                       ('%1$s', 'team', '01KE6JQ300ZNKFM9YY9PHM0RAW', 'tem_data', 'Data')
                """.formatted(hub.workspace));
        hub.deliver(body("alert.created", "alt_first", "\"status\":\"queued\",\"d_team_id\":\"tem_data\""));
        hub.deliver(body("alert.acknowledged", "alt_first", "\"acknowledgedby\":\"usr_ben\""));
        hub.deliver(body("alert.resolved", "alt_first", "\"resolvedby\":\"usr_gone\""));

        hub.worker.runDue();

        var alert = alerts().getFirst();
        assertThat(alert.labels()).contains(new Label("team", "Data"));
        assertThat(alert.assignedTeam()).contains("tem_data");
        assertThat(hub.alerts.events(hub.admin, alert.id(), Slice.first(10)).items())
                .extracting(AlertEvent::details)
                .contains("Acknowledged by Ben Okafor", "Resolved by usr_gone");
    }

    @Test
    void the_same_body_fifteen_times_is_one_event() {
        for (int attempt = 0; attempt < 15; attempt++) {
            assertThat(hub.deliver(CREATED)).isEqualTo(200);
            if (attempt % 4 == 0) {
                hub.worker.runDue();
            }
        }
        hub.worker.runDue();

        assertThat(hub.verdicts()).hasSize(15).containsOnlyOnce("applied");
        assertThat(hub.alerts
                        .events(hub.admin, alerts().getFirst().id(), Slice.first(10))
                        .total())
                .isEqualTo(1);
    }

    @Test
    void two_workers_at_once_share_the_work_and_do_none_of_it_twice() throws Exception {
        for (int number = 0; number < 240; number++) {
            hub.deliver(body("alert.open", "alt_number" + number % 60, "\"status\":\"open\",\"x\":" + number));
        }
        var other = new DeliveryWorker(hub.alerts, hub.pages, hub.integrations, Clock.systemUTC()).on(database.db());

        atOnce(List.of(hub.worker::runDue, other::runDue));

        assertThat(hub.verdicts()).hasSize(240).containsOnly("applied");
        assertThat(hub.alerts.list(hub.admin, AlertFilter.all(), Slice.first(1)).total())
                .isEqualTo(60);
    }

    @Test
    void a_crash_before_or_after_the_commit_loses_nothing_and_does_nothing_twice() {
        for (var point : List.of(FailPoint.FOLD_BEFORE_COMMIT, FailPoint.FOLD_AFTER_COMMIT)) {
            hub.deliver(body("alert.open", "alt_" + point.name().toLowerCase(Locale.ROOT), "\"x\":1"));
            FailPoint.crashAt(point, 1);
            try {
                hub.worker.runDue();
            } catch (SimulatedCrash crash) {
                assertThat(crash).hasMessageContaining(point.name());
            }
            assertThat(FailPoint.disarm()).isTrue();
            hub.worker.runDue();
        }

        assertThat(hub.verdicts()).containsExactly("applied", "applied");
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void a_delivery_that_cannot_be_worked_does_not_hold_up_its_neighbours_and_is_kept_in_the_end() {
        hub.deliver(CREATED);
        hub.deliver(body("alert.open", "alt_second", "\"title\":\"forbidden\""));
        hub.deliver(body("alert.open", "alt_third", "\"x\":1"));
        database.run("alter table alert add constraint stone check (summary <> 'forbidden') not valid");
        try {
            hub.worker.runDue();
            assertThat(hub.verdicts()).containsExactly("applied", "applied");
            for (int attempt = 0; attempt < 10 && hub.open() > 0; attempt++) {
                database.run("update delivery_open set due_at = now()");
                hub.worker.runDue();
            }
        } finally {
            database.run("alter table alert drop constraint stone");
        }

        assertThat(hub.open()).isZero();
        assertThat(hub.verdicts())
                .hasSize(3)
                .anySatisfy(
                        verdict -> assertThat(verdict).startsWith("quarantined: Reading it failed again and again"));
        assertThat(hub.stored()).isEqualTo(3);
    }

    @Test
    void the_first_webhook_binds_the_account_and_another_account_is_quarantined() {
        hub.deliver(body("alert.open", "alt_first", "\"sid\":\"acc_Ab3dEf6hIj9lMn\""));
        hub.deliver(body("alert.open", "alt_second", "\"sid\":\"acc_other1\""));
        hub.worker.runDue();

        assertThat(hub.verdicts().getFirst()).isEqualTo("applied");
        assertThat(hub.verdicts().getLast()).startsWith("quarantined: It comes from the PagerTree account acc_other1");
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void an_answer_to_a_poll_takes_the_same_way_and_knows_the_address() {
        hub.deliver(CREATED);
        database.db()
                .useTransaction(
                        hub.workspace,
                        tx -> hub.inbox.putPoll(
                                tx,
                                """
                        {"id":"01KAB3N9Q8Z0000000000000AB","prefix_id":"alt_first","status":"acknowledged",
                         "updated_at":"%s"}
                        """.formatted(Instant.now().plusSeconds(1)).getBytes(UTF_8),
                                PollNote.because("asked").toJson()));
        hub.worker.runDue();

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
            assertThat(alert.externalId()).contains("alt_first");
            assertThat(alert.externalUrl()).contains("https://app.pagertree.com/alerts/01KAB3N9Q8Z0000000000000AB");
        });
    }

    @Test
    void the_echo_of_our_own_page_is_no_alert() {
        var page = page("Checkout is down");
        var marker = markerOf(page);

        hub.deliver(body("alert.created", "alt_echo1", "\"thirdparty_id\":\"" + marker + "\",\"status\":\"queued\""));
        hub.worker.runDue();
        hub.deliver(body("alert.acknowledged", "alt_echo1", "\"tags\":[],\"status\":\"acknowledged\""));
        hub.deliver(body("alert.created", "alt_echo2", "\"tags\":[\"x\",\"" + marker + "\"],\"status\":\"queued\""));
        hub.worker.runDue();

        assertThat(hub.verdicts())
                .hasSize(3)
                .allSatisfy(verdict -> assertThat(verdict).startsWith("echo"));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void a_marker_in_the_title_or_of_another_hub_makes_an_ordinary_alert() {
        var marker = markerOf(page("Checkout is down"));
        var forged = marker.substring(0, marker.length() - 1) + (marker.endsWith("0") ? "1" : "0");

        hub.deliver(body("alert.created", "alt_first", "\"tags\":[],\"title\":\"" + marker + "\""));
        hub.deliver(body("alert.created", "alt_second", "\"tags\":[\"" + forged + "\"]"));
        hub.worker.runDue();

        assertThat(alerts()).extracting(Alert::hops).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void a_delivery_that_may_be_about_a_page_on_its_way_waits_and_is_then_an_alert() {
        page("Checkout is down");
        hub.deliver(body("alert.created", "alt_first", "\"title\":\"Checkout is down\""));
        hub.deliver(body("alert.created", "alt_second", "\"title\":\"Checkout is down\",\"tags\":[]"));

        hub.worker.runDue();
        assertThat(hub.verdicts()).containsExactly("applied");
        assertThat(hub.open()).isEqualTo(1);

        var later = Clock.fixed(Instant.now().plus(Duration.ofSeconds(6)), ZoneOffset.UTC);
        new DeliveryWorker(hub.alerts, hub.pages, hub.integrations, later)
                .on(database.db())
                .runDue();
        assertThat(hub.verdicts()).containsExactly("applied", "applied");
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void a_replay_is_heard_and_runs_nothing() {
        hub.deliver(CREATED);
        database.run("update delivery_open set kind = 'replay' where workspace_id = '" + hub.workspace + "'");

        hub.worker.runDue();

        assertThat(hub.alerts.transitions(hub.admin, alerts().getFirst().id()))
                .isNotEmpty()
                .extracting(RecordedTransition::disposition)
                .containsOnly(RecordedTransition.Disposition.LATE);
    }

    private PageId page(String title) {
        var request = new PageRequest(
                Optional.empty(),
                title,
                "",
                Urgency.HIGH,
                Optional.empty(),
                false,
                List.of(new Destination(Destination.Kind.TEAM, "01KAB3N9Q8Z0000000000000AT", "Checkout")),
                new Actor.Graft(),
                "a test",
                title,
                0);
        return database.db().inTransaction(hub.workspace, tx -> hub.pages.request(tx, request));
    }

    private String markerOf(PageId page) {
        return database.db()
                .inTransaction(
                        hub.workspace,
                        tx -> tx.query("select marker from page where workspace_id = :workspace and id = :id")
                                .bind("id", page.value())
                                .only(row -> row.text("marker")));
    }

    private List<Alert> alerts() {
        return hub.alerts.list(hub.admin, AlertFilter.all(), Slice.first(100)).items();
    }

    private static void atOnce(List<Callable<Integer>> works) throws Exception {
        try (var threads = Executors.newFixedThreadPool(works.size())) {
            var running = new ArrayList<Future<Integer>>();
            works.forEach(work -> running.add(threads.submit(work)));
            for (var one : running) {
                one.get();
            }
        }
    }

    private static String body(String type, String id, String more) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return "{\"type\":\"" + type + "\",\"data\":{\"id\":\"" + id + "\",\"createdAt\":\"" + now
                + "\",\"updatedAt\":\"" + now + "\"," + more + "}}";
    }
}
