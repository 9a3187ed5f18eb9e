package dev.graft.domain.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a set of reports means. A pure function of the set: the order in which the reports came, and repeats of them,
/// make no difference.
///
/// @param epoch the current epoch
/// @param round the current round of it
/// @param steps every transition of every epoch, in the order of the walk (older epochs first); a key may be reached
///     several times and stands here for the first time only
/// @param silenced every report of the current epoch that speaks says that the partner pages nobody
/// @param silencedNow the last report of the current epoch that speaks says so
/// @param unexpected reports that contradict what absorbs them (a poll that says *open* after an untimed resolve, an
///     *open* of later time after a resolve): shown to people, change nothing
/// @param pending acts in the current epoch that nobody has settled yet
/// @param details the last word on each field, of the current epoch
public record Folded(
        Epoch epoch,
        int round,
        AlertState state,
        List<Step> steps,
        boolean silenced,
        boolean silencedNow,
        Set<Digest> unexpected,
        Set<ActId> pending,
        AlertDetails details) {
    public Folded {
        steps = List.copyOf(steps);
        unexpected = Set.copyOf(unexpected);
        pending = Set.copyOf(pending);
    }

    /// The transition that brought the alert to where it stands.
    public TransitionKey.Reached standing() {
        return new TransitionKey.Reached(epoch, round, state);
    }

    /// Somebody ought to come: the alert is open and unanswered, and something that the partner said about it does not
    /// say that it pages nobody.
    public boolean isCalling() {
        return state.isUnanswered() && !silenced;
    }

    /// One transition on the walk.
    ///
    /// @param report the report that brought the alert here
    /// @param time the report's time, where it has one that can be believed
    public record Step(TransitionKey key, Digest report, Optional<Instant> time) {}
}
