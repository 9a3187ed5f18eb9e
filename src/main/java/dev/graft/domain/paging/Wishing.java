package dev.graft.domain.paging;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.paging.Calling.Answered;
import dev.graft.domain.paging.Calling.Begun;
import dev.graft.domain.paging.Calling.Concluded;
import dev.graft.domain.paging.Pager.Outcome;
import dev.graft.domain.paging.Pager.PartnerAlert;
import dev.graft.domain.paging.Pager.Why;
import dev.graft.domain.paging.Tried.Call;
import dev.graft.domain.paging.WishRules.Wish;
import dev.graft.platform.db.Tx;
import dev.graft.platform.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Carries out what is asked about alerts that the partner has already: resolve, acknowledge, comment, read.
final class Wishing {
    /// A transition that waits for the answer may be a page that somebody needs now.
    private static final Duration CONFIRM_WITHIN = Duration.ofMinutes(1);

    /// A poll that is older asks about a state that was told by other ways since.
    private static final Duration POLL_WITHIN = Duration.ofMinutes(15);

    private final Alerts alerts;
    private final Pager pager;
    private final Wishes wishes;
    private final Journal journal;
    private final Alarms alarms;
    private final Clock clock;

    Wishing(Alerts alerts, Pager pager, Wishes wishes, Journal journal, Alarms alarms, Clock clock) {
        this.alerts = alerts;
        this.pager = pager;
        this.wishes = wishes;
        this.journal = journal;
        this.alarms = alarms;
        this.clock = clock;
    }

    Begun begin(Tx tx, Effect effect, List<Tried> tried) {
        var externalId = effect.request().externalId().or(() -> findExternalId(tx, effect));
        if (externalId.isEmpty()) {
            return new Begun.Over(Effect.State.REFUSED, "PagerTree's id of it is not known");
        }
        return switch (effect.kind()) {
            case RESOLVE_ALERT, ACKNOWLEDGE_ALERT -> beginWish(tx, effect, tried, externalId.get());
            case COMMENT_ALERT ->
                tried.stream().anyMatch(Tried::isOfUnknownFate)
                        ? new Begun.Over(Effect.State.DONE, "perhaps said; a comment is not repeated")
                        : new Begun.Make(new Calling.Comment(
                                externalId.get(), effect.request().text().orElse("")));
            case POLL_ALERT -> new Begun.Make(new Calling.Read(externalId.get()));
            case CREATE_ALERT -> throw new IllegalStateException("a page is carried by Sending");
        };
    }

    private Begun beginWish(Tx tx, Effect effect, List<Tried> tried, String externalId) {
        boolean saidToBeSo = WishRules.isSo(wish(effect), statedState(tx, effect));
        if (saidToBeSo && effect.request().act().isEmpty()) {
            return new Begun.Over(Effect.State.DONE, "it is so already, by PagerTree's word");
        }
        return new Begun.Make(
                switch (WishRules.next(tried, saidToBeSo)) {
                    case READ -> new Calling.Read(externalId);
                    case CALL ->
                        switch (wish(effect)) {
                            case RESOLVED -> new Calling.Resolve(externalId);
                            case ACKNOWLEDGED -> new Calling.Acknowledge(externalId);
                        };
                });
    }

    private static Wish wish(Effect effect) {
        return effect.kind() == Effect.Kind.RESOLVE_ALERT ? Wish.RESOLVED : Wish.ACKNOWLEDGED;
    }

    /// By the partner's word alone: what people did here is what we are about to ask for. An alert that is not the
    /// page's first is not judged by the page's state.
    private Optional<AlertState> statedState(Tx tx, Effect effect) {
        return effect.alert()
                .map(alert -> alerts.findStatedState(tx, alert))
                .orElseGet(() -> effect.page()
                        .flatMap(page -> PageStore.find(tx, page))
                        .filter(page -> effect.request()
                                .externalId()
                                .equals(page.externalId().or(page::externalPrefixId)))
                        .flatMap(Page::state));
    }

