package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Watch.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The life of an alert: queued → open → acknowledged → resolved, or dropped when nobody is left to ring.
///
/// With several destinations an alert is acknowledged once all have acknowledged, although each acknowledgement is an
/// event of its own. Not documented, and decided here: when nobody rings any more, one acknowledgement among exhausted
/// destinations makes the alert acknowledged.
final class AlertRules {
    record Decision(Alert alert, List<AlertEvent> events) {
        Decision {
            events = List.copyOf(events);
        }

        Decision after(Decision earlier) {
            var all = new ArrayList<>(earlier.events);
            all.addAll(events);
            return new Decision(alert, all);
        }
    }

    private AlertRules() {}

    /// queued → open, and to dropped at once where nobody is on call. Routing again changes nothing.
    static Decision route(Alert alert, Roster roster, Instant now) {
        if (alert.status() != AlertStatus.QUEUED) {
            return new Decision(alert, List.of());
        }
        var watches = alert.content().destinations().stream()
                .map(destination -> new Watch(destination, ring(destination, 0, 0, roster, now)))
                .toList();
        var open = alert.with(alert.progress().with(AlertStatus.OPEN, watches), now);
        return settle(open, now).after(new Decision(open, List.of(AlertEvent.OPEN)));
    }

    /// Ends every layer whose time is up, each at its own time, however late we are asked.
    static Decision advance(Alert alert, Roster roster, Instant now) {
        var soFar = new Decision(alert, List.of());
        while (isDue(soFar.alert(), now)) {
            soFar = advanceOneStep(soFar.alert(), roster, now).after(soFar);
        }
        return soFar;
    }

    /// Ends the layers whose time is up first.
    static Decision advanceOneStep(Alert alert, Roster roster, Instant now) {
        if (!isDue(alert, now)) {
            return new Decision(alert, List.of());
        }
        var due = alert.nextDue().orElseThrow();
        var events = new ArrayList<AlertEvent>();
        var watches = replace(alert.progress().watches(), watch -> {
            if (watch.state() instanceof State.Ringing ringing
                    && !ringing.until().isAfter(due)) {
                events.add(AlertEvent.TIMEOUT);
                return watch.with(next(watch.destination(), ringing, roster, due));
            }
            return watch;
        });
        var changed = alert.with(alert.progress().with(AlertStatus.OPEN, watches), due);
        return settle(changed, due).after(new Decision(changed, events));
    }

    /// Ends the layer that a destination is at, before its time.
    static Decision timeOut(Alert alert, Destination destination, Roster roster, Instant now) {
        var rings = alert.progress().watches().stream()
                .anyMatch(watch -> watch.destination().equals(destination) && watch.state() instanceof State.Ringing);
        if (!rings) {
            throw new Refused("nobody is being rung there");
        }
        var watches = replace(
                alert.progress().watches(),
                watch -> watch.destination().equals(destination) && watch.state() instanceof State.Ringing ringing
                        ? watch.with(next(destination, ringing, roster, now))
                        : watch);
        var changed = alert.with(alert.progress().with(AlertStatus.OPEN, watches), now);
        return settle(changed, now).after(new Decision(changed, List.of(AlertEvent.TIMEOUT)));
    }

    /// For the destinations whose people the actor is one of; an admin who belongs to none acknowledges for all.
    static Decision acknowledge(Alert alert, Actor actor, Roster roster, Instant now) {
        mustBe(alert, "acknowledged", AlertStatus.OPEN, AlertStatus.DROPPED);
        var unanswered = alert.progress().watches().stream()
                .filter(watch -> !(watch.state() instanceof State.Acknowledged))
                .map(Watch::destination)
                .toList();
        var own = unanswered.stream()
                .filter(destination -> roster.isFor(destination, actor.person()))
                .toList();
        boolean belongs = alert.progress().watches().stream()
                .anyMatch(watch -> roster.isFor(watch.destination(), actor.person()));
        var meant = own.isEmpty() && actor.isAdmin() && !belongs ? unanswered : own;
        if (meant.isEmpty()) {
            throw new Refused("account user does not have an open workflow for this alert");
        }
        var watches = replace(
                alert.progress().watches(),
                watch -> meant.contains(watch.destination())
                        ? watch.with(new State.Acknowledged(actor.person(), now))
                        : watch);
        var handoffs = alert.progress().handoffs().stream()
                .map(handoff -> handoff.acknowledgedAt().isEmpty() && meant.contains(handoff.to())
                        ? new Alert.Handoff(handoff.to(), handoff.from(), handoff.at(), Optional.of(now))
                        : handoff)
                .toList();
        var progress = alert.progress()
                .with(AlertStatus.OPEN, watches)
                .acknowledged(actor.person(), now)
                .withHandoffs(handoffs);
        var settled = settle(alert.with(progress, now), now);
        return new Decision(settled.alert(), List.of(AlertEvent.ACKNOWLEDGED));
    }

