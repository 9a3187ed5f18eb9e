package dev.graft.domain.paging;

import dev.graft.domain.paging.Receipts.Locked;
import dev.graft.platform.db.Tx;
import dev.graft.platform.queue.QueueTable.Item;
import dev.graft.platform.queue.TransactionalWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Looks again at pages when their time has come, and raises the alarm where a page was not sent, or not answered.
final class Watches implements TransactionalWorker.Handler {
    private final Receipts receipts;
    private final Alarms alarms;
    private final Wishes wishes;
    private final Clock clock;

    Watches(Receipts receipts, Alarms alarms, Wishes wishes, Clock clock) {
        this.receipts = receipts;
        this.alarms = alarms;
        this.wishes = wishes;
        this.clock = clock;
    }

    @Override
    public Map<Item, Instant> handle(Tx tx, List<Item> items) {
        items.stream()
                .sorted(Comparator.comparing(Item::id))
                .forEach(item -> receipts.lock(tx, page(item)).ifPresent(locked -> look(tx, locked, watch(item))));
        return Map.of();
    }

    private void look(Tx tx, Locked locked, PagingQueues.Watch watch) {
        switch (watch) {
            case PAGE_NOT_SENT -> wasSent(tx, locked);
            case NOBODY_ANSWERED -> wasAnswered(tx, locked);
        }
    }

    private void wasSent(Tx tx, Locked locked) {
        var page = locked.page();
        if (page.send() == Page.SendState.WAITING) {
            var age = Duration.between(page.createdAt(), clock.instant());
            alarms.raiseForPage(
                    tx, Alarm.Kind.PAGE_NOT_SENT, page, AlarmWords.notSentYet(page, age, page.sendReason()));
        }
    }

    /// The partner is asked as well: a webhook that was lost must not leave an alarm standing.
    private void wasAnswered(Tx tx, Locked locked) {
        var page = locked.page();
        boolean isAnswered = page.acknowledgedAt().isPresent()
                || page.resolvedAt().isPresent()
                || locked.isIncidentOver()
                || locked.isIncidentAcknowledged();
        if (page.send() == Page.SendState.SENT && !isAnswered) {
            alarms.raiseForPage(
                    tx,
                    Alarm.Kind.NOBODY_ANSWERED,
                    page,
                    page.droppedAt().isPresent()
                            ? AlarmWords.dropped(page)
                            : AlarmWords.notAcknowledged(page, Receipts.ANSWERED_WITHIN));
            wishes.askOfPage(
                    tx,
                    Effect.Kind.POLL_ALERT,
                    page,
                    Effect.Request.about(Wishes.nameOf(page)),
                    "nobody seems to have answered",
                    "poll unanswered " + page.id());
        }
    }

    /// The look failed again and again; the alarm that it was to decide on is raised rather than lost.
    @Override
    public void bury(Tx tx, Item item, String reason) {
        PageStore.find(tx, page(item)).ifPresent(page -> {
            var words = "Whether the page \"" + page.title() + "\" to " + AlarmWords.names(page.destinations())
                    + " went well cannot be told (" + reason + "). Look at it in PagerTree.";
            alarms.raiseForPage(
                    tx,
                    switch (watch(item)) {
                        case PAGE_NOT_SENT -> Alarm.Kind.PAGE_NOT_SENT;
                        case NOBODY_ANSWERED -> Alarm.Kind.NOBODY_ANSWERED;
                    },
                    page,
                    words);
        });
    }

    private static PageId page(Item item) {
        return new PageId(UUID.fromString(item.id()));
    }

    private static PagingQueues.Watch watch(Item item) {
        return PagingQueues.Watch.valueOf(item.kind().toUpperCase(Locale.ROOT));
    }
}