    /// The long form where it is known: that the API takes the short one is not documented.
    private Optional<String> findExternalId(Tx tx, Effect effect) {
        var aliases = effect.alert().map(alert -> alerts.aliases(tx, alert)).orElse(List.of());
        return aliases.stream()
                .filter(id -> !id.contains("_"))
                .findFirst()
                .or(() -> aliases.stream().findFirst());
    }

    /// @param call that was answered
    /// @param tried this call included
    /// @param random from 0 to 1
    static Concluded conclude(
            Effect effect, Call call, List<Tried> tried, Answered answered, Instant now, double random) {
        if (!(answered instanceof Answered.Told(var outcome))) {
            throw new IllegalStateException("nobody looks for an alert that is known");
        }
        var age = Duration.between(effect.createdAt(), now);
        return switch (effect.kind()) {
            case COMMENT_ALERT -> concludeComment(tried, outcome, age, random);
            case POLL_ALERT -> concludePoll(effect, tried, outcome, age, random);
            case RESOLVE_ALERT, ACKNOWLEDGE_ALERT ->
                concludeWish(effect, call == Call.READ, tried, outcome, age, random);
            case CREATE_ALERT -> throw new IllegalStateException("a page is concluded by Sending");
        };
    }

    private static Concluded concludeComment(List<Tried> tried, Outcome outcome, Duration age, double random) {
        return switch (outcome) {
            case Outcome.NotDone notDone ->
                again(tried, notDone.words(), notDone.notBefore(), age, POLL_WITHIN, random);
            case Outcome.Done done -> new Concluded.Over(Effect.State.DONE, done.words());
            case Outcome.Unknown unknown ->
                new Concluded.Over(Effect.State.DONE, unknown.words() + "; a comment is not repeated");
            case Outcome.Refused refused -> new Concluded.Over(Effect.State.REFUSED, refused.words());
        };
    }

    private static Concluded concludePoll(
            Effect effect, List<Tried> tried, Outcome outcome, Duration age, double random) {
        var within = effect.request().isConfirming() ? CONFIRM_WITHIN : POLL_WITHIN;
        return switch (outcome) {
            case Outcome.Done done -> new Concluded.Over(Effect.State.DONE, done.words());
            case Outcome.Refused refused -> new Concluded.Over(Effect.State.REFUSED, refused.words());
            case Outcome.NotDone notDone -> again(tried, notDone.words(), notDone.notBefore(), age, within, random);
            case Outcome.Unknown unknown -> again(tried, unknown.words(), Optional.empty(), age, within, random);
        };
    }

    private static Concluded concludeWish(
            Effect effect, boolean hasRead, List<Tried> tried, Outcome outcome, Duration age, double random) {
        return switch (outcome) {
            case Outcome.Done(var words, var alert) ->
                hasRead
                        ? afterReading(effect, tried, words, alert.orElseThrow(), age, random)
                        : new Concluded.Over(Effect.State.DONE, words);
            case Outcome.NotDone notDone ->
                again(tried, notDone.words(), notDone.notBefore(), age, WishRules.HORIZON, random);
            case Outcome.Refused(var words, var why) ->
                hasRead || why == Why.NO_KEY || why == Why.NOT_ALLOWED
                        ? new Concluded.Over(Effect.State.REFUSED, words)
                        : new Concluded.Again(Duration.ZERO, words);
            case Outcome.Unknown(var words) ->
                hasRead
                        ? again(tried, words, Optional.empty(), age, WishRules.HORIZON, random)
                        : new Concluded.Again(Duration.ZERO, words);
        };
    }

    private static Concluded afterReading(
            Effect effect, List<Tried> tried, String words, PartnerAlert alert, Duration age, double random) {
        var before = tried.subList(0, tried.size() - 1);
        return switch (WishRules.afterReading(wish(effect), before, alert.state(), alert.isQueued(), age)) {
            case IS_SO -> new Concluded.Over(Effect.State.DONE, words + ": it is so");
            case ASK_AGAIN -> again(tried, words + ": not so yet", Optional.empty(), age, WishRules.HORIZON, random);
            case REFUSED ->
                new Concluded.Over(
                        Effect.State.REFUSED,
                        before.stream()
                                .filter(call -> call.call() != Call.READ)
                                .reduce((earlier, later) -> later)
                                .map(Tried::words)
                                .orElse(words));
        };
    }

