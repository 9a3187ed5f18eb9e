package dev.graft.domain.paging;

import dev.graft.domain.paging.Calling.Answered;
import dev.graft.domain.paging.Calling.Begun;
import dev.graft.domain.paging.Calling.Concluded;
import dev.graft.domain.paging.Receipts.Locked;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.queue.LeasedWorker;
import dev.graft.platform.queue.QueueTable.Leased;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;

/// Carries out what was asked of the partner: decides on one call and writes down that it begins, makes it outside any
/// transaction, and writes down what was seen.
///
/// Safe to run again at any point: a call that was begun and never ended is one of unknown fate, and the rules look
/// before they repeat it. Whoever lost its lease meanwhile changes nothing but what is true in any case, the ids found.
final class Effects implements LeasedWorker.Handler {
    private final Db db;
    private final Pager pager;
    private final Receipts receipts;
    private final Sending sending;
    private final Wishing wishing;
    private final PagingQueues queues;
    private final Clock clock;
    private final DoubleSupplier random;

    /// @param random from 0 to 1, for the waits
    Effects(
            Db db,
            Pager pager,
            Receipts receipts,
            Sending sending,
            Wishing wishing,
            PagingQueues queues,
            Clock clock,
            DoubleSupplier random) {
        this.db = db;
        this.pager = pager;
        this.receipts = receipts;
        this.sending = sending;
        this.wishing = wishing;
        this.queues = queues;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void carryOut(Leased leased) {
        FailPoint.EFFECT_LEASED.hit();
        var begun = db.inTransaction(leased.workspace(), tx -> {
            var beginning = begin(tx, leased);
            FailPoint.EFFECT_BEFORE_ATTEMPT_COMMIT.hit();
            return beginning;
        });
        if (begun instanceof Begun.Make(var calling)) {
            var answered = make(leased.workspace(), calling);
            db.useTransaction(leased.workspace(), tx -> {
                conclude(tx, leased, calling, answered);
                FailPoint.EFFECT_BEFORE_OUTCOME_COMMIT.hit();
            });
            FailPoint.EFFECT_AFTER_OUTCOME_COMMIT.hit();
        }
    }

    private Begun begin(Tx tx, Leased leased) {
        var id = UUID.fromString(leased.id());
        var effect = EffectStore.find(tx, id)
                .orElseThrow(() -> new IllegalStateException("effect " + id + " is queued and not kept"));
        var locked = lockPage(tx, effect);
        var tried = EffectStore.tried(tx, id);
        if (effect.state() != Effect.State.WAITING) {
            PagingQueues.EFFECTS.finish(tx, leased);
            return new Begun.Over(effect.state(), "");
        }
        var begun = effect.kind() == Effect.Kind.CREATE_ALERT
                ? sending.begin(tx, locked.orElseThrow(), tried)
                : wishing.begin(tx, effect, tried);
        switch (begun) {
            case Begun.Make(var calling) -> EffectStore.beginAttempt(tx, leased, calling.call(), clock.instant());
            case Begun.Over over -> {
                PagingQueues.EFFECTS.finish(tx, leased);
                if (effect.kind() == Effect.Kind.CREATE_ALERT) {
                    EffectStore.finish(tx, id, over.state(), over.words(), clock.instant());
                } else {
                    wishing.applyAtOnce(tx, effect, over);
                }
            }
        }
        return begun;
    }

    private Answered make(WorkspaceId workspace, Calling calling) {
        var looks = calling instanceof Calling.Look;
        (looks ? FailPoint.LOOK_UP_BEFORE_CALL : FailPoint.EFFECT_BEFORE_CALL).hit();
        Answered answered = switch (calling) {
            case Calling.Send(var order) -> new Answered.Told(pager.send(workspace, order));
            case Calling.Look(var marker, var since) -> new Answered.Looked(pager.lookUp(workspace, marker, since));
            case Calling.Resolve(var alert) -> new Answered.Told(pager.resolve(workspace, alert));
            case Calling.Acknowledge(var alert) -> new Answered.Told(pager.acknowledge(workspace, alert));
            case Calling.Comment(var alert, var text) -> new Answered.Told(pager.comment(workspace, alert, text));
            case Calling.Read(var alert) -> new Answered.Told(pager.read(workspace, alert));
        };
        (looks ? FailPoint.LOOK_UP_AFTER_CALL : FailPoint.EFFECT_AFTER_CALL).hit();
        return answered;
    }

    private void conclude(Tx tx, Leased leased, Calling calling, Answered answered) {
        var id = UUID.fromString(leased.id());
        var locked = lockPage(tx, EffectStore.find(tx, id).orElseThrow());
        var effect = EffectStore.find(tx, id).orElseThrow(); // again: only now nobody else changes it
        var now = clock.instant();
        EffectStore.endAttempt(tx, leased, answered.seen(), answered.words(), now);
        var tried = EffectStore.tried(tx, id);
        var concluded = effect.kind() == Effect.Kind.CREATE_ALERT
                ? Sending.conclude(locked.orElseThrow(), tried, answered, now, random.getAsDouble())
                : Wishing.conclude(effect, calling.call(), tried, answered, now, random.getAsDouble());
        if (isStillOurs(tx, leased, effect, concluded)) {
            apply(tx, effect, locked, tried, answered, concluded);
        } else if (effect.kind() == Effect.Kind.CREATE_ALERT) {
            sending.keepFound(tx, locked.orElseThrow(), answered);
        }
    }

    private boolean isStillOurs(Tx tx, Leased leased, Effect effect, Concluded concluded) {
        return effect.state() == Effect.State.WAITING
                && switch (concluded) {
                    case Concluded.Over _ -> PagingQueues.EFFECTS.finish(tx, leased);
                    case Concluded.Again(var after, var _) -> {
                        if (after.isZero()) {
                            tx.afterCommit(queues::wake);
                        }
                        yield PagingQueues.EFFECTS.giveBack(
                                tx, leased, clock.instant().plus(after));
                    }
                };
    }

    private void apply(
            Tx tx, Effect effect, Optional<Locked> locked, List<Tried> tried, Answered answered, Concluded concluded) {
        if (effect.kind() == Effect.Kind.CREATE_ALERT) {
            sending.apply(tx, locked.orElseThrow(), answered, concluded);
        }
        if (concluded instanceof Concluded.Over over) {
            if (effect.kind() == Effect.Kind.CREATE_ALERT) {
                EffectStore.finish(tx, effect.id(), over.state(), over.words(), clock.instant());
            } else {
                wishing.apply(tx, effect, tried, answered, over);
            }
        }
    }

    private Optional<Locked> lockPage(Tx tx, Effect effect) {
        return effect.page().flatMap(page -> receipts.lock(tx, page));
    }
}
