package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.AlertDetails;
import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Digest;
import dev.graft.domain.alert.Epoch;
import dev.graft.domain.alert.RecordedTransition;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.StatusWord;
import dev.graft.domain.alert.TransitionKey;
import dev.graft.domain.incident.IncidentFact;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.PageFact;
import dev.graft.domain.paging.PageId;
import dev.graft.domain.workflow.Trigger;
import dev.graft.domain.workspace.Actor;
import dev.graft.platform.journal.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReactionsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AlertId ALERT = new AlertId(new UUID(0, 1));
    private static final IncidentId INCIDENT = new IncidentId(new UUID(0, 2));
    private static final PageId PAGE = new PageId(new UUID(0, 3));
    private static final Epoch EPOCH = Epoch.of(NOON);
    private static final Actor ANA = new Actor.Graft();

    @Test
    void a_new_alert_asks_the_workflows_that_wait_for_alert_created() {
        assertThat(Reactions.to(transitioned(new TransitionKey.Created(EPOCH), Disposition.FIRED, false)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Consequence.Occur.class,
                        occur -> assertThat(occur.trigger()).isEqualTo(Trigger.ALERT_CREATED));
    }

    @Test
    void the_state_that_an_alert_begins_in_is_no_change_of_status() {
        assertThat(Reactions.to(transitioned(reached(AlertState.TRIGGERED), Disposition.FIRED, true)))
                .isEmpty();
    }

    @Test
    void a_later_state_asks_the_workflows_that_wait_for_alert_status_updated_and_names_dropped() {
        assertThat(Reactions.to(transitioned(reached(AlertState.DROPPED), Disposition.FIRED, false)))
                .singleElement()
                .isInstanceOfSatisfying(Consequence.Occur.class, occur -> {
                    assertThat(occur.trigger()).isEqualTo(Trigger.ALERT_STATUS_UPDATED);
                    assertThat(occur.toState()).contains(AlertState.DROPPED);
                });
    }

    @ParameterizedTest
    @EnumSource(value = Disposition.class, mode = EnumSource.Mode.EXCLUDE, names = "FIRED")
    void a_transition_that_does_not_fire_runs_nothing(Disposition disposition) {
        assertThat(Reactions.to(transitioned(reached(AlertState.TRIGGERED), disposition, false)))
                .isEmpty();
    }

    @Test
    void each_transition_has_a_cause_of_its_own() {
        var first = Reactions.to(transitioned(reached(AlertState.ACKNOWLEDGED), Disposition.FIRED, false));
        var otherState = Reactions.to(transitioned(reached(AlertState.RESOLVED), Disposition.FIRED, false));
        var otherRound = Reactions.to(
                transitioned(new TransitionKey.Reached(EPOCH, 1, AlertState.ACKNOWLEDGED), Disposition.FIRED, false));
        var otherEpoch = Reactions.to(transitioned(
                new TransitionKey.Reached(new Epoch(Optional.of(NOON), 1), 0, AlertState.ACKNOWLEDGED),
                Disposition.FIRED,
                false));

        assertThat(List.of(first, otherState, otherRound, otherEpoch)).doesNotHaveDuplicates();
    }

    @Test
    void news_goes_to_the_timelines_and_the_first_acknowledgement_stamps_the_incidents() {
        var acknowledged = heard(ReportType.ACKNOWLEDGED, AlertState.TRIGGERED, AlertState.ACKNOWLEDGED);

        assertThat(Reactions.to(acknowledged))
                .containsExactly(
                        new Consequence.TellTimelines(acknowledged), new Consequence.StampAcknowledgedBy(ALERT, NOON));
    }

    @Test
    void one_of_two_teams_acknowledging_stamps_the_incidents_too() {
        assertThat(Reactions.to(heard(ReportType.ACKNOWLEDGED, AlertState.TRIGGERED, AlertState.TRIGGERED)))
                .contains(new Consequence.StampAcknowledgedBy(ALERT, NOON));
    }

    @Test
    void a_person_who_acknowledges_in_graft_stamps_the_incidents_and_the_act_is_carried_to_the_partner() {
        var act = new AlertReport.Acted(new ActId(new UUID(0, 9)), AlertReport.Verb.ACKNOWLEDGE, EPOCH, 0, "Ana", NOON);

        assertThat(Reactions.to(new AlertFact.Heard(
                        ALERT, act, Optional.of(AlertState.TRIGGERED), AlertState.ACKNOWLEDGED, false)))
                .contains(new Consequence.StampAcknowledgedBy(ALERT, NOON));
        assertThat(Reactions.to(new AlertFact.ActWanted(ALERT, act)))
                .containsExactly(new Consequence.CarryAct(ALERT, act));
    }

    @Test
    void nobody_is_being_paged_stands_while_the_alert_is_dropped_and_no_longer() {
        assertThat(Reactions.to(heard(ReportType.DROPPED, AlertState.TRIGGERED, AlertState.DROPPED)))
                .contains(new Consequence.RaiseNobodyIsBeingPaged(ALERT));
        assertThat(Reactions.to(heard(ReportType.TIMEOUT, AlertState.DROPPED, AlertState.DROPPED)))
                .contains(new Consequence.RaiseNobodyIsBeingPaged(ALERT));
        assertThat(Reactions.to(heard(ReportType.RESOLVED, AlertState.DROPPED, AlertState.RESOLVED)))
                .contains(new Consequence.ClearNobodyIsBeingPaged(ALERT));
        assertThat(Reactions.to(heard(ReportType.RESOLVED, AlertState.TRIGGERED, AlertState.RESOLVED)))
                .doesNotContain(new Consequence.ClearNobodyIsBeingPaged(ALERT));
    }

    @Test
    void asking_again_and_polling_are_passed_on() {
        assertThat(Reactions.to(new AlertFact.AskAgain(ALERT, EPOCH)))
                .containsExactly(new Consequence.AskAgain(ALERT, EPOCH));
        assertThat(Reactions.to(new AlertFact.PollWanted(ALERT, "no status", Optional.empty())))
                .containsExactly(new Consequence.PollAlert(ALERT, "no status", Optional.empty()));
    }

    @Test
    void a_declared_incident_asks_the_workflows_and_so_does_one_that_leaves_triage() {
        assertThat(triggers(new IncidentFact.Created(INCIDENT, IncidentStatus.STARTED, ANA, NOON)))
                .containsExactly(Trigger.INCIDENT_CREATED);
        assertThat(triggers(new IncidentFact.Started(INCIDENT, ANA, NOON))).containsExactly(Trigger.INCIDENT_STARTED);
    }

    @Test
    void an_incident_that_is_over_stops_its_unsent_pages_before_the_workflows_are_asked() {
        var resolved = new IncidentFact.StatusChanged(
                INCIDENT, IncidentStatus.STARTED, IncidentStatus.RESOLVED, ANA, Optional.empty(), NOON);

        assertThat(Reactions.to(resolved))
                .hasSize(2)
                .startsWith(new Consequence.StopPagingFor(INCIDENT, "the incident is resolved"));
        assertThat(triggers(resolved)).containsExactly(Trigger.STATUS_UPDATED);
    }

    @Test
    void a_mitigated_incident_goes_on_paging() {
        var mitigated = new IncidentFact.StatusChanged(
                INCIDENT, IncidentStatus.STARTED, IncidentStatus.MITIGATED, ANA, Optional.empty(), NOON);

        assertThat(Reactions.to(mitigated)).hasSize(1);
    }

    @Test
    void what_belongs_to_a_duplicate_belongs_to_the_incident_that_goes_on() {
        var survivor = new IncidentId(new UUID(0, 5));

        assertThat(Reactions.to(new IncidentFact.MarkedDuplicate(INCIDENT, survivor, ANA, NOON)))
                .containsExactly(new Consequence.LinkToSurvivor(INCIDENT, survivor));
    }

    @Test
    void somebody_at_work_ends_the_alarms_that_asked_for_somebody() {
        assertThat(Reactions.to(new IncidentFact.Acknowledged(INCIDENT, NOON)))
                .containsExactly(new Consequence.ClearUnanswered(INCIDENT));
    }

    @Test
    void what_becomes_of_a_page_is_on_the_timeline_and_its_acknowledgement_stamps_the_incident() {
        var checkout = List.of(new Destination(Destination.Kind.TEAM, "01TEAM", "Checkout"));
        var accepted = new PageFact.Accepted(PAGE, Optional.of(INCIDENT), checkout, "", NOON);
        var acknowledged = new PageFact.Heard(
                PAGE,
                Optional.of(INCIDENT),
                PageFact.News.ACKNOWLEDGED,
                Optional.of("Ben"),
                Duration.ofSeconds(40),
                "digest",
                NOON);

        assertThat(Reactions.to(accepted))
                .singleElement()
                .isInstanceOfSatisfying(
                        Consequence.TellTimeline.class,
                        tell -> assertThat(tell.line().text()).contains("Checkout"));
        assertThat(Reactions.to(acknowledged)).contains(new Consequence.StampAcknowledged(INCIDENT, NOON));
    }

    @Test
    void a_page_without_an_incident_tells_no_timeline() {
        assertThat(Reactions.to(new PageFact.Accepted(PAGE, Optional.empty(), List.of(), "", NOON)))
                .isEmpty();
    }

    @Test
    void a_fact_that_this_page_was_not_told_about_is_a_bug() {
        Fact unknown = () -> new UUID(0, 4);

        assertThatThrownBy(() -> Reactions.to(unknown)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Trigger> triggers(Fact fact) {
        return Reactions.to(fact).stream()
                .filter(Consequence.Occur.class::isInstance)
                .map(consequence -> ((Consequence.Occur) consequence).trigger())
                .toList();
    }

    private static TransitionKey reached(AlertState state) {
        return new TransitionKey.Reached(EPOCH, 0, state);
    }

    private static AlertFact transitioned(TransitionKey key, Disposition disposition, boolean withCreation) {
        return new AlertFact.Transitioned(
                ALERT,
                new RecordedTransition(key, Digest.of("report"), Optional.of(NOON), disposition, ""),
                withCreation);
    }

    private static AlertFact.Heard heard(ReportType type, AlertState before, AlertState after) {
        var report = new AlertReport.Told(
                Digest.of("report"),
                type,
                Optional.of(NOON),
                Optional.of(NOON),
                new StatusWord.Absent(),
                0,
                false,
                Optional.empty(),
                AlertDetails.none(),
                NOON.plusSeconds(1));
        return new AlertFact.Heard(ALERT, report, Optional.of(before), after, false);
    }
}
