package dev.graft.sandbox.pagertree;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The teams at one moment: all that the rules of escalation need to know.
record Roster(Map<String, Team> teams) {
    /// A person who is addressed directly has this long; PagerTree's own number is not documented.
    private static final Duration PERSONAL_TIMEOUT = Duration.ofMinutes(15);

    List<Layer> layersOf(Destination destination) {
        return switch (destination.kind()) {
            case TEAM -> {
                var team = teams.get(destination.id());
                yield team == null ? List.of() : team.layersOnCall();
            }
            case PERSON -> List.of(new Layer(List.of(destination.id()), PERSONAL_TIMEOUT));
        };
    }

    int repeatsOf(Destination destination) {
        var team = teams.get(destination.id());
        return team == null ? 0 : team.repeats();
    }

    boolean isFor(Destination destination, String person) {
        var team = teams.get(destination.id());
        return destination.id().equals(person) || (team != null && team.has(person));
    }
}
