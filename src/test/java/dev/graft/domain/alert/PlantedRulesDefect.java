package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertFact.PollWanted;
import dev.graft.domain.alert.AlertFact.Transitioned;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/// Rules that decide one thing wrong, so that it can be seen that the hub's promises notice.
enum PlantedRulesDefect implements HubInMemory.Rules {
    LOSES_A_TRANSITION("every step of the fold is recorded") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            var kept = decision.toRecord().stream()
                    .limit(Math.max(1, decision.toRecord().size() - 1))
                    .toList();
            return with(
                    decision,
                    kept,
                    decision.facts().stream()
                            .filter(fact -> !(fact instanceof Transitioned transitioned)
                                    || kept.contains(transitioned.transition()))
                            .toList());
        }
    },
    FIRES_WHAT_IS_OVER("no creation fires of what is over") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            return mapped(
                    decision,
                    transition -> transition.disposition() == Disposition.ALREADY_OVER
                            ? transition.ruled(Disposition.FIRED, "")
                            : transition);
        }
    },
    FIRES_FOR_EARLIER_LIVES("only the current epoch runs anything") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            return mapped(
                    decision,
                    transition ->
                            transition.key().epoch().equals(decision.folded().epoch())
                                    ? transition
                                    : transition.ruled(Disposition.FIRED, ""));
        }
    },
    CALLS_FOR_WHAT_IS_SILENCED("no call fires for what does not call") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            return mapped(
                    decision,
                    transition -> transition.disposition() == Disposition.LATE
                                    && transition
                                            .key()
                                            .epoch()
                                            .equals(decision.folded().epoch())
                            ? transition.ruled(Disposition.FIRED, "")
                            : transition);
        }
    },
    CALLS_NOBODY_FOR_OLD_NEWS("what is open and unanswered calls somebody") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            return mapped(
                    decision,
                    transition -> transition.disposition() == Disposition.AWAITING_POLL
                            ? transition.ruled(Disposition.LATE, "old")
                            : transition);
        }
    },
    FORGETS_TO_ASK("what waits for a poll has asked for one") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            return with(
                    decision,
                    decision.toRecord(),
                    decision.facts().stream()
                            .filter(fact -> !(fact instanceof PollWanted))
                            .toList());
        }
    },
    IGNORES_THE_ANSWER("what is open and unanswered calls somebody") {
        @Override
        public AlertDecision confirm(List<RecordedTransition> recorded, Folded now) {
            return new AlertDecision(now, List.of(), List.of(), List.of(), List.of());
        }
    },
    FORGETS_TO_RE_KEY("every step of the fold is recorded") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            return new AlertDecision(
                    decision.folded(), decision.toRecord(), List.of(), decision.withdrawn(), decision.facts());
        }
    },
    FORGETS_WHAT_RAN_PROVISIONALLY("one report runs one state once") {
        @Override
        public AlertDecision decide(
                List<RecordedTransition> recorded,
                Collection<AlertReport> before,
                List<AlertReport> arrived,
                Arrival arrival,
                boolean canPoll,
                Instant now) {
            var remembered = recorded.stream()
                    .filter(transition -> transition.key().epoch().created().isPresent()
                            || AlertFold.fold(before).epoch().created().isPresent())
                    .toList();
            return HubInMemory.REAL.decide(remembered, before, arrived, arrival, canPoll, now);
        }
    },
    FIRES_A_KEY_TWICE("what has run keeps its key") {
        @Override
        public AlertDecision decide(
                List<RecordedTransition> recorded,
                Collection<AlertReport> before,
                List<AlertReport> arrived,
                Arrival arrival,
                boolean canPoll,
                Instant now) {
            var remembered = recorded.stream()
                    .filter(transition -> transition.disposition() != Disposition.FIRED)
                    .toList();
            return HubInMemory.REAL.decide(remembered, before, arrived, arrival, canPoll, now);
        }
    },
    TELLS_TWICE("each recorded transition is told once") {
        @Override
        AlertDecision spoil(AlertDecision decision) {
            var facts = new ArrayList<>(decision.facts());
            facts.addAll(decision.facts());
            return with(decision, decision.toRecord(), facts);
        }
    },
    HEEDS_NO_REPEATS("no news, no facts") {
        @Override
        public AlertDecision decide(
                List<RecordedTransition> recorded,
                Collection<AlertReport> before,
                List<AlertReport> arrived,
                Arrival arrival,
                boolean canPoll,
                Instant now) {
            var all = new ArrayList<>(before);
            all.addAll(arrived);
            return HubInMemory.REAL.decide(recorded, List.of(), all, arrival, canPoll, now);
        }
    };

    /// The promise that it breaks.
    final String promise;

    PlantedRulesDefect(String promise) {
        this.promise = promise;
    }

    AlertDecision spoil(AlertDecision decision) {
        return decision;
    }

    @Override
    public AlertDecision decide(
            List<RecordedTransition> recorded,
            Collection<AlertReport> before,
            List<AlertReport> arrived,
            Arrival arrival,
            boolean canPoll,
            Instant now) {
        return spoil(HubInMemory.REAL.decide(recorded, before, arrived, arrival, canPoll, now));
    }

    @Override
    public AlertDecision confirm(List<RecordedTransition> recorded, Folded now) {
        return HubInMemory.REAL.confirm(recorded, now);
    }

    private static AlertDecision mapped(AlertDecision decision, UnaryOperator<RecordedTransition> change) {
        return with(
                decision,
                decision.toRecord().stream().map(change).toList(),
                decision.facts().stream()
                        .map(fact -> fact instanceof Transitioned(var alert, var transition, var isNews)
                                ? new Transitioned(alert, change.apply(transition), isNews)
                                : fact)
                        .toList());
    }

    private static AlertDecision with(
            AlertDecision decision, List<RecordedTransition> toRecord, List<AlertFact> facts) {
        return new AlertDecision(decision.folded(), toRecord, decision.rekeyed(), decision.withdrawn(), facts);
    }
}
