package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertFact.AskAgain;
import dev.graft.domain.alert.AlertFact.PollWanted;
import dev.graft.domain.alert.AlertFact.Transitioned;
import dev.graft.domain.alert.AlertHistories.Arriving;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.domain.alert.TransitionKey.Created;
import dev.graft.domain.alert.TransitionKey.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A hub with one alert and no database: it carries decisions out as the store would, and writes down every promise
/// that one of them breaks.
final class HubInMemory {
    private static final AlertId ALERT = new AlertId(new UUID(0, 1));

    /// What is under test; a planted defect stands in its place.
    interface Rules {
        AlertDecision decide(
                List<RecordedTransition> recorded,
                Collection<AlertReport> before,
                List<AlertReport> arrived,
                Arrival arrival,
                boolean canPoll,
                Instant now);

        AlertDecision confirm(List<RecordedTransition> recorded, Folded now);
    }

    static final Rules REAL = new Rules() {
        @Override
        public AlertDecision decide(
                List<RecordedTransition> recorded,
                Collection<AlertReport> before,
                List<AlertReport> arrived,
                Arrival arrival,
                boolean canPoll,
                Instant now) {
            return AlertRules.decide(ALERT, recorded, before, arrived, arrival, canPoll, now);
        }

        @Override
        public AlertDecision confirm(List<RecordedTransition> recorded, Folded now) {
            return AlertRules.confirm(ALERT, recorded, now);
        }
    };

    private final Rules rules;
    private final boolean hasKey;
    private final Random random;

    private final Map<Digest, AlertReport> reports = new LinkedHashMap<>();
    private final Map<TransitionKey, RecordedTransition> recorded = new LinkedHashMap<>();

    private final List<String> broken = new ArrayList<>();
    private final Set<Epoch> creationsHeard = new HashSet<>();
    private boolean isAllLive = true;
    private boolean isPollOutstanding;
    private int decisions;
    private int firings;
    private int waits;

