package dev.graft.domain.incident;

import dev.graft.domain.workspace.ActorJson;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Where timelines are kept.
final class TimelineStore {
    private TimelineStore() {}

    /// The unique cause makes it harmless to write a line twice.
    static void add(Tx tx, UUID id, IncidentId incident, TimelineLine line, Instant now) {
        tx.update("""
                insert into incident_event (workspace_id, id, incident_id, kind, source, visibility, topic, event,
                                            actor, cause, occurred_at, created_at, updated_at)
                values (:workspace, :id, :incident, :kind, :source, :visibility, :topic, :event,
                        :actor::jsonb, :cause, :occurred_at, :now, :now)
                on conflict (workspace_id, incident_id, cause) do nothing
                """)
                .bind("id", id)
                .bind("incident", incident.value())
                .bind("kind", line.kind())
                .bind("source", line.source())
                .bind("visibility", line.visibility())
                .bind("topic", line.topic())
                .bind("event", line.text())
                .bind("actor", ActorJson.write(line.actor()))
                .bind("cause", line.cause())
                .bind("occurred_at", line.occurredAt())
                .bind("now", now)
                .run();
    }

    static List<IncidentEvent> list(Tx tx, IncidentId incident, Slice slice) {
        return tx.query("""
                select id, incident_id, kind, source, visibility, topic, event, actor, cause, occurred_at, created_at,
                       updated_at
                  from incident_event
                 where workspace_id = :workspace
                   and incident_id = :incident
                 order by occurred_at, position
                 limit :limit offset :offset
                """)
                .bind("incident", incident.value())
                .bind("limit", slice.size())
                .bind("offset", slice.offset())
                .list(TimelineStore::read);
    }

    static long count(Tx tx, IncidentId incident) {
        return tx.query("""
                select count(*) as total
                  from incident_event
                 where workspace_id = :workspace
                   and incident_id = :incident
                """).bind("incident", incident.value()).only(row -> row.longValue("total"));
    }

    private static IncidentEvent read(Row row) {
        return new IncidentEvent(
                row.uuid("id"),
                new IncidentId(row.uuid("incident_id")),
                new TimelineLine(
                        row.word("topic", TimelineLine.Topic.class),
                        row.word("kind", TimelineLine.Kind.class),
                        row.text("event"),
                        ActorJson.read(row.text("actor")),
                        row.text("source"),
                        row.word("visibility", TimelineLine.Visibility.class),
                        row.text("cause"),
                        row.instant("occurred_at")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
