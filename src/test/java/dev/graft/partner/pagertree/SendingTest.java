package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.LinkedScope;
import dev.graft.domain.paging.Page.SendState;
import dev.graft.domain.paging.PageId;
import dev.graft.partner.pagertree.FakePagerTree.Fault;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.FailPoint.SimulatedCrash;
import dev.graft.platform.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    final PagingScene scene = new PagingScene(database).connected();

    private final FakePagerTree pagerTree = scene.pagerTree;

    @AfterEach
    void disarm() {
        FailPoint.disarm();
    }

    @Test
    void a_page_reaches_pagertree_once_with_its_marker_and_its_receipt_says_so() {
        var page = scene.page(scene.anIncident());

        scene.work();

        assertThat(pagerTree.alerts()).hasSize(1);
        var alert = pagerTree.alerts().getFirst();
        var sent = scene.get(page);
        assertThat(sent.send()).isEqualTo(SendState.SENT);
        assertThat(sent.externalId()).contains(alert.path("id").asText());
        assertThat(sent.externalPrefixId()).contains(alert.path("prefix_id").asText());
        assertThat(sent.externalUrl())
                .contains("http://pagertree.test/alerts/" + alert.path("id").asText());
        assertThat(sent.acceptedAt()).contains(scene.clock.instant());
        assertThat(scene.attempts(page)).containsExactly("POST /alerts → 201");
        assertThat(alert.path("thirdparty_id").asText()).isEqualTo(sent.marker());
        assertThat(alert.path("tag_list").get(0).asText()).isEqualTo(sent.marker());
        assertThat(alert.path("destination_team_ids").get(0).asText()).isEqualTo(PagingScene.PAYMENTS);
        assertThat(alert.path("urgency").asText()).isEqualTo("critical");
        assertThat(alert.path("meta").path("incident_severity").asText()).isEqualTo("SEV-1");
        assertThat(scene.pageFacts())
                .containsExactly("Paging Payments (a test)", "PagerTree accepted the page to Payments");
    }

    @Test
    void asking_twice_with_one_key_is_one_page() {
        var incident = scene.anIncident();

        assertThat(scene.page(incident, "once")).isEqualTo(scene.page(incident, "once"));
        scene.work();

        assertThat(pagerTree.alerts()).hasSize(1);
    }

    @Test
    void what_was_certainly_not_done_is_asked_again() {
        pagerTree
                .next("POST /alerts", new Fault.Answers(429, Map.of("Retry-After", "7"), ""))
                .next("POST /alerts", 429);
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(6));
        assertThat(pagerTree.calls("POST /alerts")).isEqualTo(1);
        scene.pass(Duration.ofSeconds(10));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(pagerTree.alerts()).hasSize(1);
        assertThat(scene.attempts(page))
                .containsExactly("POST /alerts → 429", "POST /alerts → 429: No.", "POST /alerts → 201");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 404, 422})
    void what_is_refused_is_not_asked_again_and_somebody_is_told_at_once(int status) {
        pagerTree.next("POST /alerts", status);
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(90));

        assertThat(scene.get(page).send()).isEqualTo(SendState.REFUSED);
        assertThat(pagerTree.calls("POST /alerts")).isEqualTo(1);
        assertThat(scene.standing()).containsExactly(Alarm.Kind.PAGE_NOT_SENT);
        assertThat(scene.alarms.standing(scene.admin).getFirst().words())
                .contains("Checkout is down", "Payments", "→ " + status + ": No.", "phone");
    }

    @Test
    void a_refused_key_is_confirmed_by_a_list_call_and_breaks_the_integration_until_it_works_again() {
        pagerTree.setKey("another-key");
        var page = scene.page(scene.anIncident());
        scene.work();

        assertThat(scene.get(page).send()).isEqualTo(SendState.REFUSED);
        assertThat(pagerTree.calls("GET /alerts")).isEqualTo(2); // one when connecting, one to confirm
        assertThat(scene.integrations.view(scene.admin).state()).isEqualTo(IntegrationView.State.BROKEN);
        assertThat(scene.standing()).containsExactlyInAnyOrder(Alarm.Kind.PAGE_NOT_SENT, Alarm.Kind.INTEGRATION_BROKEN);

        var another = scene.page(scene.anIncident());
        scene.work();
        assertThat(pagerTree.calls("POST /alerts"))
                .as("each new page is tried once")
                .isEqualTo(2);
        assertThat(scene.get(another).send()).isEqualTo(SendState.REFUSED);

        pagerTree.setKey(FakePagerTree.KEY);
        var third = scene.page(scene.anIncident());
        scene.work();
        assertThat(scene.get(third).send()).isEqualTo(SendState.SENT);
        assertThat(scene.integrations.view(scene.admin).state()).isEqualTo(IntegrationView.State.CONNECTED);
        assertThat(scene.standing()).doesNotContain(Alarm.Kind.INTEGRATION_BROKEN);
    }

    @Test
    void a_401_that_the_list_call_does_not_confirm_is_asked_again() {
        pagerTree.next("POST /alerts", 401);
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(scene.integrations.view(scene.admin).state()).isEqualTo(IntegrationView.State.CONNECTED);
    }

    static List<Fault> unknownAndDone() {
        return List.of(
                new Fault.DoesAndHangs(),
                new Fault.DoesAndBreaksOff(),
                new Fault.DoesAndAnswers(500, "boom"),
                new Fault.DoesAndAnswers(502, "<html>Bad gateway</html>"),
                new Fault.DoesAndAnswers(409, "{}"),
                new Fault.DoesAndAnswers(302, ""),
                new Fault.DoesAndAnswers(201, "<html>ok</html>"),
                new Fault.DoesAndAnswers(201, "{\"id\":"),
                new Fault.DoesAndAnswers(201, "{}"));
    }

    @ParameterizedTest
    @MethodSource("unknownAndDone")
    void a_page_of_unknown_fate_that_did_arrive_is_found_and_not_sent_again(Fault fault) {
        pagerTree.next("POST /alerts", fault);
        var page = scene.page(scene.anIncident());

        scene.work();
        assertThat(scene.get(page).send()).isEqualTo(SendState.WAITING);
        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(scene.get(page).externalId()).isPresent();
        assertThat(pagerTree.alerts()).hasSize(1);
        assertThat(scene.attempts(page)).hasSize(2);
        assertThat(scene.pageFacts().getLast())
                .isEqualTo(
                        "PagerTree accepted the page to Payments, found by its marker after a call of unknown outcome");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 500, 503})
    void a_page_of_unknown_fate_that_did_not_arrive_is_looked_for_and_sent_again_after_fifteen_seconds(int status) {
        pagerTree.next("POST /alerts", status);
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(14));
        assertThat(pagerTree.calls("POST /alerts")).isEqualTo(1);
        assertThat(scene.attempts(page)).hasSize(4);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(pagerTree.alerts()).hasSize(1);
        assertThat(scene.attempts(page)).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whichever_of_the_two_the_account_keeps_the_marker_is_found(boolean keepsReferences) {
        pagerTree.setKeepsReferences(keepsReferences);
        pagerTree.setKeepsTags(!keepsReferences);
        scene.page(scene.anIncident());
        scene.work(); // the account has shown by now what it keeps
        pagerTree.next("POST /alerts", new Fault.DoesAndBreaksOff());
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(pagerTree.alerts()).hasSize(2);
    }

    @Test
    void a_list_that_lags_behind_is_looked_at_until_it_shows_the_page() {
        pagerTree.next("POST /alerts", new Fault.DoesAndBreaksOff());
        pagerTree.setLooksUntilListed(2);
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(15));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(pagerTree.alerts()).hasSize(1);
    }

    @Test
    void two_alerts_with_one_marker_are_both_linked_and_resolved_together() {
        pagerTree.next("POST /alerts", new Fault.DoesAndBreaksOff());
        pagerTree.setLooksUntilListed(4);
        pagerTree.next("POST /alerts", new Fault.DoesAndBreaksOff());
        var incident = scene.anIncident();
        var page = scene.page(incident);

        scene.work();
        scene.pass(Duration.ofSeconds(25));

        assertThat(pagerTree.alerts()).hasSize(2);
        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(scene.pageFacts()).anySatisfy(line -> assertThat(line).contains("a second alert"));
        scene.in(tx -> scene.pages.resolveLinked(tx, incident.id(), LinkedScope.ALL, "it is over", "run 1", 0));
        scene.work();
        assertThat(pagerTree.alerts())
                .allSatisfy(alert -> assertThat(alert.path("status").asText()).isEqualTo("resolved"));
    }

    @Test
    void a_pagertree_that_is_not_there_raises_the_alarm_after_a_minute_and_gets_the_page_when_it_is_back() {
        for (int i = 0; i < 30; i++) {
            pagerTree.next("POST /alerts", 429);
        }
        var page = scene.page(scene.anIncident());

        scene.work();
        scene.pass(Duration.ofSeconds(59));
        assertThat(scene.standing()).isEmpty();
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.standing()).containsExactly(Alarm.Kind.PAGE_NOT_SENT);
        assertThat(scene.alarms.standing(scene.admin).getFirst().words()).contains("1 min", "429", "phone");

        pagerTree.clearFaults();
        scene.pass(Duration.ofSeconds(60));
        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void a_late_page_says_so_in_its_title() {
        var page = scene.page(scene.anIncident());
        scene.clock.advance(Duration.ofMinutes(40));

        scene.work();

        assertThat(pagerTree.alerts().getFirst().path("title").asText()).isEqualTo("Late by 40 min: Checkout is down");
        assertThat(scene.get(page).title()).isEqualTo("Checkout is down");
    }

    @Test
    void a_late_page_is_not_sent_when_somebody_is_at_work_on_its_incident() {
        var incident = scene.anIncident();
        var page = scene.page(incident);
        scene.database
                .db()
                .useTransaction(
                        scene.workspace, tx -> scene.incidents.acknowledged(tx, incident.id(), scene.clock.instant()));
        scene.clock.advance(Duration.ofMinutes(40));

        scene.work();

        assertThat(pagerTree.alerts()).isEmpty();
        assertThat(scene.get(page).send()).isEqualTo(SendState.CANCELLED);
        assertThat(scene.get(page).sendReason()).contains("late by 40 min", "acknowledged");
    }

    @Test
    void a_page_whose_incident_is_over_before_it_is_sent_is_cancelled_with_words() {
        var incident = scene.anIncident();
        var page = scene.page(incident);
        scene.incidents.handle(scene.admin, incident.id(), new IncidentCommand.Cancel(Optional.of("a mistake")));

        scene.work();

        assertThat(pagerTree.calls("POST /alerts")).isZero();
        assertThat(scene.get(page).send()).isEqualTo(SendState.CANCELLED);
        assertThat(scene.get(page).sendReason()).isEqualTo("the incident is over");
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void a_page_that_arrived_although_its_incident_is_over_by_then_is_resolved() {
        pagerTree.next("POST /alerts", new Fault.DoesAndBreaksOff());
        var incident = scene.anIncident();
        var page = scene.page(incident);
        scene.work();
        scene.incidents.handle(scene.admin, incident.id(), new IncidentCommand.Resolve(Optional.empty()));
        scene.in(tx -> {
            scene.pages.cancelUnsent(tx, incident.id(), "the incident is resolved");
            return true;
        });

        scene.pass(Duration.ofSeconds(3));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(pagerTree.alerts().getFirst().path("status").asText()).isEqualTo("resolved");
    }

    @Test
    void a_page_that_never_arrived_and_is_not_wanted_any_more_is_cancelled_after_it_was_looked_for() {
        pagerTree.next("POST /alerts", 500);
        var incident = scene.anIncident();
        var page = scene.page(incident);
        scene.work();
        scene.incidents.handle(scene.admin, incident.id(), new IncidentCommand.Resolve(Optional.empty()));

        scene.pass(Duration.ofSeconds(20));

        assertThat(scene.get(page).send()).isEqualTo(SendState.CANCELLED);
        assertThat(pagerTree.calls("POST /alerts")).isEqualTo(1);
    }

    @Test
    void pagertrees_webhook_before_its_answer_completes_the_page_and_the_answer_adds_the_other_id() {
        var incident = scene.anIncident();
        var page = scene.page(incident);
        pagerTree.setBeforeAnswer(alert -> scene.hear(
                page,
                ReportType.CREATED,
                AlertState.TRIGGERED,
                alert.path("prefix_id").asText()));

        scene.work();

        var sent = scene.get(page);
        assertThat(sent.send()).isEqualTo(SendState.SENT);
        assertThat(sent.sendReason()).isEqualTo("confirmed by PagerTree's webhook");
        assertThat(sent.externalId()).isPresent();
        assertThat(sent.externalPrefixId()).isPresent();
        assertThat(pagerTree.alerts()).hasSize(1);
        assertThat(pagerTree.calls("POST /alerts")).isEqualTo(1);
        assertThat(scene.pageFacts())
                .containsOnlyOnce("PagerTree accepted the page to Payments, confirmed by PagerTree's webhook")
                .noneSatisfy(line -> assertThat(line).contains("second alert"));
    }

    @Test
    void pagertrees_webhook_after_a_call_that_hung_completes_the_page_without_a_look() {
        pagerTree.next("POST /alerts", new Fault.DoesAndHangs());
        var page = scene.page(scene.anIncident());
        scene.work();
        scene.hear(page, ReportType.OPEN, AlertState.TRIGGERED, "alt_00000000000001");

        scene.pass(Duration.ofSeconds(20));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(scene.attempts(page)).hasSize(1);
        assertThat(pagerTree.calls("POST /alerts")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "^(EFFECT|LOOK_UP)_.*")
    void wherever_the_process_dies_there_is_one_alert_one_page_and_a_receipt(FailPoint point) {
        if (point.name().startsWith("LOOK_UP")) {
            pagerTree.next("POST /alerts", new Fault.DoesAndBreaksOff());
        }
        var page = scene.page(scene.anIncident());

        FailPoint.crashAt(point, 1);
        boolean hasCrashed = crashes(() -> {
            scene.work();
            scene.pass(Duration.ofSeconds(3));
        });
        FailPoint.disarm();
        scene.clock.advance(Duration.ofSeconds(60));
        scene.expireLeases();
        scene.work();
        scene.pass(Duration.ofSeconds(20));

        assertThat(hasCrashed).isTrue();
        assertThat(pagerTree.alerts()).hasSize(1);
        assertThat(pages()).containsExactly(page);
        var sent = scene.get(page);
        assertThat(sent.send()).isEqualTo(SendState.SENT);
        assertThat(sent.externalId()).isPresent();
        assertThat(scene.receipt(page).attempts()).isNotEmpty();
        assertThat(scene.standing()).isEmpty();
        assertThat(scene.pageFacts())
                .filteredOn(line -> line.startsWith("PagerTree accepted"))
                .hasSize(1);
    }

    @Test
    void whoever_lost_its_lease_meanwhile_changes_nothing_but_the_ids_that_it_found() {
        var page = scene.page(scene.anIncident());
        pagerTree.setBeforeAnswer(alert -> {
            pagerTree.setBeforeAnswer(again -> {});
            scene.database.runAsSuperuser(
                    "update effect_open set fence = nextval('fence'), lease_until = now() - interval '1 second'");
        });

        scene.work();
        scene.pass(Duration.ofSeconds(20));

        assertThat(scene.get(page).send()).isEqualTo(SendState.SENT);
        assertThat(pagerTree.alerts()).hasSize(1);
        assertThat(scene.pageFacts())
                .filteredOn(line -> line.startsWith("PagerTree accepted"))
                .hasSize(1);
    }

    private List<PageId> pages() {
        return scene.in(tx -> tx.query("select id from page where workspace_id = :workspace")
                .list(row -> new PageId(row.uuid("id"))));
    }

    private static boolean crashes(Runnable work) {
        try {
            work.run();
            return false;
        } catch (SimulatedCrash crash) {
            return true;
        }
    }
}
