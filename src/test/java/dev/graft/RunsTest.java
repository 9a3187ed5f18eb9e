package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.IncidentFilter;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Run;
import dev.graft.domain.workflow.TaskRun;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The engine of workflows on a real database: what a run does, and what it does when things go wrong.
class RunsTest {
    private static final String INCIDENT_STARTED = """
            {"triggers": ["incident_created"], "condition": "all",
             "conditions": [{"field": "incident_status", "operator": "is", "values": ["started"]}]}
            """;
    private static final String ALERT_CREATED = """
            {"triggers": ["alert_created"], "condition": "all", "conditions": []}
            """;

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final Rooms rooms = new Rooms(database);

    RunsTest() {
        sql("delete from workflow where workspace_id = '" + rooms.workspace + "'");
    }

    @Test
    void tasks_run_in_the_order_of_their_positions_and_a_failure_stops_the_rest() {
        workflow(
                "incident",
                INCIDENT_STARTED,
                task(3, false, "\"task_type\": \"create_incident\", \"title\": \"Third\""),
                task(1, false, "\"task_type\": \"create_incident\", \"title\": \"First of {{ incident.title }}\""),
                task(2, false, "\"task_type\": \"send_carrier_pigeon\""));

        var run = runOf(declare("Checkout"));

        assertThat(run.status()).isEqualTo(Run.Status.FAILED);
        assertThat(run.message())
                .isEqualTo("send_carrier_pigeon: Graft does not know tasks of the type “send_carrier_pigeon”");
        assertThat(run.tasks())
                .extracting(TaskRun::status)
                .containsExactly(TaskRun.Status.COMPLETED, TaskRun.Status.FAILED, TaskRun.Status.SKIPPED);
        assertThat(titles()).contains("First of Checkout").doesNotContain("Third");
    }

    @Test
    void with_skip_on_failure_the_run_goes_on_and_says_that_it_had_errors() {
        workflow(
                "incident",
                INCIDENT_STARTED,
                task(1, true, "\"task_type\": \"send_carrier_pigeon\""),
                task(2, false, "\"task_type\": \"update_pagertree_alert\""));

        var run = runOf(declare("Checkout"));

        assertThat(run.status()).isEqualTo(Run.Status.COMPLETED_WITH_ERRORS);
        assertThat(run.tasks())
                .extracting(TaskRun::status)
                .containsExactly(TaskRun.Status.FAILED, TaskRun.Status.COMPLETED);
        assertThat(run.tasks().getLast().words()).containsExactly("INC-1 is started: nothing is resolved");
    }

