package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhoneRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final SampleAccount account = SampleAccount.of("phones");
    private final Roster roster = roster();
    private int lastTinyId;

    @Test
    void a_phone_rings_for_those_in_the_layer_and_for_nobody_else() {
        var alert = routed(Urgency.HIGH, NOON, "Platform");

        assertThat(ringing(alert)).containsExactly("Chloe Martin", "Dmitri Petrov");
        var call = phone("Chloe Martin", alert).ringing().getFirst();
        assertThat(call.layer()).isZero();
        assertThat(call.layers()).isEqualTo(2);
        assertThat(call.since()).isEqualTo(NOON);
        assertThat(call.until()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_phone_that_was_rejected_on_is_quiet_while_the_other_rings_on() {
        var alert = routed(Urgency.HIGH, NOON, "Platform");

        var rejected = AlertRules.reject(alert, actor("Chloe Martin"), roster, NOON.plusSeconds(3));

        assertThat(ringing(rejected.alert())).containsExactly("Dmitri Petrov");
    }

    @Test
    void the_next_layer_rings_since_the_last_one_ended() {
        var alert = routed(Urgency.HIGH, NOON, "Checkout");
        var later = NOON.plus(Duration.ofMinutes(7));

        var escalated = AlertRules.advance(alert, roster, later).alert();

        assertThat(ringing(escalated)).containsExactly("Ben Okafor");
        var call = phone("Ben Okafor", escalated).ringing().getFirst();
        assertThat(call.layer()).isEqualTo(1);
        assertThat(call.since()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    }

    @Test
    void who_acknowledged_holds_it_until_it_is_resolved() {
        var alert = routed(Urgency.HIGH, NOON, "Checkout");

        var acknowledged = AlertRules.acknowledge(alert, actor("Ana Alvarez"), roster, NOON.plusSeconds(3))
                .alert();
        var resolved = AlertRules.resolve(acknowledged, actor("Olivia Berg"), NOON.plusSeconds(9))
                .alert();

        assertThat(ringing(acknowledged)).isEmpty();
        assertThat(phone("Ana Alvarez", acknowledged).held())
                .singleElement()
                .satisfies(held -> assertThat(held.since()).isEqualTo(NOON.plusSeconds(3)));
        assertThat(phone("Ana Alvarez", resolved).held()).isEmpty();
    }

    @Test
    void the_most_urgent_comes_first_and_of_equals_the_one_that_rings_longest() {
        var low = routed(Urgency.LOW, NOON, "Checkout");
        var young = routed(Urgency.CRITICAL, NOON.plusSeconds(9), "Checkout");
        var old = routed(Urgency.CRITICAL, NOON.plusSeconds(4), "Checkout");

        assertThat(phone("Ana Alvarez", low, young, old).ringing().stream().map(Phone.Call::alert))
                .containsExactly(old, young, low);
    }

    @Test
    void duties_name_the_teams_and_layers_a_person_is_on_call_for() {
        assertThat(phone("Ben Okafor").duties())
                .extracting(duty -> duty.team().name() + " " + duty.layer())
                .containsExactly("Checkout 1", "Support 0");
        assertThat(phone("Olivia Berg").isOnCall()).isFalse();
    }

    @Test
    void a_layer_whose_length_was_changed_meanwhile_never_rings_since_before_the_alert() {
        var alert = routed(Urgency.HIGH, NOON, "Checkout");
        var checkout = team("Checkout");
        var longer = checkout.layers().stream()
                .map(layer -> new Layer(layer.people(), Duration.ofHours(2)))
                .toList();
        var changed = new Roster(Map.of(
                checkout.identity().id(),
                new Team(
                        checkout.identity(),
                        1,
                        "Checkout",
                        "",
                        checkout.members(),
                        checkout.admins(),
                        longer,
                        0,
                        false,
                        NOON,
                        NOON)));

        var phones = PhoneRules.phones(account.people(), changed, List.of(alert));

        assertThat(phones.stream().flatMap(phone -> phone.ringing().stream()).map(Phone.Call::since))
                .containsExactly(NOON);
    }

    private List<String> ringing(Alert alert) {
        return PhoneRules.phones(account.people(), roster, List.of(alert)).stream()
                .filter(Phone::rings)
                .map(phone -> phone.person().name())
                .toList();
    }

    private Phone phone(String name, Alert... alerts) {
        return PhoneRules.phones(account.people(), roster, List.of(alerts)).stream()
                .filter(phone -> phone.person().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Alert routed(Urgency urgency, Instant at, String team) {
        var content = new Alert.Content(
                "Latency",
                Optional.empty(),
                urgency,
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(Destination.team(team(team).identity().id())));
        var alert = Alert.created(Identity.random("alt", at), ++lastTinyId, "source", content, at);
        return AlertRules.route(alert, roster, at).alert();
    }

    private Actor actor(String name) {
        return account.people().stream()
                .filter(person -> person.name().equals(name))
                .map(person -> new Actor(person.accountUser().id(), person.isAdmin()))
                .findFirst()
                .orElseThrow();
    }

    private Team team(String name) {
        return account.teams().stream()
                .filter(team -> team.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Roster roster() {
        var teams = new LinkedHashMap<String, Team>();
        account.teams().forEach(team -> teams.put(team.identity().id(), team));
        return new Roster(teams);
    }
}
