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

    /// Moves what was recorded before anybody knew when the alert was created to the epoch in which its report
    /// stands now; where the report has left the fold (an act), to the current creation. A key that is taken
    /// already stays as it is.
    List<Rekeying> rekey(Walk walk, Epoch current) {
        var rekeyed = new ArrayList<Rekeying>();
        if (current.created().isEmpty()) {
            return rekeyed;
        }
        for (var transition : List.copyOf(taken.values())) {
            var from = transition.key();
            if (from.epoch().created().isPresent()) {
                continue;
            }
            var to = from.in(walk.findPlace(transition.report())
                    .map(Walk.Place::epoch)
                    .orElse(new Epoch(current.created(), from.epoch().reopening())));
            if (!has(to)) {
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

    /// Whether the report already ran the same news under another key: a round or an epoch that it was in before we
    /// knew better.
    boolean hasRun(TransitionKey news, Digest report) {
        for (var transition : taken.values()) {
            if (transition.report().equals(report)
                    && transition.hasRun()
                    && transition.key().isSameNewsAs(news)) {
                return true;
            }
        }
        return false;
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
