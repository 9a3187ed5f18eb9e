package dev.graft.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.Rooms;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.workspace.Conflict;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.queue.TransactionalWorker;
import dev.graft.platform.queue.Worker;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RefusedTaskTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final Rooms rooms = new Rooms(database);

    @Test
    void a_task_that_another_room_turns_down_leaves_nothing_behind_and_the_run_says_why() {
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Checkout is down"));

        settleWith(task -> {
            rooms.incidents.create(task.tx(), task.caller(), NewIncident.titled("Half done"), task.hops());
            throw new Conflict("Not today.");
        });

        var run = rooms.workflows
                .decisions(rooms.ana, incident.id())
                .getFirst()
                .run()
                .orElseThrow();
        assertThat(run.status()).isEqualTo(Run.Status.FAILED);
        assertThat(run.tasks().getFirst().words()).containsExactly("Not today.");
        assertThat(rooms.incidents.findByAnyId(rooms.ana, "INC-2")).isEmpty();
        assertThat(rooms.timeline(incident.id()))
                .containsExactly(
                        "Ana Ruiz: Incident declared",
                        "Workflow: Page PagerTree when an incident is created: Not today.");
    }

    @Test
    void a_task_that_breaks_takes_the_whole_run_back() {
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Checkout is down"));

        settleWith(task -> {
            rooms.incidents.create(task.tx(), task.caller(), NewIncident.titled("Half done"), task.hops());
            throw new IllegalStateException("a bug");
        });

        var run = rooms.workflows
                .decisions(rooms.ana, incident.id())
                .getFirst()
                .run()
                .orElseThrow();
        assertThat(run.status()).as("it waits to be tried again").isEqualTo(Run.Status.QUEUED);
        assertThat(rooms.incidents.findByAnyId(rooms.ana, "INC-2")).isEmpty();
        assertThat(rooms.timeline(incident.id())).containsExactly("Ana Ruiz: Incident declared");
    }

    /// As `Automation` puts it together, with another way to page.
    private void settleWith(Tasks.Kind page) {
        var circumstances = new Circumstances(rooms.workspaces, rooms.alerts, rooms.incidents);
        var tasks = new Tasks(page, page, page);
        var runs = new Runs(
                circumstances,
                new TemplateData(rooms.workspaces, rooms.alerts, rooms.incidents, rooms.pages),
                tasks,
                rooms.incidents,
                rooms.alarms,
                rooms.clock);
        var deciding = new Deciding(circumstances, rooms.alarms, new WorkQueue(rooms.clock), rooms.ids, rooms.clock);
        var handler = new WorkHandler(deciding, runs, rooms.alarms);
        try (var worker =
                new Worker("test", new TransactionalWorker(WorkQueue.TABLE, database.db(), rooms.clock, 10, handler))) {
            worker.runDue();
        }
    }
}