    private static Concluded again(
            List<Tried> tried, String words, Optional<Duration> asked, Duration age, Duration within, double random) {
        return age.compareTo(within) > 0
                ? new Concluded.Over(Effect.State.FAILED, "given up; last seen: " + words)
                : new Concluded.Again(Backoff.OF_OTHERS.after(WishRules.failuresInARow(tried), asked, random), words);
    }

    void apply(Tx tx, Effect effect, List<Tried> tried, Answered answered, Concluded.Over over) {
        EffectStore.finish(tx, effect.id(), over.state(), over.words(), clock.instant());
        switch (over.state()) {
            case DONE -> done(tx, effect, tried, answered);
            case REFUSED, FAILED -> refused(tx, effect, answered, over.words());
            case CANCELLED, WAITING -> throw new IllegalStateException("a wish ends done, refused or failed");
        }
    }

    /// Without any call.
    void applyAtOnce(Tx tx, Effect effect, Begun.Over over) {
        EffectStore.finish(tx, effect.id(), over.state(), over.words(), clock.instant());
        if (over.state() == Effect.State.REFUSED) {
            refused(tx, effect, new Answered.Told(new Outcome.Refused(over.words(), Why.REQUEST)), over.words());
        }
    }

    private void done(Tx tx, Effect effect, List<Tried> tried, Answered answered) {
        if (answered instanceof Answered.Told(Outcome.Done(var _, var alert))) {
            alert.ifPresent(
                    found -> pager.report(tx, found, effect.request().act().map(ActId::new), effect.cause()));
        }
        if (effect.kind() == Effect.Kind.RESOLVE_ALERT || effect.kind() == Effect.Kind.ACKNOWLEDGE_ALERT) {
            alarms.clearActRefused(tx, effect);
        }
        boolean weAcknowledged = tried.stream().anyMatch(call -> call.call() == Call.ACKNOWLEDGE);
        effect.request()
                .by()
                .filter(by -> weAcknowledged)
                .ifPresent(by -> wishes.ask(
                        tx,
                        Effect.Kind.COMMENT_ALERT,
                        Wishes.About.of(effect),
                        effect.request().saying("Acknowledged in Graft by " + by + "."),
                        effect.cause(),
                        "comment " + effect.id()));
    }

    private void refused(Tx tx, Effect effect, Answered answered, String words) {
        switch (effect.kind()) {
            case COMMENT_ALERT -> {}
            case POLL_ALERT -> pollRefused(tx, effect, answered);
            case RESOLVE_ALERT, ACKNOWLEDGE_ALERT -> wishRefused(tx, effect, words);
            case CREATE_ALERT -> throw new IllegalStateException("a page is concluded by Sending");
        }
    }

    /// Absence is no evidence: the alert is marked, and nothing else.
    private void pollRefused(Tx tx, Effect effect, Answered answered) {
        effect.alert().ifPresent(alert -> {
            if (answered instanceof Answered.Told(Outcome.Refused(var _, var why)) && why == Why.GONE) {
                alerts.notFoundAtPartner(tx, alert);
            }
            if (effect.request().isConfirming()) {
                alerts.confirmFailed(tx, alert);
            }
        });
    }

    private void wishRefused(Tx tx, Effect effect, String words) {
        var what = effect.request().what();
        var verb = wish(effect) == Wish.RESOLVED ? "resolve" : "acknowledge";
        effect.request().act().ifPresent(act -> withdraw(tx, effect.alert().orElseThrow(), act, words));
        if (effect.request().act().isEmpty()) {
            journal.append(
                    tx,
                    List.of(new PageFact.LinkedNotChanged(
                            effect.incident(),
                            verb + " " + what,
                            words,
                            effect.id().toString(),
                            clock.instant())));
        }
        alarms.raiseActRefused(tx, effect, AlarmWords.actRefused(what, verb, words));
    }

    private void withdraw(Tx tx, AlertId alert, UUID act, String words) {
        alerts.withdraw(tx, alert, new ActId(act), words);
    }
}
