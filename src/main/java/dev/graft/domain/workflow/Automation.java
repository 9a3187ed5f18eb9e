package dev.graft.domain.workflow;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.paging.PagingDirectory;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.id.Ids;
import dev.graft.platform.queue.TransactionalWorker;
import dev.graft.platform.queue.Worker;
import java.time.Clock;

/// Puts the room together: its door, and the worker that decides and runs.
public final class Automation implements AutoCloseable {
    /// A run locks its incident; one transaction takes few of them, so that few are locked at once.
    private static final int AT_ONCE = 10;

    private final Workflows workflows;
    private final Worker worker;

    /// What the room is made from.
    ///
    /// @param requests for those who ask
    /// @param work for the worker
    public record Parts(
            Db requests,
            Db work,
            Ids ids,
            Clock clock,
            Workspaces workspaces,
            Alerts alerts,
            Incidents incidents,
            Pages pages,
            Alarms alarms,
            PagingDirectory directory) {}

    public Automation(Parts parts) {
        var queue = new WorkQueue(parts.clock());
        var circumstances = new Circumstances(parts.workspaces(), parts.alerts(), parts.incidents());
        var tasks = new Tasks(
                new PageTask(parts.pages(), parts.incidents(), parts.alerts(), parts.directory()),
                new UpdatePagesTask(parts.pages(), parts.incidents()),
                new CreateIncidentTask(parts.incidents(), parts.alerts(), parts.workspaces()));
        var runs = new Runs(
                circumstances,
                new TemplateData(parts.workspaces(), parts.alerts(), parts.incidents(), parts.pages()),
                tasks,
                parts.incidents(),
                parts.alarms(),
                parts.clock());
        var deciding = new Deciding(circumstances, parts.alarms(), queue, parts.ids(), parts.clock());
        this.workflows = new Workflows(
                parts.requests(), parts.alerts(), parts.incidents(), circumstances, queue, parts.ids(), parts.clock());
        this.worker = new Worker(
                "workflows",
                new TransactionalWorker(
                        WorkQueue.TABLE,
                        parts.work(),
                        parts.clock(),
                        AT_ONCE,
                        new WorkHandler(deciding, runs, parts.alarms())));
        queue.wakeBy(worker::wake);
        Liquid.warmUp();
    }

    public Workflows workflows() {
        return workflows;
    }

    /// For those who start, stop and, in tests, run the work by hand.
    public Worker worker() {
        return worker;
    }

    @Override
    public void close() {
        worker.close();
    }
}
