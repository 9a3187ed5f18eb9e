package dev.graft.sandbox.pagertree;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A story that plays itself: timed steps, told in the order of their times.
///
/// @param shows what somebody who watches will see, in one sentence
record Scenario(String name, String shows, List<Step> steps) {
    Scenario {
        steps = steps.stream().sorted(Comparator.comparing(Step::after)).toList();
    }

    /// @param after counted from the start
    record Step(Duration after, Deed deed) {}

    /// What happens in a step. Alerts go by a name that means something within the scenario alone.
    ///
    /// A deed by a person on call is done by whoever is being rung at that moment; one that the alert no
    /// longer allows, because somebody who watched was faster, is left out.
    sealed interface Deed {
        /// @param thirdpartyId what the source calls the thing that is wrong
        record Open(Wrong wrong, Urgency urgency, String team, Optional<String> thirdpartyId) implements Deed {}

        record Acknowledge(String alert) implements Deed {}

        record Reject(String alert) implements Deed {}

        /// The layer that is being rung ends, before its time.
        record TimeOut(String alert) implements Deed {}

        record HandOff(String alert, String team) implements Deed {}

        record Comment(String alert, String words) implements Deed {}

        record Resolve(String alert) implements Deed {}

        /// As if no shift of the team covered the moment; undone at the end, and also when the scenario is
        /// stopped.
        record TakeOffCall(String team) implements Deed {}

        record PutBackOnCall(String team) implements Deed {}
    }

    /// @param alert its name within the scenario
    record Wrong(String alert, String title, String description) {}

    /// From the first step to the last.
    Duration length() {
        return steps.getLast().after();
    }

    /// The teams without which it cannot be played.
    Set<String> teams() {
        return steps.stream()
                .flatMap(step -> switch (step.deed()) {
                    case Deed.Open open -> Stream.of(open.team());
                    case Deed.HandOff handOff -> Stream.of(handOff.team());
                    case Deed.TakeOffCall(var team) -> Stream.of(team);
                    case Deed.PutBackOnCall(var team) -> Stream.of(team);
                    case Deed.Acknowledge _, Deed.Reject _, Deed.TimeOut _, Deed.Comment _, Deed.Resolve _ ->
                        Stream.of();
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
