package dev.graft.sandbox.pagertree;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The door to the scenarios: lists them, starts them, stops them. Each plays at most once at a time;
/// different ones may play together. A restart of the sandbox forgets what was playing, and keeps the alerts.
final class Scenarios implements AutoCloseable {
    /// @param stepsDone of the scenario's steps
    record Progress(Instant startedAt, int stepsDone) {}

    private final Alerts alerts;
    private final Directory directory;
    private final Agenda agenda;
    private final Clock clock;
    private final Map<String, ScenarioPlay> playing = new ConcurrentHashMap<>();

    Scenarios(Alerts alerts, Directory directory, Agenda agenda, Clock clock) {
        this.alerts = alerts;
        this.directory = directory;
        this.agenda = agenda;
        this.clock = clock;
    }

    /// One that plays already goes on as it is. A name that is not there, or a team that the scenario needs
    /// and the account has no longer, is a problem in words, and nothing starts.
    Scenario start(String name) {
        var scenario = get(name);
        mustHaveTeams(scenario);
        var play = new ScenarioPlay(scenario, alerts, directory, agenda, clock, () -> playing.remove(name));
        if (playing.putIfAbsent(name, play) == null) {
            play.begin();
        }
        return scenario;
    }

    /// Its alerts stay as they are. One that does not play is left alone.
    Scenario stop(String name) {
        var scenario = get(name);
        Optional.ofNullable(playing.get(name)).ifPresent(ScenarioPlay::end);
        return scenario;
    }

    void stopAll() {
        List.copyOf(playing.values()).forEach(ScenarioPlay::end);
    }

    Optional<Progress> findProgress(Scenario scenario) {
        return Optional.ofNullable(playing.get(scenario.name()))
                .map(play -> new Progress(play.startedAt(), play.stepsDone()));
    }

    @Override
    public void close() {
        stopAll();
    }

    private static Scenario get(String name) {
        return ScenarioScripts.find(name)
                .orElseThrow(() -> new ApiProblem(404, List.of(ScenarioScripts.refusal(name))));
    }

    private void mustHaveTeams(Scenario scenario) {
        var known = directory.teams().stream().map(Team::name).toList();
        var missing = scenario.teams().stream()
                .filter(team -> !known.contains(team))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw ApiProblem.invalid("the scenario needs teams that are not there: " + String.join(", ", missing));
        }
    }
}