    /// By a person who is being rung. When all of a layer have rejected, the layer ends at once.
    static Decision reject(Alert alert, Actor actor, Roster roster, Instant now) {
        var rings = alert.progress().watches().stream()
                .anyMatch(
                        watch -> watch.state() instanceof State.Ringing ringing && isOpenFor(ringing, actor.person()));
        if (!rings) {
            throw new Refused("account user does not have an open workflow for this alert");
        }
        var watches = replace(
                alert.progress().watches(),
                watch -> watch.state() instanceof State.Ringing ringing && isOpenFor(ringing, actor.person())
                        ? watch.with(rejected(watch.destination(), ringing, actor.person(), roster, now))
                        : watch);
        var changed = alert.with(alert.progress().with(AlertStatus.OPEN, watches), now);
        return settle(changed, now).after(new Decision(changed, List.of(AlertEvent.REJECTED)));
    }

    static Decision resolve(Alert alert, Actor actor, Instant now) {
        mustBe(alert, "resolved", AlertStatus.OPEN, AlertStatus.DROPPED, AlertStatus.ACKNOWLEDGED);
        return new Decision(
                alert.with(alert.progress().resolved(actor.person(), now), now), List.of(AlertEvent.RESOLVED));
    }

    /// Starts over with another destination. The alert is open again; no second `alert.open` tells so.
    static Decision handOff(Alert alert, Destination to, Actor actor, Roster roster, Instant now) {
        mustBe(alert, "handed off", AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED);
        var handoffs = new ArrayList<>(alert.progress().handoffs());
        handoffs.add(new Alert.Handoff(to, actor.person(), now, Optional.empty()));
        var progress = alert.progress()
                .with(AlertStatus.OPEN, List.of(new Watch(to, ring(to, 0, 0, roster, now))))
                .withHandoffs(handoffs);
        var destinations = new ArrayList<>(alert.content().destinations());
        if (!destinations.contains(to)) {
            destinations.add(to);
        }
        var changed = alert.with(progress, now).with(alert.content().withDestinations(destinations), now);
        return settle(changed, now).after(new Decision(changed, List.of(AlertEvent.HANDOFF)));
    }

    private static boolean isDue(Alert alert, Instant now) {
        return alert.nextDue().filter(due -> !due.isAfter(now)).isPresent();
    }

    /// The status that the watches add up to.
    private static Decision settle(Alert alert, Instant now) {
        var watches = alert.progress().watches();
        if (watches.stream().anyMatch(watch -> watch.state() instanceof State.Ringing)) {
            return new Decision(alert, List.of());
        }
        boolean isAnswered = watches.stream().anyMatch(watch -> watch.state() instanceof State.Acknowledged);
        var status = isAnswered ? AlertStatus.ACKNOWLEDGED : AlertStatus.DROPPED;
        return new Decision(
                alert.with(alert.progress().with(status, watches), now),
                isAnswered ? List.of() : List.of(AlertEvent.DROPPED));
    }

    private static State rejected(
            Destination destination, State.Ringing ringing, String person, Roster roster, Instant now) {
        var after = ringing.withRejection(person);
        return after.rejectedBy().containsAll(after.people()) ? next(destination, ringing, roster, now) : after;
    }

    private static State next(Destination destination, State.Ringing ended, Roster roster, Instant now) {
        if (ended.layer() + 1 < roster.layersOf(destination).size()) {
            return ring(destination, ended.layer() + 1, ended.round(), roster, now);
        }
        return ended.round() < roster.repeatsOf(destination)
                ? ring(destination, 0, ended.round() + 1, roster, now)
                : new State.Exhausted(now);
    }

    private static State ring(Destination destination, int layer, int round, Roster roster, Instant now) {
        var layers = roster.layersOf(destination);
        if (layer >= layers.size()) {
            return new State.Exhausted(now);
        }
        var due = layers.get(layer);
        return new State.Ringing(layer, round, now.plus(due.timeout()), due.people(), List.of());
    }

    private static boolean isOpenFor(State.Ringing ringing, String person) {
        return ringing.people().contains(person) && !ringing.rejectedBy().contains(person);
    }

    private static List<Watch> replace(List<Watch> watches, UnaryOperator<Watch> change) {
        return watches.stream().map(change).toList();
    }

    private static void mustBe(Alert alert, String deed, AlertStatus... allowed) {
        if (!List.of(allowed).contains(alert.status())) {
            throw new Refused(
                    "alert can't be " + deed + " from the " + alert.status().word() + " state");
        }
    }
}