    @Test
    void a_page_whose_title_cannot_be_rendered_goes_out_under_the_incidents_title_with_a_note() {
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));
        workflow(
                "incident",
                INCIDENT_STARTED,
                task(
                        1,
                        false,
                        "\"task_type\": \"create_pagertree_alert\", \"title\": \"{{ incident.title \","
                                + " \"description\": \"{% include '/etc/passwd' %}\", \"urgency\": \"enormous\""));

        var incident = declare("Checkout is down");

        assertThat(rooms.pagesOf(incident.id())).singleElement().satisfies(page -> {
            assertThat(page.title()).isEqualTo("Checkout is down");
            assertThat(page.description()).doesNotContain("root:");
        });
        assertThat(runOf(incident).tasks().getFirst().words())
                .anySatisfy(note -> assertThat(note).startsWith("The template of title cannot be rendered"))
                .contains("The urgency “enormous” is unknown; the incident's severity decides.");
    }

    @Test
    void a_task_names_whom_it_pages() {
        workflow(
                "incident",
                INCIDENT_STARTED,
                task(
                        1,
                        false,
                        "\"task_type\": \"create_pagertree_alert\", \"title\": \"x\", \"urgency\": \"low\","
                                + " \"severity\": \"SEV-2\", \"incident\": true,"
                                + " \"teams\": [{\"id\": \"tem_db\", \"name\": \"Databases\"}],"
                                + " \"users\": [{\"id\": \"usr_ana\", \"name\": \"Ana\"}]"));

        var incident = declare("Checkout is down");

        assertThat(rooms.pagesOf(incident.id())).singleElement().satisfies(page -> {
            assertThat(page.destinations()).extracting(Destination::id).containsExactly("tem_db", "usr_ana");
            assertThat(page.severity()).contains("SEV-2");
            assertThat(page.isIncident()).isTrue();
        });
    }

    @Test
    void an_alert_can_page_without_an_incident() {
        workflow(
                "alert",
                ALERT_CREATED,
                task(
                        1,
                        false,
                        "\"task_type\": \"create_pagertree_alert\", \"title\": \"Also: {{ alert.data.data.title }}\","
                                + " \"teams\": [{\"id\": \"tem_db\", \"name\": \"Databases\"}]"));

        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED);
        rooms.settle();

        var decisions = rooms.workflows.decisions(rooms.ana, alert.id());
        assertThat(decisions.getFirst().run().orElseThrow().tasks().getFirst().words())
                .containsExactly("Databases is paged");
        assertThat(titlesOfPages()).containsExactly("Also: t");
    }

    @Test
    void work_that_is_asked_for_again_after_a_crash_gives_the_same_rows() {
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));
        workflow("incident", INCIDENT_STARTED, task(1, false, "\"task_type\": \"create_pagertree_alert\""));
        var incident = declare("Checkout is down");
        var before = rooms.timeline(incident.id());

        sql("""
                insert into work_open (workspace_id, id, kind)
                select workspace_id, id, 'occurrence' from occurrence where workspace_id = '%s'
                union all
                select workspace_id, id, 'run' from run where workspace_id = '%s'
                """.formatted(rooms.workspace, rooms.workspace));
        assertThat(rooms.settle()).isEqualTo(2);

        assertThat(rooms.pagesOf(incident.id())).hasSize(1);
        assertThat(rooms.timeline(incident.id())).isEqualTo(before);
        assertThat(rooms.workflows.decisions(rooms.ana, incident.id())).hasSize(1);
    }

    @Test
    void two_workers_at_once_run_everything_once() throws Exception {
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));
        workflow("incident", INCIDENT_STARTED, task(1, false, "\"task_type\": \"create_pagertree_alert\""));
        var declared = new ArrayList<Incident>();
        for (int i = 0; i < 30; i++) {
            declared.add(rooms.incidents.create(rooms.ana, NewIncident.titled("Load " + i)));
        }

        try (var threads = Executors.newFixedThreadPool(3)) {
            Callable<Integer> worker = rooms::settle;
            for (var done : threads.invokeAll(List.of(worker, worker, worker))) {
                done.get();
            }
        }
        rooms.settle();

        for (var incident : declared) {
            assertThat(rooms.pagesOf(incident.id())).as(incident.name()).hasSize(1);
        }
    }

    @Test
    void two_workflows_that_want_an_incident_for_the_same_alert_make_one() {
        workflow("alert", ALERT_CREATED, task(1, false, "\"task_type\": \"create_incident\", \"title\": \"One\""));
        workflow("alert", ALERT_CREATED, task(1, false, "\"task_type\": \"create_incident\", \"title\": \"Two\""));

        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED);
        rooms.settle();

        assertThat(rooms.incidents.incidentsOf(rooms.ana, alert.id())).hasSize(1);
        assertThat(rooms.workflows.decisions(rooms.ana, alert.id()))
                .flatExtracting(decision ->
                        decision.run().orElseThrow().tasks().getFirst().words())
                .containsExactlyInAnyOrder(
                        "INC-1 is declared", "No incident is made: " + alert.shortId() + " belongs to INC-1 already");
    }

    @Test
    void a_chain_of_too_many_hops_is_stopped_and_raises_the_alarm() {
        workflow("incident", INCIDENT_STARTED, task(1, false, "\"task_type\": \"create_incident\", \"title\": \"x\""));

        rooms.incidents.create(rooms.ana, NewIncident.titled("x"));
        rooms.settle();

        // each incident makes the next one: the ninth step is not taken
        assertThat(rooms.incidents
                        .list(rooms.ana, IncidentFilter.all(), Slice.first(100))
                        .total())
                .isEqualTo(10);
        assertThat(rooms.alarms.standing(rooms.ana)).extracting(Alarm::kind).containsExactly(Alarm.Kind.LOOP_SUSPECTED);
    }

    @Test
    void a_workflow_that_runs_again_and_again_for_one_incident_is_stopped() {
        workflow("incident", """
                {"triggers": ["status_updated"], "condition": "all", "conditions": []}
                """, task(1, false, "\"task_type\": \"update_pagertree_alert\""));
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Flapping"));

        for (int i = 0; i < 6; i++) {
            rooms.incidents.handle(rooms.ana, incident.id(), new IncidentCommand.Resolve(Optional.empty()));
            rooms.incidents.handle(rooms.ana, incident.id(), new IncidentCommand.Start());
            rooms.settle();
        }

        assertThat(rooms.workflows.decisions(rooms.ana, incident.id()))
                .extracting(Decision::verdict)
                .filteredOn(Decision.Verdict.MATCHED::equals)
                .hasSize(10);
        assertThat(rooms.alarms.standing(rooms.ana)).extracting(Alarm::kind).containsExactly(Alarm.Kind.LOOP_SUSPECTED);
    }

    @Test
    void a_workflow_that_is_switched_off_is_not_asked_and_one_switched_off_meanwhile_does_not_run() {
        workflow("incident", INCIDENT_STARTED, task(1, false, "\"task_type\": \"create_incident\", \"title\": \"x\""));
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Before"));
        sql("update workflow set enabled = false where workspace_id = '" + rooms.workspace + "'");
        rooms.settle();
        rooms.incidents.create(rooms.ana, NewIncident.titled("After"));
        rooms.settle();

        assertThat(rooms.workflows.decisions(rooms.ana, incident.id())).isEmpty();
        assertThat(titles()).containsExactly("After", "Before");
    }

    @Test
    void a_status_that_does_not_exist_is_refused_in_words() {
        workflow(
                "incident",
                INCIDENT_STARTED,
                task(1, true, "\"task_type\": \"create_pagertree_alert\", \"title\": \"x\""),
                task(2, false, "\"task_type\": \"update_pagertree_alert\", \"status\": \"exploded\""));

        var run = runOf(declare("Checkout"));

        assertThat(run.tasks().getLast().words())
                .containsExactly("The status “exploded” is unknown: auto, acknowledged and resolved are");
    }

    @Test
    void a_run_that_fails_again_and_again_is_shown_as_failed_and_somebody_is_told() {
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));
        workflow("incident", INCIDENT_STARTED, task(1, false, "\"task_type\": \"create_pagertree_alert\""));
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Checkout is down"));
        database.runAsSuperuser("""
                create function refuse() returns trigger language plpgsql as 'begin raise exception ''disk on fire''; end';
                create trigger refuse_pages before insert on page for each row execute function refuse();
                """);
        try {
            for (int i = 0; i < 8; i++) {
                rooms.settle();
                sql("update work_open set due_at = now() - interval '1 hour' where workspace_id = '" + rooms.workspace
                        + "'");
            }

            assertThat(runOf(incident).status()).isEqualTo(Run.Status.FAILED);
            assertThat(rooms.alarms.standing(rooms.ana, incident.id()))
                    .extracting(Alarm::kind)
                    .containsExactly(Alarm.Kind.NOT_PAGED);
        } finally {
            database.runAsSuperuser("drop trigger refuse_pages on page; drop function refuse();");
        }
    }

    @Test
    void a_private_incident_is_paged_without_its_words() {
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));
        workflow(
                "incident",
                INCIDENT_STARTED,
                task(1, false, "\"task_type\": \"create_pagertree_alert\", \"title\": \"{{ incident.title }}\""));

        var incident = rooms.incidents.create(
                rooms.ana,
                NewIncident.titled("Leaked key").withSummary("of Ben").asPrivate());
        rooms.settle();

        assertThat(rooms.pagesOf(incident.id())).extracting(Page::title).containsExactly("Private incident INC-1");
    }

    private Incident declare(String title) {
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled(title));
        rooms.settle();
        return incident;
    }

    private Run runOf(Incident incident) {
        return rooms.workflows.decisions(rooms.ana, incident.id()).stream()
                .flatMap(decision -> decision.run().stream())
                .findFirst()
                .orElseThrow();
    }

    private List<String> titles() {
        return rooms.incidents.list(rooms.ana, IncidentFilter.all(), Slice.first(100)).items().stream()
                .map(Incident::title)
                .toList();
    }

    private List<String> titlesOfPages() {
        return database.db()
                .inTransaction(
                        rooms.workspace,
                        tx -> tx.query("select title from page where workspace_id = :workspace")
                                .list(row -> row.text("title")));
    }

    private static String task(int position, boolean skipOnFailure, String params) {
        return """
                {"name": "t", "position": %d, "enabled": true, "skip_on_failure": %b, "task_params": {%s}}
                """.formatted(position, skipOnFailure, params);
    }

    private void workflow(String kind, String triggerParams, String... tasks) {
        var id = UUID.randomUUID();
        database.db()
                .useTransaction(
                        rooms.workspace,
                        tx -> tx.update("""
                insert into workflow (workspace_id, id, name, slug, kind, position, definition, created_at, updated_at)
                values (:workspace, :id, 'Test', :slug, :kind, 1, :definition::jsonb, now(), now())
                """)
                                .bind("id", id)
                                .bind("slug", "test-" + id)
                                .bind("kind", kind)
                                .bind(
                                        "definition",
                                        "{\"trigger_params\": " + triggerParams + ", \"tasks\": ["
                                                + String.join(",", tasks) + "]}")
                                .run());
    }

    private void sql(String statement) {
        database.runAsSuperuser(statement);
    }
}
