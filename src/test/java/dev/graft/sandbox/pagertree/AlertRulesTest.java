package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.sandbox.pagertree.AlertRules.Decision;
import dev.graft.sandbox.pagertree.Watch.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The escalations are the examples of https://pagertree.com/docs/escalation-policies, read 2026-11-23.
class AlertRulesTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Actor ALICE = new Actor("alice", false);
    private static final Actor BOB = new Actor("bob", false);
    private static final Actor ADMIN = new Actor("hub", true);
    private static final Destination DEVOPS = Destination.team("devops");
    private static final Destination DATA = Destination.team("data");

    private final Roster roster = roster(0);

    @Test
    void routing_opens_an_alert_and_rings_the_first_layer() {
        var decision = AlertRules.route(queued(DEVOPS), roster, START);

        assertThat(decision.alert().status()).isEqualTo(AlertStatus.OPEN);
        assertThat(decision.events()).containsExactly(AlertEvent.OPEN);
        assertThat(rung(decision.alert())).containsExactly("alice");
        assertThat(decision.alert().nextDue()).contains(minute(5));
    }

    @Test
    void routing_twice_is_routing_once() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();

        assertThat(AlertRules.route(open, roster, minute(1)).events()).isEmpty();
    }

    @Test
    void nobody_answering_drops_the_alert_after_the_last_layer() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();

        assertThat(rung(AlertRules.advance(open, roster, minute(5)).alert())).containsExactly("bob");
        assertThat(rung(AlertRules.advance(open, roster, minute(15)).alert())).containsExactly("charlie");
        assertThat(AlertRules.advance(open, roster, minute(29)).alert().status())
                .isEqualTo(AlertStatus.OPEN);
        var dropped = AlertRules.advance(open, roster, minute(30));
        assertThat(dropped.alert().status()).isEqualTo(AlertStatus.DROPPED);
        assertThat(dropped.events())
                .containsExactly(AlertEvent.TIMEOUT, AlertEvent.TIMEOUT, AlertEvent.TIMEOUT, AlertEvent.DROPPED);
    }

    @Test
    void an_escalation_noticed_late_happened_at_its_own_times() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();

        var dropped = AlertRules.advance(open, roster, minute(600)).alert();

        assertThat(dropped.updatedAt()).isEqualTo(minute(30));
        assertThat(AlertRules.advanceOneStep(open, roster, minute(600)).alert().updatedAt())
                .isEqualTo(minute(5));
    }

    @Test
    void nobody_on_call_drops_the_alert_at_once() {
        var nobody = new Roster(Map.of("devops", devops(0).withNobodyOnCall(true, START)));

        var decision = AlertRules.route(queued(DEVOPS), nobody, START);

        assertThat(decision.alert().status()).isEqualTo(AlertStatus.DROPPED);
        assertThat(decision.events()).containsExactly(AlertEvent.OPEN, AlertEvent.DROPPED);
    }

    @Test
    void a_repeat_begins_again_at_the_first_layer() {
        var repeating = roster(1);
        var open = AlertRules.route(queued(DEVOPS), repeating, START).alert();

        assertThat(rung(AlertRules.advance(open, repeating, minute(30)).alert()))
                .containsExactly("alice");
        assertThat(AlertRules.advance(open, repeating, minute(60)).alert().status())
                .isEqualTo(AlertStatus.DROPPED);
        assertThat(AlertRules.advance(open, repeating, minute(60)).events())
                .hasSize(7)
                .endsWith(AlertEvent.DROPPED);
    }

    @Test
    void an_acknowledgement_ends_the_escalation() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();

        var decision = AlertRules.acknowledge(open, ALICE, roster, minute(1));

        assertThat(decision.events()).containsExactly(AlertEvent.ACKNOWLEDGED);
        assertThat(decision.alert().status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(decision.alert().progress().acknowledgedAt()).contains(minute(1));
        assertThat(decision.alert().nextDue()).isEmpty();
    }

    @Test
    void all_destinations_have_to_acknowledge_and_each_is_an_event() {
        var open = AlertRules.route(queued(DEVOPS, DATA), roster, START).alert();

        var first = AlertRules.acknowledge(open, ALICE, roster, minute(1));
        var second = AlertRules.acknowledge(first.alert(), new Actor("dora", false), roster, minute(2));

        assertThat(first.events()).containsExactly(AlertEvent.ACKNOWLEDGED);
        assertThat(first.alert().status()).isEqualTo(AlertStatus.OPEN);
        assertThat(second.events()).containsExactly(AlertEvent.ACKNOWLEDGED);
        assertThat(second.alert().status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(second.alert().progress().acknowledgedAt()).contains(minute(1));
        assertThat(second.alert().progress().acknowledgedBy()).contains("dora");
    }

    @Test
    void an_admin_on_no_team_acknowledges_for_all() {
        var open = AlertRules.route(queued(DEVOPS, DATA), roster, START).alert();

        assertThat(AlertRules.acknowledge(open, ADMIN, roster, minute(1))
                        .alert()
                        .status())
                .isEqualTo(AlertStatus.ACKNOWLEDGED);
    }

    @Test
    void one_team_answering_and_the_other_exhausted_is_acknowledged() {
        var open = AlertRules.route(queued(DEVOPS, DATA), roster, START).alert();
        var dataAnswered = AlertRules.acknowledge(open, new Actor("dora", false), roster, minute(1))
                .alert();

        var end = AlertRules.advance(dataAnswered, roster, minute(30));

        assertThat(end.alert().status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(end.events()).doesNotContain(AlertEvent.DROPPED);
    }

    @Test
    void strangers_cannot_acknowledge_or_reject() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();

        assertThatThrownBy(() -> AlertRules.acknowledge(open, new Actor("dora", false), roster, minute(1)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> AlertRules.reject(open, BOB, roster, minute(1)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("open workflow");
        assertThatThrownBy(() -> AlertRules.reject(open, ADMIN, roster, minute(1)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_rejection_by_all_of_a_layer_rings_the_next_at_once() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();

        var decision = AlertRules.reject(open, ALICE, roster, minute(1));

        assertThat(decision.events()).containsExactly(AlertEvent.REJECTED);
        assertThat(rung(decision.alert())).containsExactly("bob");
        assertThat(decision.alert().nextDue()).contains(minute(11));
    }

    @Test
    void a_rejection_by_one_of_two_leaves_the_other_ringing() {
        var open = AlertRules.route(queued(DATA), roster, START).alert();

        var once = AlertRules.reject(open, new Actor("dora", false), roster, minute(1));

        assertThat(once.alert().nextDue()).contains(minute(5));
        assertThatThrownBy(() -> AlertRules.reject(once.alert(), new Actor("dora", false), roster, minute(2)))
                .isInstanceOf(Refused.class);
        var twice = AlertRules.reject(once.alert(), new Actor("emil", false), roster, minute(2));
        assertThat(twice.events()).containsExactly(AlertEvent.REJECTED, AlertEvent.DROPPED);
    }

    @Test
    void a_dropped_alert_can_be_acknowledged_and_resolved() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();
        var dropped = AlertRules.advance(open, roster, minute(30)).alert();

        assertThat(AlertRules.acknowledge(dropped, BOB, roster, minute(40))
                        .alert()
                        .status())
                .isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(AlertRules.resolve(dropped, ADMIN, minute(40)).alert().status())
                .isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void queued_and_resolved_alerts_refuse() {
        var queued = queued(DEVOPS);
        var open = AlertRules.route(queued, roster, START).alert();
        var resolved = AlertRules.resolve(open, ADMIN, minute(1)).alert();

        assertThatThrownBy(() -> AlertRules.resolve(queued, ADMIN, START)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> AlertRules.acknowledge(queued, ADMIN, roster, START))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> AlertRules.resolve(resolved, ADMIN, minute(2)))
                .isInstanceOf(Refused.class)
                .hasMessage("alert can't be resolved from the resolved state");
        var acknowledged =
                AlertRules.acknowledge(open, ADMIN, roster, minute(1)).alert();
        assertThatThrownBy(() -> AlertRules.acknowledge(acknowledged, ADMIN, roster, minute(2)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_handoff_opens_the_alert_again_without_a_second_open() {
        var open = AlertRules.route(queued(DEVOPS), roster, START).alert();
        var acknowledged =
                AlertRules.acknowledge(open, ALICE, roster, minute(1)).alert();

        var handed = AlertRules.handOff(acknowledged, DATA, ALICE, roster, minute(2));

        assertThat(handed.events()).containsExactly(AlertEvent.HANDOFF);
        assertThat(handed.alert().status()).isEqualTo(AlertStatus.OPEN);
        assertThat(handed.alert().content().destinations()).containsExactly(DEVOPS, DATA);
        assertThat(rung(handed.alert())).containsExactly("dora", "emil");
        var again = AlertRules.acknowledge(handed.alert(), new Actor("emil", false), roster, minute(3))
                .alert();
        assertThat(again.progress().acknowledgedAt()).contains(minute(1));
        assertThat(again.progress().handoffs().getFirst().acknowledgedAt()).contains(minute(3));
    }

    @Test
    void a_thousand_lives_keep_the_counts_that_pagertree_documents() {
        for (long seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            var lives = roster(random.nextInt(4));
            var now = START;
            var alert = queued(random.nextBoolean() ? new Destination[] {DEVOPS} : new Destination[] {DEVOPS, DATA});
            var events = new ArrayList<AlertEvent>();
            for (int step = 0; step < 30; step++) {
                now = now.plus(Duration.ofMinutes(random.nextInt(10)));
                var before = alert;
                var decision = step(random, alert, lives, now);
                events.addAll(decision.events());
                alert = decision.alert();
                assertThat(alert.updatedAt()).as("seed %d", seed).isAfterOrEqualTo(before.updatedAt());
                assertThat(alert.status() == AlertStatus.OPEN)
                        .as("seed %d: open is being rung, %s", seed, alert)
                        .isEqualTo(alert.nextDue().isPresent());
            }
            assertThat(events.stream().filter(AlertEvent.OPEN::equals).count())
                    .as("opened, seed %d", seed)
                    .isLessThanOrEqualTo(1);
            assertThat(events.stream().filter(AlertEvent.RESOLVED::equals).count())
                    .as("resolved, seed %d", seed)
                    .isLessThanOrEqualTo(1);
            assertThat(events.stream().filter(AlertEvent.DROPPED::equals).count())
                    .as("dropped, seed %d", seed)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static Decision step(Random random, Alert alert, Roster roster, Instant now) {
        var advanced = AlertRules.advance(alert, roster, now);
        var actor = List.of(ALICE, BOB, ADMIN, new Actor("dora", false)).get(random.nextInt(4));
        try {
            var decision = switch (random.nextInt(12)) {
                case 0, 1, 2 -> AlertRules.route(advanced.alert(), roster, now);
                case 3, 4 -> AlertRules.acknowledge(advanced.alert(), actor, roster, now);
                case 5, 6, 7 -> AlertRules.reject(advanced.alert(), actor, roster, now);
                case 8 -> AlertRules.resolve(advanced.alert(), actor, now);
                default -> new Decision(advanced.alert(), List.of());
            };
            return decision.after(advanced);
        } catch (Refused e) {
            return advanced;
        }
    }

    private static Alert queued(Destination... destinations) {
        var content = new Alert.Content(
                "title", Optional.empty(), Urgency.HIGH, List.of(), Map.of(), Optional.empty(), List.of(destinations));
        return Alert.created(Identity.random("alt", START), 1, "hub", content, START);
    }

    private static Roster roster(int repeats) {
        return new Roster(Map.of("devops", devops(repeats), "data", team("data", 0, layer(5, "dora", "emil"))));
    }

    private static Team devops(int repeats) {
        return team("devops", repeats, layer(5, "alice"), layer(10, "bob"), layer(15, "charlie"));
    }

    private static Team team(String id, int repeats, Layer... layers) {
        var members =
                Stream.of(layers).flatMap(layer -> layer.people().stream()).toList();
        return new Team(
                new Identity(id, "tem_" + id),
                1,
                id,
                "",
                members,
                List.of(),
                List.of(layers),
                repeats,
                false,
                START,
                START);
    }

    private static Layer layer(int minutes, String... people) {
        return new Layer(List.of(people), Duration.ofMinutes(minutes));
    }

    private static List<String> rung(Alert alert) {
        return alert.progress().watches().stream()
                .map(Watch::state)
                .filter(State.Ringing.class::isInstance)
                .flatMap(state -> ((State.Ringing) state).people().stream())
                .toList();
    }

    private static Instant minute(int count) {
        return START.plus(Duration.ofMinutes(count));
    }
}
