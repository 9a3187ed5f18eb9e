package dev.graft.domain.paging;

import dev.graft.domain.paging.Calling.Answered;
import dev.graft.domain.paging.Calling.Begun;
import dev.graft.domain.paging.Calling.Concluded;
import dev.graft.domain.paging.Pager.Outcome;
import dev.graft.domain.paging.Pager.PartnerAlert;
import dev.graft.domain.paging.Receipts.Locked;
import dev.graft.domain.paging.SendRules.Step;
import dev.graft.platform.db.Tx;
import dev.graft.platform.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Carries a page to the partner. What is wanted is read again before each call: an incident that is over pages nobody.
final class Sending {
    private final Receipts receipts;
    private final Journal journal;
    private final Alarms alarms;
    private final Clock clock;

    Sending(Receipts receipts, Journal journal, Alarms alarms, Clock clock) {
        this.receipts = receipts;
        this.journal = journal;
        this.alarms = alarms;
        this.clock = clock;
    }

    Begun begin(Tx tx, Locked locked, List<Tried> tried) {
        var page = locked.page();
        if (page.send() != Page.SendState.WAITING) {
            return new Begun.Over(
                    page.send() == Page.SendState.SENT ? Effect.State.DONE : Effect.State.CANCELLED, page.sendReason());
        }
        var now = clock.instant();
        var unwanted = findReasonNotWanted(locked, now);
        var step = SendRules.next(tried);
        if (unwanted.isPresent() && step == Step.SEND) {
            cancel(tx, page, unwanted.get());
            return new Begun.Over(Effect.State.CANCELLED, unwanted.get());
        }
        return new Begun.Make(
                switch (step) {
                    case SEND -> new Calling.Send(order(page, now));
                    case LOOK ->
                        new Calling.Look(
                                page.marker(), SendRules.mayExistSince(tried).orElseThrow());
                });
    }

    private static Optional<String> findReasonNotWanted(Locked locked, Instant now) {
        return SendRules.findReasonNotWanted(
                Duration.between(locked.page().createdAt(), now),
                locked.isIncidentOver(),
                locked.isIncidentAcknowledged());
    }

    private static Pager.Order order(Page page, Instant now) {
        return new Pager.Order(
                page.marker(),
                SendRules.title(page.title(), Duration.between(page.createdAt(), now)),
                page.description(),
                page.urgency(),
                page.severity(),
                page.isIncident(),
                page.destinations());
    }

    /// @param tried this call included
    /// @param random from 0 to 1
    static Concluded conclude(Locked locked, List<Tried> tried, Answered answered, Instant now, double random) {
        return switch (answered) {
            case Answered.Looked looked -> concludeLook(locked, tried, looked, now, random);
            case Answered.Told(var outcome) ->
                switch (outcome) {
                    case Outcome.Done done -> new Concluded.Over(Effect.State.DONE, done.words());
                    case Outcome.Refused refused -> new Concluded.Over(Effect.State.REFUSED, refused.words());
                    case Outcome.NotDone notDone ->
                        again(locked, tried, notDone.words(), notDone.notBefore(), now, random);
                    case Outcome.Unknown unknown ->
                        again(locked, tried, unknown.words(), Optional.empty(), now, random);
                };
        };
    }

    private static Concluded concludeLook(
            Locked locked, List<Tried> tried, Answered.Looked looked, Instant now, double random) {
        if (looked.search() instanceof Pager.Search.Looked(var _, var alerts) && !alerts.isEmpty()) {
            return new Concluded.Over(Effect.State.DONE, "found by its marker after a call of unknown outcome");
        }
        return again(locked, tried, looked.words(), Optional.empty(), now, random);
    }

    private static Concluded again(
            Locked locked, List<Tried> tried, String words, Optional<Duration> asked, Instant now, double random) {
        var age = Duration.between(locked.page().createdAt(), now);
        if (age.compareTo(SendRules.HORIZON) > 0) {
            return new Concluded.Over(
                    Effect.State.FAILED, "given up after " + SendRules.HORIZON.toHours() + " h; last seen: " + words);
        }
        return new Concluded.Again(SendRules.wait(tried, now, asked, random), words);
    }

    void apply(Tx tx, Locked locked, Answered answered, Concluded concluded) {
        var page = locked.page();
        switch (concluded) {
            case Concluded.Again again ->
                PageStore.setSend(tx, page.id(), Page.SendState.WAITING, again.words(), clock.instant());
            case Concluded.Over over -> {
                switch (over.state()) {
                    case DONE -> receipts.accept(tx, locked, names(answered), how(answered, over));
                    case REFUSED -> giveUp(tx, page, Page.SendState.REFUSED, over.words());
                    case FAILED -> giveUp(tx, page, Page.SendState.FAILED, over.words());
                    case CANCELLED -> cancel(tx, page, over.words());
                    case WAITING -> throw new IllegalStateException("what is over does not wait");
                }
            }
        }
    }

    /// Somebody else has concluded the effect meanwhile; the ids that this call found are true all the same.
    void keepFound(Tx tx, Locked locked, Answered answered) {
        var names = names(answered);
        if (!names.isEmpty()) {
            receipts.accept(tx, locked, names, "");
        }
    }

    private static String how(Answered answered, Concluded.Over over) {
        return answered instanceof Answered.Looked ? over.words() : "";
    }

    private static List<Receipts.Names> names(Answered answered) {
        List<PartnerAlert> alerts = switch (answered) {
            case Answered.Told(Outcome.Done(var _, var alert)) -> alert.stream().toList();
            case Answered.Looked(Pager.Search.Looked(var _, var found)) -> found;
            case Answered.Told _, Answered.Looked _ -> List.of();
        };
        return alerts.stream().map(Receipts.Names::of).toList();
    }

    private void giveUp(Tx tx, Page page, Page.SendState send, String why) {
        var now = clock.instant();
        PageStore.setSend(tx, page.id(), send, why, now);
        alarms.raiseForPage(tx, Alarm.Kind.PAGE_NOT_SENT, page, AlarmWords.willNotBeSent(page, why));
        journal.append(tx, List.of(new PageFact.NotSent(page.id(), page.incident(), page.destinations(), why, now)));
    }

    /// Of a page that certainly never reached the partner.
    void cancel(Tx tx, Page page, String why) {
        var now = clock.instant();
        PageStore.setSend(tx, page.id(), Page.SendState.CANCELLED, why, now);
        EffectStore.findSending(tx, page.id()).ifPresent(effect -> {
            EffectStore.finish(tx, effect.id(), Effect.State.CANCELLED, why, now);
            PagingQueues.EFFECTS.drop(tx, effect.id());
        });
        alarms.clearForPage(tx, Alarm.Kind.PAGE_NOT_SENT, page.id());
        journal.append(tx, List.of(new PageFact.Cancelled(page.id(), page.incident(), page.destinations(), why, now)));
    }
}
