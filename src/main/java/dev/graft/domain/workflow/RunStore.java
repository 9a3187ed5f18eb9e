package dev.graft.domain.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where runs are kept, with what their tasks did.
final class RunStore {
    private RunStore() {}

    /// A run as the worker takes it up.
    record Waiting(RunId id, WorkflowId workflow, UUID occurrence, Subject subject, Run.Status status, int hops) {}

    static void insert(Tx tx, RunId id, Workflow workflow, Occurrence occurrence, Instant now) {
        tx.update("""
                insert into run (workspace_id, id, workflow_id, occurrence_id, incident_id, alert_id, status, hops,
                                 queued_at)
                values (:workspace, :id, :workflow, :occurrence, :incident, :alert, 'queued', :hops, :now)
                """)
                .bind("id", id.value())
                .bind("workflow", workflow.id().value())
                .bind("occurrence", occurrence.id())
                .bind("incident", Subject.findIncident(occurrence.subject()).map(IncidentId::value))
                .bind("alert", Subject.findAlert(occurrence.subject()).map(AlertId::value))
                .bind("hops", occurrence.hops())
                .bind("now", now)
                .run();
    }

    /// How often the workflow has run for this incident or alert since then.
    static long countSince(Tx tx, WorkflowId workflow, Subject subject, Instant since) {
        return tx.query("""
                select count(*) as runs
                  from run
                 where workspace_id = :workspace
                   and (incident_id = :incident or alert_id = :alert)
                   and workflow_id = :workflow
                   and queued_at > :since
                """)
                .bind("workflow", workflow.value())
                .bind("incident", subject instanceof Subject.OfIncident ? subject.id() : null)
                .bind("alert", subject instanceof Subject.OfAlert ? subject.id() : null)
                .bind("since", since)
                .only(row -> row.longValue("runs"));
    }

    static List<IncidentId> incidentsOf(Tx tx, Collection<RunId> ids) {
        return tx.query("""
                select incident_id
                  from run
                 where workspace_id = :workspace
                   and id = any(:ids::uuid[])
                   and incident_id is not null
                """)
                .bind("ids", ids.stream().map(RunId::value).toArray(UUID[]::new))
                .list(row -> new IncidentId(row.uuid("incident_id")));
    }

    static Optional<Waiting> findWaiting(Tx tx, RunId id) {
        return tx.query("""
                select id, workflow_id, occurrence_id, incident_id, alert_id, status, hops
                  from run
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id.value())
                .one(row -> new Waiting(
                        new RunId(row.uuid("id")),
                        new WorkflowId(row.uuid("workflow_id")),
                        row.uuid("occurrence_id"),
                        OccurrenceStore.subject(row),
                        row.word("status", Run.Status.class),
                        row.integer("hops")));
    }

    static void finish(Tx tx, RunId id, Run.Status status, String message, Instant startedAt, Instant now) {
        tx.update("""
                update run
                   set status = :status, status_message = :message, started_at = :started_at, finished_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id.value())
                .bind("status", status)
                .bind("message", message)
                .bind("started_at", startedAt)
                .bind("now", now)
                .run();
    }

    static void insertTask(Tx tx, RunId run, TaskRun task) {
        tx.update("""
                insert into task_run (workspace_id, run_id, position, task_type, status, result, finished_at)
                values (:workspace, :run, :position, :type, :status, :result::jsonb, :at)
                """)
                .bind("run", run.value())
                .bind("position", task.position())
                .bind("type", task.type())
                .bind("status", task.status())
                .bind("result", new String(Json.write(Map.of("words", task.words())), StandardCharsets.UTF_8))
                .bind("at", task.finishedAt())
                .run();
    }

    static Optional<Run> find(Tx tx, RunId id) {
        var tasks = tx.query("""
                select position, task_type, status, result, finished_at
                  from task_run
                 where workspace_id = :workspace
                   and run_id = :run
                 order by position
                """).bind("run", id.value()).list(RunStore::readTask);
        return tx.query("""
                select id, status, status_message, hops, queued_at, started_at, finished_at
                  from run
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id.value())
                .one(row -> new Run(
                        new RunId(row.uuid("id")),
                        row.word("status", Run.Status.class),
                        row.text("status_message"),
                        row.integer("hops"),
                        tasks,
                        row.instant("queued_at"),
                        row.findInstant("started_at"),
                        row.findInstant("finished_at")));
    }

    private static TaskRun readTask(Row row) {
        return new TaskRun(
                row.integer("position"),
                row.text("task_type"),
                row.word("status", TaskRun.Status.class),
                words(row.text("result")),
                row.instant("finished_at"));
    }

    private static List<String> words(String result) {
        try {
            return Json.mapper()
                    .readTree(result)
                    .path("words")
                    .valueStream()
                    .map(word -> word.asText())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected what a task did", e);
        }
    }
}
