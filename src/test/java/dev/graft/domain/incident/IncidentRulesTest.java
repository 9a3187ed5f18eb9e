package dev.graft.domain.incident;

import static dev.graft.domain.incident.IncidentSamples.ANA;
import static dev.graft.domain.incident.IncidentSamples.BEN;
import static dev.graft.domain.incident.IncidentSamples.NOON;
import static dev.graft.domain.incident.IncidentSamples.aStartedIncident;
import static dev.graft.domain.incident.IncidentSamples.after;
import static dev.graft.domain.incident.IncidentSamples.anIncidentInTriage;
import static dev.graft.domain.incident.IncidentSamples.cancel;
import static dev.graft.domain.incident.IncidentSamples.declared;
import static dev.graft.domain.incident.IncidentSamples.mitigate;
import static dev.graft.domain.incident.IncidentSamples.resolve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentCommand.AddTeams;
import dev.graft.domain.incident.IncidentCommand.Close;
import dev.graft.domain.incident.IncidentCommand.CorrectTimes;
import dev.graft.domain.incident.IncidentCommand.Edit;
import dev.graft.domain.incident.IncidentCommand.MarkDuplicate;
import dev.graft.domain.incident.IncidentCommand.Mitigate;
import dev.graft.domain.incident.IncidentCommand.MoveTo;
import dev.graft.domain.incident.IncidentCommand.Resolve;
import dev.graft.domain.incident.IncidentCommand.Start;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentRulesTest {
    private static final Instant LATER = NOON.plusSeconds(600);

    @Test
    void a_declared_incident_has_started_by_whoever_declared_it() {
        var incident = aStartedIncident();

        assertThat(incident.status()).isEqualTo(IncidentStatus.STARTED);
        assertThat(incident.started()).contains(Stamp.of(NOON, ANA, Optional.empty()));
        assertThat(incident.inTriage()).isEmpty();
        assertThat(incident.slug()).isEqualTo("checkout-is-down-7");
    }

    @Test
    void an_incident_in_triage_has_not_started() {
        var incident = anIncidentInTriage();

        assertThat(incident.status()).isEqualTo(IncidentStatus.IN_TRIAGE);
        assertThat(incident.started()).isEmpty();
    }

    @Test
    void leaving_triage_starts_it_and_says_so() {
        var decision = IncidentRules.decide(anIncidentInTriage(), new Start(), BEN, LATER);

        assertThat(decision.state().started()).contains(Stamp.of(LATER, BEN, Optional.empty()));
        assertThat(decision.facts())
                .containsExactly(
                        new IncidentFact.Started(decision.state().id(), BEN, LATER),
                        changed(decision.state(), IncidentStatus.IN_TRIAGE, IncidentStatus.STARTED));
    }

    @Test
    void the_first_mitigation_wins() {
        var mitigatedByAna =
                IncidentRules.decide(aStartedIncident(), mitigate(), ANA, NOON).state();

        var decision = IncidentRules.decide(mitigatedByAna, mitigate(), BEN, LATER);

        assertThat(decision.state().mitigated()).contains(Stamp.of(NOON, ANA, Optional.empty()));
        assertThat(decision.facts()).isEmpty();
    }

    @Test
    void mitigating_what_is_resolved_or_closed_changes_nothing() {
        var resolved = after(aStartedIncident(), resolve());
        var closed = after(resolved, new Close());

        assertThat(IncidentRules.decide(resolved, mitigate(), BEN, LATER).facts())
                .isEmpty();
        assertThat(IncidentRules.decide(closed, resolve(), BEN, LATER).facts()).isEmpty();
        assertThat(IncidentRules.decide(closed, new Close(), BEN, LATER).facts())
                .isEmpty();
    }

    @Test
    void going_straight_to_resolved_was_mitigated_at_the_same_instant_by_nobody() {
        var resolved = IncidentRules.decide(aStartedIncident(), new Resolve(Optional.of("rolled back")), BEN, LATER)
                .state();

        assertThat(resolved.resolved()).contains(Stamp.of(LATER, BEN, Optional.of("rolled back")));
        assertThat(resolved.mitigated()).contains(Stamp.passedOver(LATER));
    }

    @Test
    void resolving_after_mitigating_keeps_who_mitigated() {
        var mitigated = IncidentRules.decide(
                        aStartedIncident(), new Mitigate(Optional.of("traffic moved")), ANA, NOON.plusSeconds(5))
                .state();

        var resolved = IncidentRules.decide(mitigated, resolve(), BEN, LATER).state();

        assertThat(resolved.mitigated()).contains(Stamp.of(NOON.plusSeconds(5), ANA, Optional.of("traffic moved")));
    }

    @Test
    void starting_again_forgets_the_end_and_keeps_the_beginning() {
        var resolved = after(aStartedIncident(), resolve());

        var decision = IncidentRules.decide(resolved, new Start(), BEN, LATER);

        assertThat(decision.state().status()).isEqualTo(IncidentStatus.STARTED);
        assertThat(decision.state().started()).contains(Stamp.of(NOON, ANA, Optional.empty()));
        assertThat(decision.state().mitigated()).isEmpty();
        assertThat(decision.state().resolved()).isEmpty();
        assertThat(decision.facts())
                .as("it started long ago: whoever waits for a start is not told again")
                .containsExactly(changed(resolved, IncidentStatus.RESOLVED, IncidentStatus.STARTED));
    }

    @Test
    void one_that_was_cancelled_in_triage_and_begins_starts_for_the_first_time() {
        var cancelled = after(anIncidentInTriage(), cancel());

        var decision = IncidentRules.decide(cancelled, new Start(), BEN, LATER);

        assertThat(decision.facts()).first().isInstanceOf(IncidentFact.Started.class);
    }

    @Test
    void one_that_goes_back_to_triage_does_not_start_for_the_first_time_twice() {
        var backInTriage = after(aStartedIncident(), new MoveTo(IncidentStatus.IN_TRIAGE, Optional.empty()));

        var decision = IncidentRules.decide(backInTriage, new Start(), BEN, LATER);

        assertThat(backInTriage.status()).isEqualTo(IncidentStatus.IN_TRIAGE);
        assertThat(decision.facts())
                .containsExactly(changed(backInTriage, IncidentStatus.IN_TRIAGE, IncidentStatus.STARTED));
    }

    @Test
    void a_cancelled_incident_has_to_start_again_before_it_can_be_resolved() {
        var cancelled = after(aStartedIncident(), cancel());

        assertThatThrownBy(() -> IncidentRules.decide(cancelled, resolve(), ANA, LATER))
                .isInstanceOf(Conflict.class)
                .hasMessage("INC-7 was cancelled. Start it again first.");
        assertThat(IncidentRules.decide(cancelled, cancel(), ANA, LATER).facts())
                .isEmpty();
    }

    @Test
    void what_is_over_cannot_be_cancelled() {
        var resolved = after(aStartedIncident(), resolve());

        assertThatThrownBy(() -> IncidentRules.decide(resolved, cancel(), ANA, LATER))
                .isInstanceOf(Conflict.class)
                .hasMessage("INC-7 is resolved. Start it again first.");
    }

    @Test
    void an_edited_status_goes_exactly_where_it_says() {
        var resolved = after(aStartedIncident(), resolve());

        var mitigated = IncidentRules.decide(
                        resolved, new MoveTo(IncidentStatus.MITIGATED, Optional.empty()), BEN, LATER)
                .state();

        assertThat(mitigated.status()).isEqualTo(IncidentStatus.MITIGATED);
        assertThat(mitigated.resolved()).isEmpty();
        assertThat(mitigated.mitigated()).contains(Stamp.of(LATER, BEN, Optional.empty()));
    }

    @Test
    void a_clock_that_lags_behind_does_not_disturb_the_order() {
        var mitigated =
                IncidentRules.decide(aStartedIncident(), mitigate(), ANA, LATER).state();

        var resolved = IncidentRules.decide(mitigated, resolve(), BEN, NOON.plusSeconds(1))
                .state();

        assertThat(resolved.resolved().map(Stamp::at)).contains(LATER);
    }

    @Test
    void a_duplicate_is_cancelled_and_names_the_one_that_goes_on() {
        var original = new IncidentId(UUID.randomUUID());

        var decision = IncidentRules.decide(aStartedIncident(), new MarkDuplicate(original), BEN, LATER);

        assertThat(decision.state().duplicateOf()).contains(original);
        assertThat(decision.state().status()).isEqualTo(IncidentStatus.CANCELLED);
        assertThat(decision.facts())
                .containsExactly(
                        new IncidentFact.MarkedDuplicate(decision.state().id(), original, BEN, LATER),
                        changed(decision.state(), IncidentStatus.STARTED, IncidentStatus.CANCELLED));
        assertThat(IncidentRules.decide(decision.state(), new MarkDuplicate(original), BEN, LATER)
                        .facts())
                .isEmpty();
    }

    @Test
    void a_duplicate_that_starts_again_is_none_any_more() {
        var duplicate = after(aStartedIncident(), new MarkDuplicate(new IncidentId(UUID.randomUUID())));

        assertThat(IncidentRules.decide(duplicate, new Start(), BEN, LATER)
                        .state()
                        .duplicateOf())
                .isEmpty();
    }

    @Test
    void an_edit_states_what_it_changed_and_nothing_else() {
        var edit = new Edit(
                Optional.of("Checkout is down"),
                Optional.of("since 11:40"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        var decision = IncidentRules.decide(aStartedIncident(), edit, BEN, LATER);

        assertThat(decision.facts())
                .containsExactly(
                        new IncidentFact.SummaryChanged(decision.state().id(), BEN, LATER));
        assertThat(IncidentRules.decide(decision.state(), edit, BEN, LATER).facts())
                .isEmpty();
    }

    @Test
    void private_cannot_be_taken_back() {
        var secret = declared(NewIncident.titled("Leaked key").asPrivate());
        var edit = new Edit(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false));

        assertThatThrownBy(() -> IncidentRules.decide(secret, edit, ANA, LATER))
                .isInstanceOf(Invalid.class)
                .hasMessage("A private incident cannot be made public again.");
    }

    @Test
    void the_slug_of_a_private_incident_says_nothing_about_it() {
        assertThat(declared(NewIncident.titled("Leaked key").asPrivate()).slug())
                .isEqualTo("incident-7");
    }

    @Test
    void a_team_is_added_once() {
        var team = new TeamId(UUID.randomUUID());

        var decision = IncidentRules.decide(aStartedIncident(), new AddTeams(List.of(team, team)), BEN, LATER);

        assertThat(decision.state().teams()).containsExactly(team);
        assertThat(decision.facts()).hasSize(1);
        assertThat(IncidentRules.decide(decision.state(), new AddTeams(List.of(team)), BEN, LATER)
                        .facts())
                .isEmpty();
    }

    @Test
    void the_first_acknowledgement_stands() {
        var acknowledged = IncidentRules.acknowledged(aStartedIncident(), NOON.plusSeconds(40), LATER);

        assertThat(acknowledged.state().acknowledgedAt()).contains(NOON.plusSeconds(40));
        assertThat(acknowledged.facts()).hasSize(1);
        assertThat(IncidentRules.acknowledged(acknowledged.state(), LATER, LATER)
                        .facts())
                .isEmpty();
    }

    @Test
    void an_acknowledgement_never_lies_before_the_start() {
        var acknowledged = IncidentRules.acknowledged(aStartedIncident(), NOON.minusSeconds(3), LATER);

        assertThat(acknowledged.state().acknowledgedAt()).contains(NOON);
    }

    @Test
    void an_acknowledgement_of_what_is_over_stamps_nothing() {
        assertThat(IncidentRules.acknowledged(after(aStartedIncident(), resolve()), LATER, LATER)
                        .facts())
                .isEmpty();
    }

    @Test
    void corrected_times_keep_their_order() {
        var resolved = after(aStartedIncident(), resolve());
        var tooEarly = new CorrectTimes(
                Map.of(IncidentStatus.RESOLVED, NOON.minusSeconds(60)), Optional.empty(), Optional.empty());
        var detectedTooEarly = new CorrectTimes(Map.of(), Optional.of(NOON.minusSeconds(60)), Optional.empty());
        var never = new CorrectTimes(Map.of(IncidentStatus.CLOSED, LATER), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> IncidentRules.decide(resolved, tooEarly, ANA, LATER))
                .hasMessage("Resolved at can not be before Mitigated time");
        assertThatThrownBy(() -> IncidentRules.decide(resolved, detectedTooEarly, ANA, LATER))
                .hasMessage("Detected at can not be before Started time");
        assertThatThrownBy(() -> IncidentRules.decide(resolved, never, ANA, LATER))
                .hasMessage("INC-7 has not been closed, so there is no time to correct.");
    }

    @Test
    void an_alert_that_is_attached_already_is_not_attached_again() {
        var old = new AlertId(UUID.randomUUID());
        var fresh = new AlertId(UUID.randomUUID());
        var incident = new IncidentId(UUID.randomUUID());

        assertThat(IncidentRules.attach(incident, List.of(old, fresh, fresh), List.of(old), ANA, NOON))
                .containsExactly(new IncidentFact.AlertAttached(incident, fresh, ANA, NOON));
    }

    @Test
    void in_a_thousand_lives_the_stamps_keep_their_order_and_a_repeat_changes_nothing() {
        for (int seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            var incident = random.nextBoolean() ? aStartedIncident() : anIncidentInTriage();
            for (int step = 0; step < 12; step++) {
                var now = NOON.plusSeconds(random.nextInt(1_000));
                var command = aCommand(random);
                try {
                    incident = IncidentRules.decide(incident, command, ANA, now).state();
                } catch (Conflict refused) {
                    continue;
                }
                assertThat(IncidentRules.decide(incident, command, BEN, now).facts())
                        .as("seed %d: %s twice", seed, command)
                        .isEmpty();
                assertThat(stampsInOrder(incident)).as("seed %d", seed).isSorted();
                assertThat(incident.isOver() || incident.resolved().isEmpty())
                        .as("seed %d: what goes on was not resolved", seed)
                        .isTrue();
            }
        }
    }

    private static List<Instant> stampsInOrder(Incident incident) {
        return List.of(IncidentStatus.STARTED, IncidentStatus.MITIGATED, IncidentStatus.RESOLVED, IncidentStatus.CLOSED)
                .stream()
                .flatMap(status -> incident.stamp(status).stream())
                .map(Stamp::at)
                .toList();
    }

    private static IncidentCommand aCommand(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Start();
            case 1 -> mitigate();
            case 2 -> resolve();
            case 3 -> new Close();
            case 4 -> cancel();
            default -> new MoveTo(anyStatus(random), Optional.empty());
        };
    }

    private static IncidentStatus anyStatus(Random random) {
        var statuses = List.of(IncidentStatus.values());
        return statuses.get(random.nextInt(statuses.size()));
    }

    private static IncidentFact changed(Incident incident, IncidentStatus from, IncidentStatus to) {
        return new IncidentFact.StatusChanged(incident.id(), from, to, BEN, Optional.empty(), LATER);
    }
}
