package dev.graft.domain.alert;

import dev.graft.domain.alert.RecordedTransition.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says of each transition whether it runs anything. Two things must not happen: a page for what is over, and none for
/// what is open and unanswered.
///
/// @param called where the alert stood before, if it was calling for somebody; empty if it was not
record Rulings(
        Walk walk,
        Folded folded,
        Ledger ledger,
        Optional<TransitionKey> called,
        Arrival arrival,
        boolean canPoll,
        Instant now) {
    /// News older than this runs nothing by itself: within it, people are still where the news found them, and a
    /// partner's fourteen retries have mostly come through.
    static final Duration LATE_AFTER = Duration.ofMinutes(30);

    /// Rules on a transition whose key is free.
    RecordedTransition rule(TransitionKey key, Digest report) {
        var place = walk.findPlace(report)
                .orElseThrow(() -> new IllegalStateException("a step is made by a report in the fold"));
        var unruled = new RecordedTransition(key, report, place.time(), Disposition.FIRED, "");
        if (!key.epoch().equals(folded.epoch())) {
            return late(unruled, "it belongs to an earlier life of the alert");
        }
        if (ledger.hasRun(key, report, walk)) {
            return alreadyRan(unruled);
        }
        return switch (key) {
            case TransitionKey.Created _ -> ruleOnCreation(unruled);
            case TransitionKey.Reached reached
            when reached.toState().isUnanswered() ->
                reached.equals(folded.standing()) ? ruleOnStanding(unruled) : ruleOnPassed(unruled, place);
            case TransitionKey.Reached _ -> ruleOnOther(unruled, place);
        };
    }

    /// Rules on a transition that waits for a poll, when the poll is answered or has finally failed.
    static RecordedTransition ruleOnAnswer(RecordedTransition waiting, Folded now) {
        return stands(waiting.key(), now)
                ? fired(waiting)
                : late(waiting, "the alert did not stand there any more when we asked");
    }

    private static boolean stands(TransitionKey key, Folded now) {
        return now.isCalling()
                && switch (key) {
                    case TransitionKey.Created created -> created.epoch().equals(now.epoch());
                    case TransitionKey.Reached reached -> reached.equals(now.standing());
                };
    }

    /// Rules once more on what did not run and would now leave somebody asleep: the alert has come to stand there anew,
    /// and calls. And on what waits for a poll, if the answer is among the news, or news as fresh as an answer.
    List<RecordedTransition> reconsidered(boolean isAnswered) {
        var reconsidered = new ArrayList<RecordedTransition>();
        for (var waiting : ledger.waiting()) {
            var isAsGoodAsAnswered =
                    arrival == Arrival.LIVE && stands(waiting.key(), folded) && !isOld(walk.standingAsOf());
            if (isAnswered || isAsGoodAsAnswered) {
                var ruling = ruleOnAnswer(waiting, folded);
                reconsidered.add(ruling.disposition() == Disposition.FIRED ? unlessRan(ruling) : ruling);
            }
        }
        if (arrival == Arrival.LIVE && folded.isCalling()) {
            var wasCalling =
                    called.filter(key -> key.epoch().equals(folded.epoch())).isPresent();
            if (!wasCalling) {
                anew(new TransitionKey.Created(folded.epoch())).ifPresent(reconsidered::add);
            }
            if (!called.equals(Optional.of(folded.standing()))) {
                anew(folded.standing()).ifPresent(reconsidered::add);
            }
        }
        return reconsidered;
    }

    private Optional<RecordedTransition> anew(TransitionKey key) {
        return ledger.find(key)
                .filter(recorded -> switch (recorded.disposition()) {
                    case LATE, ALREADY_OVER -> true;
                    case AWAITING_POLL, FIRED, ALREADY_RAN, WITHDRAWN -> false;
                })
                .map(recorded -> unlessRan(unlessOld(recorded)));
    }

    /// Its report may have run the same under another key since it was recorded.
    private RecordedTransition unlessRan(RecordedTransition recorded) {
        return ledger.hasRun(recorded.key(), recorded.report(), walk) ? alreadyRan(recorded) : recorded;
    }

    private RecordedTransition ruleOnCreation(RecordedTransition creation) {
        if (folded.state() == AlertState.RESOLVED) {
            return alreadyOver(creation);
        }
        if (arrival != Arrival.LIVE) {
            return lateBecauseOfArrival(creation);
        }
        if (folded.state().isUnanswered()) {
            return unlessOld(creation);
        }
        return isOld(walk.standingAsOf()) ? lateBecauseOfAge(creation) : fired(creation);
    }

    /// Where the alert stands, neither age nor the place of the report makes it late: it is so now.
    private RecordedTransition ruleOnStanding(RecordedTransition standing) {
        if (arrival != Arrival.LIVE) {
            return lateBecauseOfArrival(standing);
        }
        return folded.isCalling() ? unlessOld(standing) : lateBecauseSilenced(standing);
    }

    /// The alert was triggered or dropped, and has moved on.
    private RecordedTransition ruleOnPassed(RecordedTransition passed, Walk.Place place) {
        return switch (folded.state()) {
            case RESOLVED -> ledger.hasLaterThan(place, walk) ? ruleOnOther(passed, place) : alreadyOver(passed);
            case ACKNOWLEDGED -> late(passed, "it had been acknowledged when we heard of it");
            case TRIGGERED, DROPPED -> folded.isCalling() ? ruleOnOther(passed, place) : lateBecauseSilenced(passed);
        };
    }

    private RecordedTransition ruleOnOther(RecordedTransition transition, Walk.Place place) {
        if (arrival != Arrival.LIVE) {
            return lateBecauseOfArrival(transition);
        }
        if (ledger.hasLaterThan(place, walk)) {
            return late(transition, "something that came after it was heard before it");
        }
        return isOld(place.time().orElse(place.heardAt())) ? lateBecauseOfAge(transition) : fired(transition);
    }

    private RecordedTransition unlessOld(RecordedTransition standing) {
        return isOld(walk.standingAsOf()) && canPoll
                ? standing.ruled(Disposition.AWAITING_POLL, "it is old news: we ask whether it is still so")
                : fired(standing);
    }

    private boolean isOld(Instant asOf) {
        return asOf.isBefore(now.minus(LATE_AFTER));
    }

    private static RecordedTransition fired(RecordedTransition transition) {
        return transition.ruled(Disposition.FIRED, "");
    }

    private static RecordedTransition alreadyRan(RecordedTransition transition) {
        return transition.ruled(Disposition.ALREADY_RAN, "the same report ran this already");
    }

    private static RecordedTransition late(RecordedTransition transition, String why) {
        return transition.ruled(Disposition.LATE, why);
    }

    private static RecordedTransition lateBecauseOfAge(RecordedTransition transition) {
        return late(transition, "it is more than " + LATE_AFTER.toMinutes() + " minutes old");
    }

    private static RecordedTransition lateBecauseSilenced(RecordedTransition transition) {
        return late(transition, "nobody is paged for it where it comes from");
    }

    private static RecordedTransition alreadyOver(RecordedTransition transition) {
        return transition.ruled(Disposition.ALREADY_OVER, "the alert was over when we heard of it");
    }

    private RecordedTransition lateBecauseOfArrival(RecordedTransition transition) {
        return late(
                transition,
                switch (arrival) {
                    case REPLAY -> "it was replayed";
                    case RELEASE -> "a plan limit had held it back";
                    case FIRST_POLL -> "it was so before this workspace was connected";
                    case LIVE -> throw new IllegalStateException("live news is not late because of its arrival");
                });
    }
}
