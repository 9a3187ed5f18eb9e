package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Alarms, in SQL.
final class AlarmStore {
    private AlarmStore() {}

    /// One that stands goes on to stand since it was raised, with the newest words; one that was over begins anew.
    static void raise(Tx tx, Alarm alarm) {
        tx.update("""
                insert into alarm (workspace_id, kind, subject_id, incident_id, alert_id, page_id, words, raised_at)
                values (:workspace, :kind, :subject, :incident, :alert, :page, :words, :raised)
                on conflict (workspace_id, kind, subject_id) do update
                   set words = excluded.words,
                       raised_at = case when alarm.cleared_at is null then alarm.raised_at else excluded.raised_at end,
                       cleared_at = null
                """)
                .bind("kind", alarm.kind())
                .bind("subject", alarm.subject())
                .bind("incident", alarm.incident().map(IncidentId::value))
                .bind("alert", alarm.alert().map(AlertId::value))
                .bind("page", alarm.page().map(PageId::value))
                .bind("words", alarm.words())
                .bind("raised", alarm.raisedAt())
                .run();
    }

    static void clear(Tx tx, Alarm.Kind kind, UUID subject, Instant now) {
        tx.update("""
                update alarm
                   set cleared_at = :now
                 where workspace_id = :workspace
                   and kind = :kind
                   and subject_id = :subject
                   and cleared_at is null
                """)
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("now", now)
                .run();
    }

    static void clearOfIncident(Tx tx, IncidentId incident, List<Alarm.Kind> kinds, Instant now) {
        tx.update("""
                update alarm
                   set cleared_at = :now
                 where workspace_id = :workspace
                   and incident_id = :incident
                   and kind = any (:kinds)
                   and cleared_at is null
                """)
                .bind("incident", incident.value())
                .bind("kinds", kinds.toArray(Alarm.Kind[]::new))
                .bind("now", now)
                .run();
    }

    static List<Alarm> standing(Tx tx) {
        return tx.query("""
                select kind, subject_id, incident_id, alert_id, page_id, words, raised_at, cleared_at
                  from alarm
                 where workspace_id = :workspace
                   and cleared_at is null
                 order by raised_at, kind, subject_id
                """).list(AlarmStore::read);
    }

    private static Alarm read(Row row) {
        return new Alarm(
                row.word("kind", Alarm.Kind.class),
                row.uuid("subject_id"),
                row.findUuid("incident_id").map(IncidentId::new),
                row.findUuid("alert_id").map(AlertId::new),
                row.findUuid("page_id").map(PageId::new),
                row.text("words"),
                row.instant("raised_at"),
                row.findInstant("cleared_at"));
    }
}
