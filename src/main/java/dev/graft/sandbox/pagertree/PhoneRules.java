package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Watch.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which phone rings why: follows from the people, the teams' layers and the alerts alone.
final class PhoneRules {
    private static final Comparator<Phone.Call> MOST_PRESSING = Comparator.comparing(
                    (Phone.Call call) -> call.alert().content().urgency(), Comparator.reverseOrder())
            .thenComparing(Phone.Call::since)
            .thenComparingInt(call -> call.alert().tinyId());

    private static final Comparator<Phone.Held> LATEST = Comparator.comparing(Phone.Held::since)
            .thenComparingInt(held -> held.alert().tinyId())
            .reversed();

    private PhoneRules() {}

    /// In the order of the people.
    static List<Phone> phones(Collection<Person> people, Roster roster, Collection<Alert> alerts) {
        var ringing = new HashMap<String, List<Phone.Call>>();
        var held = new HashMap<String, List<Phone.Held>>();
        for (var alert : alerts) {
            for (var watch : alert.progress().watches()) {
                switch (watch.state()) {
                    case State.Ringing rings -> ring(ringing, alert, watch.destination(), rings, roster);
                    case State.Acknowledged(var by, var at) ->
                        held.computeIfAbsent(by, _ -> new ArrayList<>())
                                .add(new Phone.Held(alert, watch.destination(), at));
                    case State.Exhausted _ -> {}
                }
            }
        }
        return people.stream()
                .map(person -> {
                    var id = person.accountUser().id();
                    return new Phone(
                            person,
                            duties(id, roster),
                            ringing.getOrDefault(id, List.of()).stream()
                                    .sorted(MOST_PRESSING)
                                    .toList(),
                            held.getOrDefault(id, List.of()).stream()
                                    .sorted(LATEST)
                                    .toList());
                })
                .toList();
    }

    private static void ring(
            Map<String, List<Phone.Call>> ringing,
            Alert alert,
            Destination through,
            State.Ringing rings,
            Roster roster) {
        var layers = roster.layersOf(through);
        var timeout = rings.layer() < layers.size() ? layers.get(rings.layer()).timeout() : Duration.ZERO;
        var call = new Phone.Call(
                alert,
                through,
                rings.layer(),
                Math.max(layers.size(), rings.layer() + 1),
                rings.round(),
                since(alert, rings, timeout),
                rings.until());
        for (var person : rings.people()) {
            if (!rings.rejectedBy().contains(person)) {
                ringing.computeIfAbsent(person, _ -> new ArrayList<>()).add(call);
            }
        }
    }

    /// The layer's end less its length. A length that was changed meanwhile must not lead to before the
    /// alert.
    private static Instant since(Alert alert, State.Ringing rings, Duration timeout) {
        var since = rings.until().minus(timeout);
        boolean isPossible = !since.isBefore(alert.createdAt()) && !since.isAfter(alert.updatedAt());
        return isPossible ? since : alert.updatedAt();
    }

    private static List<Phone.Duty> duties(String person, Roster roster) {
        var duties = new ArrayList<Phone.Duty>();
        for (var team : roster.teams().values()) {
            var layers = team.layersOnCall();
            for (int layer = 0; layer < layers.size(); layer++) {
                if (layers.get(layer).people().contains(person)) {
                    duties.add(new Phone.Duty(team, layer));
                }
            }
        }
        return duties;
    }
}
