package dev.graft.domain.paging;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Reports;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.id.Ids;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.queue.LeasedWorker;
import dev.graft.platform.queue.TransactionalWorker;
import dev.graft.platform.queue.Worker;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Puts the room together: its door, and the two workers that do what was asked at it.
public final class Paging implements AutoCloseable {
    /// A watch is a few rows; one transaction takes them in small lots, so that it locks few incidents at once.
    private static final int WATCHES_AT_ONCE = 10;

    private final Pages pages;
    private final Worker effects;
    private final Worker watches;
    private final LeasedWorker calls;

    /// What the room is made from.
    ///
    /// @param requests for those who ask
    /// @param work for the workers
    public record Parts(
            Db requests,
            Db work,
            Ids ids,
            Clock clock,
            Journal journal,
            Workspaces workspaces,
            Alerts alerts,
            Reports reports,
            Incidents incidents,
            Alarms alarms,
            PagingDirectory directory,
            Pager pager) {}

    public Paging(Parts parts) {
        var queues = new PagingQueues(parts.clock());
        var wishes = new Wishes(queues, parts.ids(), parts.clock());
        var receipts = new Receipts(
                parts.reports(),
                parts.incidents(),
                parts.directory(),
                parts.journal(),
                parts.alarms(),
                queues,
                wishes,
                parts.clock());
        var sending = new Sending(receipts, parts.journal(), parts.alarms(), parts.clock());
        var wishing =
                new Wishing(parts.alerts(), parts.pager(), wishes, parts.journal(), parts.alarms(), parts.clock());
        this.pages = new Pages(
                parts.requests(),
                parts.ids(),
                parts.clock(),
                parts.journal(),
                parts.workspaces(),
                parts.alerts(),
                parts.incidents(),
                parts.directory(),
                parts.alarms(),
                new Covering(parts.workspaces(), parts.alerts(), parts.incidents(), parts.directory()),
                receipts,
                new Linked(parts.alerts(), parts.incidents(), parts.journal(), sending, wishes, parts.clock()),
                wishes,
                queues);
        this.calls = new LeasedWorker(
                PagingQueues.EFFECTS,
                parts.work(),
                parts.clock(),
                new Effects(
                        parts.work(),
                        parts.pager(),
                        receipts,
                        sending,
                        wishing,
                        queues,
                        parts.clock(),
                        () -> ThreadLocalRandom.current().nextDouble()));
        this.effects = new Worker("effects", calls);
        this.watches = new Worker(
                "page watches",
                new TransactionalWorker(
                        PagingQueues.WATCHES,
                        parts.work(),
                        parts.clock(),
                        WATCHES_AT_ONCE,
                        new Watches(receipts, parts.alarms(), wishes, parts.clock())));
        queues.wakeBy(effects::wake);
    }

    public Pages pages() {
        return pages;
    }

    /// For those who start, stop and, in tests, run the work by hand.
    public List<Worker> workers() {
        return List.of(effects, watches);
    }

    @Override
    public void close() {
        effects.close();
        watches.close();
        calls.close();
    }
}
