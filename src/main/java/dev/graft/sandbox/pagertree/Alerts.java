package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.AlertRules.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The door to alerts: decides by `AlertRules`, keeps the result, and tells the integrations.
final class Alerts {
    /// How the webhooks of one call go out.
    enum Telling {
        SOON,
        SOON_AND_TWICE,
        /// Before the call returns.
        FIRST,
        NEVER,
        /// After `Faults.LAG`, with the state of now.
        LATE,
        /// After `Faults.LAG`, the last first, each with the state of its event.
        REVERSED,
        /// `data` is null.
        WITHOUT_DATA
    }

    private final AlertShelf shelf;
    private final Directory directory;
    private final Webhooks webhooks;
    private final Agenda agenda;
    private final Clock clock;
    private final Faults faults;

    Alerts(AlertShelf shelf, Directory directory, Webhooks webhooks, Agenda agenda, Clock clock, Faults faults) {
        this.shelf = shelf;
        this.directory = directory;
        this.webhooks = webhooks;
        this.agenda = agenda;
        this.clock = clock;
        this.faults = faults;
    }

    /// Takes up what a former process left: unrouted alerts and layers that were being rung.
    void resume() {
        for (var alert : shelf.all()) {
            if (alert.status() == AlertStatus.QUEUED) {
                agenda.at(alert.updatedAt(), () -> route(alert.identity().id(), Telling.SOON));
            }
            scheduleNextLayer(alert);
        }
    }

    Collection<Alert> all() {
        return shelf.all();
    }

    List<Alert> findByThirdpartyId(String thirdpartyId) {
        return shelf.findByThirdpartyId(thirdpartyId);
    }

    Optional<Alert> find(String anyId) {
        return shelf.find(anyId);
    }

    /// The answer is still queued; routing follows at once, but not before the call returns (unless told first).
    Alert create(Alert.Content content, Actor actor, Telling telling) {
        return create(content, actor, telling, Duration.ZERO);
    }

    /// @param routedAfter how long it stays queued
    Alert create(Alert.Content content, Actor actor, Telling telling, Duration routedAfter) {
        var now = now();
        var alert = Alert.created(Identity.random("alt", now), shelf.nextTinyId(), actor.person(), content, now);
        shelf.add(alert);
        tell(new Decision(alert, List.of(AlertEvent.CREATED)), telling);
        if (telling == Telling.FIRST && routedAfter.isZero()) {
            route(alert.identity().id(), telling);
        } else {
            agenda.at(now.plus(routedAfter), () -> route(alert.identity().id(), telling));
        }
        return alert;
    }

    /// New words for an alert. Its destinations stay: what changing them would do is not documented.
    Alert update(Alert alert, Alert.Content content, Telling telling) {
        return change(alert, telling, (current, now) -> new Decision(current.with(content, now), List.of()));
    }

    Alert acknowledge(Alert alert, Actor actor, Telling telling) {
        return change(
                alert, telling, (current, now) -> AlertRules.acknowledge(current, actor, directory.roster(), now));
    }

    Alert reject(Alert alert, Actor actor, Telling telling) {
        return change(alert, telling, (current, now) -> AlertRules.reject(current, actor, directory.roster(), now));
    }

    Alert resolve(Alert alert, Actor actor, Telling telling) {
        return change(alert, telling, (current, now) -> AlertRules.resolve(current, actor, now));
    }

    Alert timeOut(Alert alert, Destination destination) {
        return change(
                alert,
                Telling.SOON,
                (current, now) -> AlertRules.timeOut(current, destination, directory.roster(), now));
    }

    Alert handOff(Alert alert, Destination to, Actor actor) {
        return change(
                alert, Telling.SOON, (current, now) -> AlertRules.handOff(current, to, actor, directory.roster(), now));
    }

    void delete(Alert alert) {
        shelf.remove(alert);
    }

    List<Comment> comments(Alert alert) {
        return shelf.comments(alert);
    }

    Comment comment(Alert alert, Actor actor, String body) {
        var now = now();
        var comment = new Comment(Identity.random("com", now), alert.identity().id(), actor.person(), body, now);
        shelf.add(comment);
        return comment;
    }

    private Alert change(Alert alert, Telling telling, BiFunction<Alert, Instant, Decision> decide) {
        var now = now();
        var decision = shelf.change(alert.identity().id(), current -> {
            var advanced = AlertRules.advance(current, directory.roster(), now);
            return decide.apply(advanced.alert(), now).after(advanced);
        });
        decision.ifPresent(made -> {
            tell(made, telling);
            scheduleNextLayer(made.alert());
        });
        return decision.map(Decision::alert).orElse(alert);
    }

    private void route(String id, Telling telling) {
        shelf.change(id, alert -> AlertRules.route(alert, directory.roster(), now()))
                .ifPresent(routed -> {
                    tell(routed, telling);
                    scheduleNextLayer(routed.alert());
                });
    }

    private void endLayer(String id) {
        shelf.change(id, alert -> AlertRules.advanceOneStep(alert, directory.roster(), now()))
                .ifPresent(stepped -> {
                    tell(stepped, Telling.SOON);
                    scheduleNextLayer(stepped.alert());
                });
    }

    /// Asked for more often than needed, and harmless: a layer whose time is not up is left alone.
    private void scheduleNextLayer(Alert alert) {
        alert.nextDue()
                .ifPresent(due -> agenda.at(due, () -> endLayer(alert.identity().id())));
    }

    private void tell(Decision decision, Telling asked) {
        for (var event : decision.events()) {
            var telling = asked == Telling.SOON ? faults.telling(Faults.Call.NONE) : asked;
            switch (telling) {
                case SOON -> webhooks.announce(event, decision.alert(), false);
                case SOON_AND_TWICE -> webhooks.announce(event, decision.alert(), true);
                case FIRST -> webhooks.deliverNow(event, decision.alert());
                case LATE -> webhooks.announceLate(event, decision.alert(), Faults.LAG);
                case REVERSED -> webhooks.announceReversed(event, decision.alert(), Faults.LAG);
                case WITHOUT_DATA -> webhooks.announceWithoutData(event, decision.alert());
                case NEVER -> {}
            }
        }
    }

    private Instant now() {
        return Timestamps.toMillis(clock.instant());
    }
}
