package dev.graft.domain.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Where decisions are kept.
final class DecisionStore {
    private static final TypeReference<List<Answer>> ANSWERS = new TypeReference<>() {};

    /// What a page about an incident or an alert shows; the older ones are history that nobody asks about.
    private static final int SHOWN = 100;

    private DecisionStore() {}

    /// A decision that is to be kept.
    record Made(
            UUID id,
            UUID occurrence,
            Workflow workflow,
            Decision.Verdict verdict,
            String sentence,
            List<Answer> answers,
            Optional<RunId> run,
            Instant at) {}

    /// @return false when the workflow has decided on this occurrence already, which makes asking again harmless
    static boolean insert(Tx tx, Made made) {
        return tx.update("""
                insert into decision (workspace_id, id, occurrence_id, workflow_id, workflow_version, verdict,
                                      sentence, answers, run_id, decided_at)
                values (:workspace, :id, :occurrence, :workflow, :version, :verdict, :sentence, :answers::jsonb,
                        :run, :at)
                on conflict (workspace_id, occurrence_id, workflow_id) do nothing
                """)
                        .bind("id", made.id())
                        .bind("occurrence", made.occurrence())
                        .bind("workflow", made.workflow().id().value())
                        .bind("version", made.workflow().version())
                        .bind("verdict", made.verdict())
                        .bind("sentence", made.sentence())
                        .bind("answers", new String(Json.write(made.answers()), StandardCharsets.UTF_8))
                        .bind("run", made.run().map(RunId::value))
                        .bind("at", made.at())
                        .run()
                == 1;
    }

    /// The workflows that this occurrence would have started, had the alert stood elsewhere.
    static Set<WorkflowId> turnedAwayByStatus(Tx tx, UUID occurrence) {
        return tx
                .query("""
                select workflow_id, answers
                  from decision
                 where workspace_id = :workspace
                   and occurrence_id = :occurrence
                   and verdict = 'skipped'
                """)
                .bind("occurrence", occurrence)
                .list(row -> new TurnedAway(new WorkflowId(row.uuid("workflow_id")), answers(row)))
                .stream()
                .filter(TurnedAway::byStatus)
                .map(TurnedAway::workflow)
                .collect(Collectors.toUnmodifiableSet());
    }

    private record TurnedAway(WorkflowId workflow, List<Answer> answers) {
        boolean byStatus() {
            return answers.stream().anyMatch(answer -> answer.field() == Field.ALERT_STATUS && !answer.holds());
        }
    }

    static List<Decision> about(Tx tx, Subject subject) {
        var decisions = tx.query("""
                select o.trigger, o.incident_id, o.alert_id, d.workflow_id, w.name, d.workflow_version, d.verdict,
                       d.sentence, d.answers, d.run_id, d.decided_at
                  from occurrence o
                  join decision d on d.workspace_id = o.workspace_id and d.occurrence_id = o.id
                  join workflow w on w.workspace_id = d.workspace_id and w.id = d.workflow_id
                 where o.workspace_id = :workspace
                   and (o.incident_id = :incident or o.alert_id = :alert)
                 order by d.decided_at desc, d.id desc
                 limit :limit
                """)
                .bind("incident", subject instanceof Subject.OfIncident ? subject.id() : null)
                .bind("alert", subject instanceof Subject.OfAlert ? subject.id() : null)
                .bind("limit", SHOWN)
                .list(DecisionStore::read);
        return decisions.stream()
                .map(known -> known.with(known.run().flatMap(run -> RunStore.find(tx, run))))
                .toList();
    }

    private record Known(Decision decision, Optional<RunId> run) {
        Decision with(Optional<Run> found) {
            return new Decision(
                    decision.trigger(),
                    decision.subject(),
                    decision.workflow(),
                    decision.workflowName(),
                    decision.workflowVersion(),
                    decision.verdict(),
                    decision.sentence(),
                    decision.answers(),
                    found,
                    decision.decidedAt());
        }
    }

    private static Known read(Row row) {
        var decision = new Decision(
                row.word("trigger", Trigger.class),
                OccurrenceStore.subject(row),
                new WorkflowId(row.uuid("workflow_id")),
                row.text("name"),
                row.integer("workflow_version"),
                row.word("verdict", Decision.Verdict.class),
                row.text("sentence"),
                answers(row),
                Optional.empty(),
                row.instant("decided_at"));
        return new Known(decision, row.findUuid("run_id").map(RunId::new));
    }

    private static List<Answer> answers(Row row) {
        try {
            return Json.mapper().readValue(row.text("answers"), ANSWERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected the answers of a decision", e);
        }
    }
}
