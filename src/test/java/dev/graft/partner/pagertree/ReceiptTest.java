package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.Verdict;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.PageId;
import dev.graft.platform.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What PagerTree tells about our own pages, and the alarms that follow.
class ReceiptTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    final PagingScene scene = new PagingScene(database).connected();

    private final Incident incident = scene.anIncident();
    private final PageId page = scene.page(incident);

    @Test
    void an_acknowledgement_is_on_the_receipt_and_on_the_timeline_with_who_and_when() {
        scene.work();
        scene.clock.advance(Duration.ofSeconds(40));

        scene.hear(page, ReportType.ACKNOWLEDGED, AlertState.ACKNOWLEDGED, Optional.of("Ana Ruiz"), alert());

        var receipt = scene.get(page);
        assertThat(receipt.state()).contains(AlertState.ACKNOWLEDGED);
        assertThat(receipt.answeredBy()).contains("Ana Ruiz");
        assertThat(receipt.acknowledgedAt()).contains(scene.clock.instant());
        assertThat(scene.pageFacts().getLast()).isEqualTo("Page acknowledged by Ana Ruiz after 40 s");
    }

    @Test
    void a_page_that_reaches_pagertree_ends_the_alarm_of_the_alert_that_was_given_up() {
        var alert = scene.anAlert("alt_givenup0000001", AlertState.DROPPED);
        scene.incidents.attach(scene.admin, incident.id(), List.of(alert));
        scene.in(tx -> {
            scene.alarms.raiseNobodyIsBeingPaged(tx, alert);
            return true;
        });
        assertThat(scene.alarms.standing(scene.admin)).singleElement().satisfies(alarm -> {
            assertThat(alarm.words()).contains("page somebody for " + incident.name());
            assertThat(alarm.incident()).contains(incident.id());
        });

        scene.work();

        assertThat(scene.get(page).send()).isEqualTo(Page.SendState.SENT);
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void every_event_of_a_page_is_told_once() {
        scene.work();
        var report = scene.told(ReportType.TIMEOUT, AlertState.TRIGGERED, Optional.empty());

        assertThat(hear(report)).isEqualTo(Verdict.Word.ECHO);
        assertThat(hear(report)).isEqualTo(Verdict.Word.REPEAT);

        scene.hear(page, ReportType.REJECTED, AlertState.TRIGGERED, Optional.of("Ben"), alert());
        scene.hear(page, ReportType.HANDOFF, AlertState.TRIGGERED, alert());
        scene.clock.advance(Duration.ofSeconds(5));
        scene.hear(page, ReportType.RESOLVED, AlertState.RESOLVED, alert());
        assertThat(scene.pageFacts().subList(2, scene.pageFacts().size()))
                .containsExactly(
                        "Page timed out: nobody of that layer answered; PagerTree escalates",
                        "Page rejected by Ben",
                        "Page handed off",
                        "Page resolved in PagerTree");
        assertThat(scene.get(page).resolvedAt()).isPresent();
    }

    @Test
    void one_of_several_teams_is_an_answer_although_the_alert_is_open_for_the_others() {
        scene.work();

        scene.hear(page, ReportType.ACKNOWLEDGED, AlertState.TRIGGERED, Optional.of("Ana"), alert());
        scene.pass(Duration.ofMinutes(16));

        assertThat(scene.get(page).acknowledgedAt()).isPresent();
        assertThat(scene.get(page).state()).contains(AlertState.TRIGGERED);
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void an_open_that_already_carries_the_acknowledgement_is_one() {
        scene.work();

        scene.hear(page, ReportType.OPEN, AlertState.ACKNOWLEDGED, alert());

        assertThat(scene.pageFacts().getLast()).startsWith("Page acknowledged after");
    }

    @Test
    void a_dropped_page_raises_the_alarm_at_once_and_an_acknowledgement_clears_it() {
        scene.work();
        scene.hear(page, ReportType.DROPPED, AlertState.DROPPED, alert());

        assertThat(scene.standing()).containsExactly(Alarm.Kind.NOBODY_ANSWERED);
        assertThat(scene.alarms.standing(scene.admin).getFirst().words())
                .contains("Payments", "Nobody is being paged any more", "phone");

        scene.clock.advance(Duration.ofSeconds(5));
        scene.hear(page, ReportType.ACKNOWLEDGED, AlertState.ACKNOWLEDGED, alert());
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void fifteen_minutes_without_an_answer_raise_the_alarm_and_ask_pagertree() {
        scene.work();
        scene.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        scene.work();
        assertThat(scene.standing()).isEmpty();

        scene.clock.advance(Duration.ofSeconds(1));
        scene.work();

        assertThat(scene.standing()).containsExactly(Alarm.Kind.NOBODY_ANSWERED);
        assertThat(scene.alarms.standing(scene.admin).getFirst().words()).contains("within 15 min");
        assertThat(scene.polls())
                .singleElement()
                .satisfies(poll -> assertThat(poll).contains("nobody seems to have answered", "alt_00000000000001"));
    }

    @Test
    void an_incident_that_somebody_acknowledged_is_answered() {
        scene.work();
        scene.in(tx -> {
            scene.incidents.acknowledged(tx, incident.id(), scene.clock.instant());
            return true;
        });

        scene.pass(Duration.ofMinutes(16));

        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void an_incident_that_is_over_needs_no_answer() {
        scene.work();
        scene.hear(page, ReportType.DROPPED, AlertState.DROPPED, alert());
        scene.incidents.handle(scene.admin, incident.id(), new IncidentCommand.Resolve(Optional.empty()));
        scene.in(tx -> {
            scene.alarms.clearFor(tx, incident.id());
            return true;
        });

        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void a_marker_names_its_page_in_its_own_workspace_only() {
        var marker = scene.get(page).marker();
        try (var other = new PagingScene(database)) {
            assertThat(scene.<Optional<PageId>>in(tx -> scene.pages.ownPage(tx, Optional.of(marker), List.of())))
                    .contains(page);
            assertThat(scene.<Optional<PageId>>in(
                            tx -> scene.pages.ownPage(tx, Optional.empty(), List.of("checkout", marker))))
                    .contains(page);
            assertThat(scene.<Boolean>in(tx -> scene.pages.isForeignMarker(tx, Optional.of(marker), List.of())))
                    .isFalse();
            assertThat(other.<Optional<PageId>>in(tx -> other.pages.ownPage(tx, Optional.of(marker), List.of())))
                    .isEmpty();
            assertThat(other.<Boolean>in(tx -> other.pages.isForeignMarker(tx, Optional.of(marker), List.of())))
                    .isTrue();
            assertThat(other.<Boolean>in(tx -> other.pages.isForeignMarker(tx, Optional.of("checkout"), List.of())))
                    .isFalse();
        }
    }

    @Test
    void a_page_on_its_way_is_known_by_its_title_until_it_has_arrived() {
        assertThat(isUnfinished("Checkout is down")).isTrue();
        assertThat(isUnfinished("Late by 40 min: Checkout is down")).isTrue();
        assertThat(isUnfinished("Checkout is up")).isFalse();

        scene.work();

        assertThat(isUnfinished("Checkout is down")).isFalse();
    }

    @Test
    void the_ids_of_a_page_lead_back_to_it() {
        scene.work();
        var sent = scene.get(page);

        assertThat(scene.<Optional<PageId>>in(
                        tx -> scene.pages.pageByAlias(tx, sent.externalId().orElseThrow())))
                .contains(page);
        assertThat(scene.<Optional<PageId>>in(tx -> scene.pages.pageByAlias(tx, alert())))
                .contains(page);
        assertThat(scene.<Optional<PageId>>in(tx -> scene.pages.pageByAlias(tx, "alt_other")))
                .isEmpty();
    }

    private boolean isUnfinished(String title) {
        return scene.<Boolean>in(tx -> scene.pages.hasUnfinishedPageTitled(tx, title));
    }

    private Verdict.Word hear(AlertReport.Told report) {
        return scene.in(tx ->
                scene.pages.heardAboutPage(tx, page, Set.of(alert()), report).word());
    }

    private static String alert() {
        return "alt_00000000000001";
    }
}
