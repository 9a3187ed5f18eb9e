package dev.graft.domain.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where occurrences are kept.
final class OccurrenceStore {
    private static final String SELECT = """
            select id, trigger, incident_id, alert_id, context, cause, hops, asks_again_of, occurred_at
              from occurrence
             where workspace_id = :workspace
            """;

    private OccurrenceStore() {}

    /// @return false when it is known already: the unique cause makes it harmless to hear of it twice
    static boolean insert(Tx tx, Occurrence occurrence) {
        return tx.update("""
                insert into occurrence (workspace_id, id, trigger, incident_id, alert_id, context, cause, hops,
                                        asks_again_of, occurred_at)
                values (:workspace, :id, :trigger, :incident, :alert, :context::jsonb, :cause, :hops,
                        :asks_again_of, :at)
                on conflict (workspace_id, trigger, cause) do nothing
                """)
                        .bind("id", occurrence.id())
                        .bind("trigger", occurrence.trigger())
                        .bind(
                                "incident",
                                Subject.findIncident(occurrence.subject()).map(IncidentId::value))
                        .bind("alert", Subject.findAlert(occurrence.subject()).map(AlertId::value))
                        .bind("context", new String(Json.write(occurrence.context()), StandardCharsets.UTF_8))
                        .bind("cause", occurrence.cause())
                        .bind("hops", occurrence.hops())
                        .bind("asks_again_of", occurrence.asksAgainOf())
                        .bind("at", occurrence.at())
                        .run()
                == 1;
    }

    static Optional<Occurrence> find(Tx tx, UUID id) {
        return tx.query(SELECT + " and id = :id").bind("id", id).one(OccurrenceStore::read);
    }

    static Optional<Occurrence> findByCause(Tx tx, Trigger trigger, List<String> causes) {
        return tx.query(SELECT + " and trigger = :trigger and cause = any (:causes) order by occurred_at desc limit 1")
                .bind("trigger", trigger)
                .bind("causes", causes.toArray(String[]::new))
                .one(OccurrenceStore::read);
    }

    private static Occurrence read(Row row) {
        return new Occurrence(
                row.uuid("id"),
                row.word("trigger", Trigger.class),
                subject(row),
                context(row.text("context")),
                row.text("cause"),
                row.integer("hops"),
                row.findUuid("asks_again_of"),
                row.instant("occurred_at"));
    }

    static Subject subject(Row row) {
        return row.findUuid("incident_id")
                .<Subject>map(incident -> new Subject.OfIncident(new IncidentId(incident)))
                .orElseGet(() -> new Subject.OfAlert(new AlertId(row.uuid("alert_id"))));
    }

    private static ConditionContext context(String json) {
        try {
            return Json.mapper().readValue(json, ConditionContext.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected what conditions look at", e);
        }
    }
}
