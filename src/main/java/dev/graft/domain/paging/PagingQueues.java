package dev.graft.domain.paging;

import dev.graft.platform.db.Tx;
import dev.graft.platform.queue.QueueTable;
import dev.graft.platform.queue.QueueTable.IdType;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/// The two queues of this room: effects to carry out, and pages to look at again.
final class PagingQueues {
    static final QueueTable EFFECTS = new QueueTable("effect_open", IdType.UUID);
    static final QueueTable WATCHES = new QueueTable("page_watch_open", IdType.UUID);

    enum Watch {
        PAGE_NOT_SENT,
        NOBODY_ANSWERED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Clock clock;
    private Runnable wake = () -> {};

    PagingQueues(Clock clock) {
        this.clock = clock;
    }

    /// Sets who is woken when an effect was asked for. Once, at start.
    void wakeBy(Runnable wakeEffects) {
        wake = wakeEffects;
    }

    void wake() {
        wake.run();
    }

    /// Keeps the effect and puts it up to be carried out at once.
    ///
    /// @return false when it had been asked before
    boolean ask(Tx tx, Effect effect) {
        if (!EffectStore.insert(tx, effect)) {
            return false;
        }
        EFFECTS.add(tx, effect.id(), effect.kind().name().toLowerCase(Locale.ROOT), clock.instant());
        tx.afterCommit(this::wake);
        return true;
    }

    void watch(Tx tx, PageId page, Watch watch, Instant due) {
        WATCHES.add(tx, page.value(), watch.word(), due);
    }
}
