package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertDecision.Rekeying;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The recorded transitions of an alert, for one decision: which keys are taken, and what has run.
final class Ledger {
    private final Map<TransitionKey, RecordedTransition> taken = new LinkedHashMap<>();

    /// What was withdrawn has freed its key.
    Ledger(List<RecordedTransition> recorded) {
        for (var transition : recorded) {
            if (transition.disposition() != Disposition.WITHDRAWN) {
                taken.put(transition.key(), transition);
            }
        }
    }

    boolean has(TransitionKey key) {
        return taken.containsKey(key);
    }

    Optional<RecordedTransition> find(TransitionKey key) {
        return Optional.ofNullable(taken.get(key));
    }

    /// What waits for a poll.
    List<RecordedTransition> waiting() {
        return taken.values().stream()
                .filter(transition -> transition.disposition() == Disposition.AWAITING_POLL)
                .toList();
    }

    /// Moves what was recorded before anybody knew when the alert was created to the creation to which its report
    /// belongs now; where the report has left the fold (an act), to the current one.
    List<Rekeying> rekey(Walk walk, Epoch current) {
        var rekeyed = new ArrayList<Rekeying>();
        if (current.created().isEmpty()) {
            return rekeyed;
        }
        for (var transition : List.copyOf(taken.values())) {
            var from = transition.key();
            if (from.epoch().created().isEmpty()) {
                var home = walk.findPlace(transition.report())
                        .map(Walk.Place::epoch)
                        .orElse(current);
                var to = from.in(new Epoch(home.created(), from.epoch().reopening()));
                taken.remove(from);
                taken.put(to, transition.under(to));
                rekeyed.add(new Rekeying(from, to));
            }
        }
        return rekeyed;
    }

    /// Frees the keys of what was caused by acts that are no longer in the fold, unless somebody else's word has
    /// brought the alert there too.
    List<TransitionKey> withdraw(Collection<AlertReport> reports, Walk walk) {
        var gone = new HashSet<Digest>();
        for (var report : reports) {
            if (report instanceof AlertReport.Acted
                    && walk.findPlace(report.digest()).isEmpty()) {
                gone.add(report.digest());
            }
        }
        var withdrawn = new ArrayList<TransitionKey>();
        for (var transition : taken.values()) {
            if (gone.contains(transition.report()) && !walk.reaches(transition.key())) {
                withdrawn.add(transition.key());
            }
        }
        taken.keySet().removeAll(withdrawn);
        return withdrawn;
    }

    /// Whether the same news already ran under another key: a round or an epoch in which its report stood before we
    /// knew better. A creation already ran when any report of its epoch ran one.
    boolean hasRun(TransitionKey news, Digest report, Walk walk) {
        for (var transition : taken.values()) {
            if (transition.hasRun() && transition.key().isSameNewsAs(news)) {
                var isIt = news instanceof TransitionKey.Created
                        ? standsIn(news.epoch(), transition.report(), walk)
                        : transition.report().equals(report);
                if (isIt && hasTheSameLife(transition, news, walk)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean standsIn(Epoch epoch, Digest report, Walk walk) {
        return walk.findPlace(report)
                .filter(place -> place.epoch().equals(epoch))
                .isPresent();
    }

    /// An untimed report goes to whatever creation is the newest; what it ran in an older one was not about this one.
    private static boolean hasTheSameLife(RecordedTransition ran, TransitionKey news, Walk walk) {
        return ran.key().epoch().created().equals(news.epoch().created())
                || walk.findPlace(ran.report()).flatMap(Walk.Place::time).isPresent();
    }

    /// Whether a place lies before that of a transition recorded in its epoch. One that waits for a poll does not
    /// count: nothing is decided about it yet.
    boolean hasLaterThan(Walk.Place place, Walk walk) {
        for (var transition : taken.values()) {
            if (transition.key() instanceof TransitionKey.Reached
                    && transition.disposition() != Disposition.AWAITING_POLL
                    && walk.findPlace(transition.report())
                            .filter(recorded -> recorded.epoch().equals(place.epoch()))
                            .filter(recorded -> recorded.position() > place.position())
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    boolean hasRunCreation(Epoch epoch) {
        return find(new TransitionKey.Created(epoch))
                .filter(RecordedTransition::hasRun)
                .isPresent();
    }

    /// Whether a transition into triggered or dropped has run in the epoch.
    boolean hasRunCall(Epoch epoch) {
        for (var transition : taken.values()) {
            if (transition.hasRun()
                    && transition.key() instanceof TransitionKey.Reached reached
                    && reached.epoch().equals(epoch)
                    && reached.toState().isUnanswered()) {
                return true;
            }
        }
        return false;
    }
}