    HubInMemory(Rules rules, boolean hasKey, Random random) {
        this.rules = rules;
        this.hasKey = hasKey;
        this.random = random;
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    int decisions() {
        return decisions;
    }

    int firings() {
        return firings;
    }

    int waits() {
        return waits;
    }

    boolean waitsForAPoll() {
        return isPollOutstanding;
    }

    Folded folded() {
        return AlertFold.fold(reports.values());
    }

    // What reaches the hub.

    /// Hears news that arrived together and in one way.
    void hear(List<Arriving> arriving, Instant now) {
        var news = new ArrayList<AlertReport>();
        var known = new HashSet<>(reports.keySet());
        for (var one : arriving) {
            if (known.add(one.report().digest())) {
                news.add(one.report());
            }
        }
        if (news.isEmpty()) {
            return;
        }
        var arrival = arriving.getFirst().arrival();
        isAllLive &= arrival == Arrival.LIVE;
        var decision =
                rules.decide(inNoOrder(recorded.values()), inNoOrder(reports.values()), news, arrival, hasKey, now);
        news.forEach(report -> reports.put(report.digest(), report));
        carryOut(decision, now);
        checkEverythingIsRecorded(now);
    }

    /// The partner has answered the poll that we asked for, or cannot be asked.
    void hearAnswer(Optional<Told> answer, Instant now) {
        isPollOutstanding = false;
        answer.ifPresent(told -> hear(List.of(new Arriving(told, now, Arrival.LIVE)), now));
        if (!isPollOutstanding) {
            carryOut(rules.confirm(inNoOrder(recorded.values()), folded()), now);
        }
    }

    // Carrying out, as the store does: re-key, withdraw, record.

    private void carryOut(AlertDecision decision, Instant now) {
        decisions++;
        for (var rekeying : decision.rekeyed()) {
            var moved = recorded.remove(rekeying.from());
            if (moved == null) {
                promise(false, "a re-keyed transition was recorded", now, rekeying.from());
                continue;
            }
            promise(
                    !recorded.containsKey(rekeying.to()),
                    "a re-keyed transition finds its key free",
                    now,
                    rekeying.to());
            recorded.put(rekeying.to(), moved.under(rekeying.to()));
            if (rekeying.from() instanceof Created
                    && creationsHeard.remove(rekeying.from().epoch())) {
                creationsHeard.add(rekeying.to().epoch());
            }
        }
        for (var key : decision.withdrawn()) {
            promise(recorded.containsKey(key), "a withdrawn transition was recorded", now, key);
            recorded.computeIfPresent(key, (_, transition) -> transition.ruled(Disposition.WITHDRAWN, "refused"));
        }
        var keys = new HashSet<TransitionKey>();
        for (var transition : decision.toRecord()) {
            promise(keys.add(transition.key()), "a key is recorded once in a decision", now, transition.key());
            checkGivingWay(recorded.get(transition.key()), transition, now);
            recorded.put(transition.key(), transition);
            if (transition.disposition() == Disposition.FIRED) {
                checkFiring(transition, decision.folded(), now);
            }
            if (transition.disposition() == Disposition.AWAITING_POLL) {
                waits++;
                promise(
                        hasKey
                                && decision.facts().stream()
                                        .anyMatch(fact -> fact instanceof PollWanted poll
                                                && poll.confirming().isPresent()),
                        "what waits for a poll has asked for one",
                        now,
                        transition.key());
            }
        }
        checkFacts(decision, now);
    }

    private void checkGivingWay(@Nullable RecordedTransition before, RecordedTransition after, Instant now) {
        if (before != null) {
            promise(
                    switch (before.disposition()) {
                        case FIRED, ALREADY_RAN -> false;
                        case LATE, ALREADY_OVER, AWAITING_POLL, WITHDRAWN -> true;
                    },
                    "what has run keeps its key",
                    now,
                    after.key());
        }
    }

    /// Never a page for what is over; and only the current life of an alert runs anything.
    private void checkFiring(RecordedTransition transition, Folded folded, Instant now) {
        firings++;
        var key = transition.key();
        promise(key.epoch().equals(folded.epoch()), "only the current epoch runs anything", now, key);
        switch (key) {
            case Created _ -> {
                promise(folded.state() != AlertState.RESOLVED, "no creation fires of what is over", now, key);
                if (folded.isCalling()) {
                    creationsHeard.add(key.epoch());
                }
            }
            case Reached reached
            when reached.toState().isUnanswered() ->
                promise(folded.isCalling(), "no call fires for what does not call", now, key);
            case Reached _ -> {
                // An acknowledge or a resolve wakes nobody.
            }
        }
        promise(!hasRunElsewhere(transition), "one report runs one state once", now, key);
    }

    /// What an untimed report ran in an older creation was not about a newer one to which it has moved.
    private boolean hasRunElsewhere(RecordedTransition transition) {
        return recorded.values().stream()
                .filter(other -> other.disposition() == Disposition.FIRED)
                .filter(other -> other.report().equals(transition.report()))
                .filter(other -> !other.key().equals(transition.key()))
                .filter(other -> newsOf(other.key()).equals(newsOf(transition.key())))
                .anyMatch(other -> transition.time().isPresent()
                        || other.key()
                                .epoch()
                                .created()
                                .equals(transition.key().epoch().created()));
    }

    private static String newsOf(TransitionKey key) {
        return key instanceof Reached reached ? reached.toState().name() : "CREATED";
    }

    private void checkFacts(AlertDecision decision, Instant now) {
        var told = decision.facts().stream()
                .flatMap(fact -> fact instanceof Transitioned transitioned
                        ? Stream.of(transitioned.transition())
                        : Stream.empty())
                .toList();
        promise(
                new LinkedHashSet<>(told).equals(new LinkedHashSet<>(decision.toRecord()))
                        && told.size() == decision.toRecord().size(),
                "each recorded transition is told once",
                now,
                told);
        for (var fact : decision.facts()) {
            switch (fact) {
                case AskAgain ask -> {
                    promise(decision.folded().isCalling(), "only what calls is asked about again", now, ask.epoch());
                    creationsHeard.add(ask.epoch());
                }
                case PollWanted poll -> {
                    promise(hasKey, "only who can be asked is polled", now, poll.reason());
                    isPollOutstanding = true;
                }
                case AlertFact.Heard _, AlertFact.ActWanted _, Transitioned _ -> {
                    // Nothing is promised about these here.
                }
            }
        }
    }

    private void checkEverythingIsRecorded(Instant now) {
        for (var step : folded().steps()) {
            var kept = recorded.get(step.key());
            promise(
                    kept != null && kept.disposition() != Disposition.WITHDRAWN,
                    "every step of the fold is recorded",
                    now,
                    step.key());
        }
    }

    // What is asked at the end of a life.

    /// Never none for what is open and unanswered. Asked of lives that were heard live from beginning to end: what a
    /// replay, a release or the first poll tells is late by intent.
    boolean owesACall() {
        var folded = folded();
        var acknowledged = new Reached(folded.epoch(), folded.round(), AlertState.ACKNOWLEDGED);
        return isAllLive
                && folded.isCalling()
                && !recorded.containsKey(acknowledged)
                && folded.steps().stream().noneMatch(step -> step.key().equals(acknowledged));
    }

    void checkThatSomebodyIsCalled(Instant now) {
        if (owesACall()) {
            var standing = folded().standing();
            promise(hasCalled(standing), "what is open and unanswered calls somebody", now, standing);
            promise(
                    !isFired(standing) || isHeardOfByWhoListensToCreations(standing.epoch()),
                    "who listens to creations hears of what calls",
                    now,
                    standing);
        }
    }

    private boolean hasCalled(Reached standing) {
        var kept = recorded.get(standing);
        return kept != null
                && switch (kept.disposition()) {
                    case FIRED, ALREADY_RAN -> true;
                    case AWAITING_POLL -> isPollOutstanding;
                    case LATE, ALREADY_OVER, WITHDRAWN -> false;
                };
    }

    private boolean isFired(TransitionKey key) {
        var kept = recorded.get(key);
        return kept != null && kept.disposition() == Disposition.FIRED;
    }

    /// A workflow that listens to creations, on the condition that the alert is triggered, was asked while it was.
    private boolean isHeardOfByWhoListensToCreations(Epoch epoch) {
        var creation = recorded.get(new Created(epoch));
        return creationsHeard.contains(epoch)
                || (creation != null && creation.disposition() == Disposition.ALREADY_RAN);
    }

    /// Every report once more, by a hub that heeds repeats and by rules that are asked about nothing new.
    void checkThatRepeatsAreHarmless(Instant now) {
        var before = Map.copyOf(recorded);
        var decided = decisions;
        reports.values().forEach(report -> hear(List.of(new Arriving(report, now, Arrival.LIVE)), now));
        promise(decisions == decided && before.equals(recorded), "a repeat changes nothing", now, reports.keySet());

        var decision = rules.decide(
                inNoOrder(recorded.values()), inNoOrder(reports.values()), List.of(), Arrival.LIVE, hasKey, now);
        promise(
                decision.toRecord().isEmpty()
                        && decision.rekeyed().isEmpty()
                        && decision.withdrawn().isEmpty()
                        && decision.facts().isEmpty(),
                "no news, no facts",
                now,
                decision);
    }

    private <T> List<T> inNoOrder(Collection<T> things) {
        var shuffled = new ArrayList<>(things);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled);
    }

    private void promise(boolean isKept, String promise, Instant now, Object about) {
        if (!isKept) {
            broken.add("%s: broken at %s about %s".formatted(promise, now, about));
        }
    }
}
