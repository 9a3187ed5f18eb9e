package dev.graft.domain.alert;

import java.util.List;

/// What follows from new reports about an alert. The store carries it out in this order: re-key, withdraw, record.
///
/// @param folded how the alert stands now
/// @param toRecord what to keep under its key. Most keys are new; a transition that stands there already (it was
///     withdrawn, or late, or waited for a poll) gives way
/// @param rekeyed recorded under a provisional epoch, which now has a creation: the same transition under its real
///     key. It does not fire again
/// @param withdrawn caused by an act that is no longer in the fold: to be marked `WITHDRAWN`; the key is free again
/// @param facts for the journal
record AlertDecision(
        Folded folded,
        List<RecordedTransition> toRecord,
        List<Rekeying> rekeyed,
        List<TransitionKey> withdrawn,
        List<AlertFact> facts) {
    AlertDecision {
        toRecord = List.copyOf(toRecord);
        rekeyed = List.copyOf(rekeyed);
        withdrawn = List.copyOf(withdrawn);
        facts = List.copyOf(facts);
    }

    record Rekeying(TransitionKey from, TransitionKey to) {}
}
