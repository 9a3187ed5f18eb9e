package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Scenario.Deed;
import dev.graft.sandbox.pagertree.Watch.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One scenario at play. One step at a time, each at its time by the sandbox's clock; after the end nothing
/// is left of it but its alerts.
final class ScenarioPlay {
    /// An alert that is still queued is waited for this long and often; then its step is left out.
    private static final Duration ROUTING_WAIT = Duration.ofMillis(50);

    private static final int MAX_ROUTING_WAITS = 20;

    private final Scenario scenario;
    private final Instant startedAt;
    private final Alerts alerts;
    private final Directory directory;
    private final Agenda agenda;
    private final Clock clock;
    private final Runnable whenOver;

    private final Map<String, String> alertIds = new HashMap<>();
    private final Set<String> teamsOffCall = new HashSet<>();
    private int stepsDone;
    private int routingWaits;
    private boolean isOver;

    ScenarioPlay(Scenario scenario, Alerts alerts, Directory directory, Agenda agenda, Clock clock, Runnable whenOver) {
        this.scenario = scenario;
        this.alerts = alerts;
        this.directory = directory;
        this.agenda = agenda;
        this.clock = clock;
        this.whenOver = whenOver;
        startedAt = Timestamps.toMillis(clock.instant());
    }

    void begin() {
        agenda.at(startedAt, this::doNextStep);
    }

    /// Takes everything back that is no alert. A second time is harmless.
    synchronized void end() {
        if (!isOver) {
            isOver = true;
            Set.copyOf(teamsOffCall).forEach(this::putBackOnCall);
            whenOver.run();
        }
    }

    Instant startedAt() {
        return startedAt;
    }

    synchronized int stepsDone() {
        return stepsDone;
    }

    private synchronized void doNextStep() {
        if (isOver) {
            return;
        }
        var deed = scenario.steps().get(stepsDone).deed();
        if (mustWaitFor(deed)) {
            agenda.at(clock.instant().plus(ROUTING_WAIT), this::doNextStep);
            return;
        }
        stepsDone++;
        routingWaits = 0;
        try {
            carryOut(deed);
        } catch (Refused somebodyWasFaster) {
            // The story goes on with what it finds.
        } finally {
            planNextStep();
        }
    }

    /// Never earlier than now, so that what this step set going is done first even when the clock has jumped.
    private void planNextStep() {
        if (stepsDone == scenario.steps().size()) {
            end();
            return;
        }
        var due = startedAt.plus(scenario.steps().get(stepsDone).after());
        var now = clock.instant();
        agenda.at(due.isAfter(now) ? due : now, this::doNextStep);
    }

    private boolean mustWaitFor(Deed deed) {
        boolean isQueued =
                find(deed).filter(alert -> alert.status() == AlertStatus.QUEUED).isPresent();
        return isQueued && ++routingWaits <= MAX_ROUTING_WAITS;
    }

    private Optional<Alert> find(Deed deed) {
        return switch (deed) {
            case Deed.Acknowledge(var alert) -> find(alert);
            case Deed.Reject(var alert) -> find(alert);
            case Deed.TimeOut(var alert) -> find(alert);
            case Deed.HandOff handOff -> find(handOff.alert());
            case Deed.Comment comment -> find(comment.alert());
            case Deed.Resolve(var alert) -> find(alert);
            case Deed.Open _, Deed.TakeOffCall _, Deed.PutBackOnCall _ -> Optional.empty();
        };
    }

    private void carryOut(Deed deed) {
        var alert = find(deed);
        switch (deed) {
            case Deed.Open open -> open(open);
            case Deed.Acknowledge _ ->
                alert.ifPresent(
                        one -> rungPerson(one).ifPresent(by -> alerts.acknowledge(one, by, Alerts.Telling.SOON)));
            case Deed.Reject _ ->
                alert.ifPresent(one -> rungPerson(one).ifPresent(by -> alerts.reject(one, by, Alerts.Telling.SOON)));
            case Deed.TimeOut _ ->
                alert.ifPresent(one -> rung(one).ifPresent(watch -> alerts.timeOut(one, watch.destination())));
            case Deed.HandOff handOff ->
                alert.ifPresent(one -> findTeam(handOff.team())
                        .ifPresent(to -> alerts.handOff(
                                one, Destination.team(to.identity().id()), responder(one))));
            case Deed.Comment comment -> alert.ifPresent(one -> alerts.comment(one, responder(one), comment.words()));
            case Deed.Resolve _ -> alert.ifPresent(one -> alerts.resolve(one, owner(), Alerts.Telling.SOON));
            case Deed.TakeOffCall(var team) -> takeOffCall(team);
            case Deed.PutBackOnCall(var team) -> putBackOnCall(team);
        }
    }

    private void open(Deed.Open open) {
        findTeam(open.team()).ifPresent(team -> {
            var content = new Alert.Content(
                    open.wrong().title(),
                    Optional.of(open.wrong().description()),
                    open.urgency(),
                    List.of("scenario:" + scenario.name()),
                    Map.of(),
                    open.thirdpartyId(),
                    List.of(Destination.team(team.identity().id())));
            var alert = alerts.create(content, owner(), Alerts.Telling.SOON);
            alertIds.put(open.wrong().alert(), alert.identity().id());
        });
    }

    /// A team that somebody else has taken off call stays so afterwards.
    private void takeOffCall(String name) {
        findTeam(name).filter(team -> !team.isNobodyOnCall()).ifPresent(team -> {
            directory.put(team.withNobodyOnCall(true, Timestamps.toMillis(clock.instant())));
            teamsOffCall.add(name);
        });
    }

    private void putBackOnCall(String name) {
        if (teamsOffCall.remove(name)) {
            findTeam(name)
                    .ifPresent(
                            team -> directory.put(team.withNobodyOnCall(false, Timestamps.toMillis(clock.instant()))));
        }
    }

    private Optional<Alert> find(String alert) {
        return Optional.ofNullable(alertIds.get(alert)).flatMap(alerts::find);
    }

    private Optional<Team> findTeam(String name) {
        return directory.teams().stream()
                .filter(team -> team.name().equals(name))
                .findFirst();
    }

    private static Optional<Watch> rung(Alert alert) {
        return alert.progress().watches().stream()
                .filter(watch -> watch.state() instanceof State.Ringing)
                .findFirst();
    }

    private Optional<Actor> rungPerson(Alert alert) {
        return rung(alert)
                .map(watch -> (State.Ringing) watch.state())
                .flatMap(ringing -> ringing.people().stream()
                        .filter(person -> !ringing.rejectedBy().contains(person))
                        .findFirst()
                        .flatMap(this::actor));
    }

    /// Whoever has it in hand: acknowledged it, or is being rung.
    private Actor responder(Alert alert) {
        return alert.progress()
                .acknowledgedBy()
                .flatMap(this::actor)
                .or(() -> rungPerson(alert))
                .orElseGet(this::owner);
    }

    private Optional<Actor> actor(String person) {
        return directory
                .findPerson(person)
                .map(one -> new Actor(one.accountUser().id(), one.isAdmin()));
    }

    private Actor owner() {
        return new Actor(directory.people().iterator().next().accountUser().id(), true);
    }
}
