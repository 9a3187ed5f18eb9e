package dev.graft.domain.alert;

import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The timelines of alerts, as rows.
final class AlertEventStore {
    private AlertEventStore() {}

    /// @param cause what makes it happen once
    record Kept(AlertEvent event, String cause) {}

    static void insert(Tx tx, List<Kept> events) {
        if (events.isEmpty()) {
            return;
        }
        tx.update("""
                insert into alert_event
                       (workspace_id, id, alert_id, kind, action, source, details, cause, late, occurred_at, created_at)
                select :workspace, id, alert_id, kind, action, source, details, cause, late, occurred_at, created_at
                  from unnest(:ids::uuid[], :alerts::uuid[], :kinds::text[], :actions::text[], :sources::text[],
                              :details::text[], :causes::text[], :late::boolean[], :occurred::timestamptz[],
                              :created::timestamptz[])
                    as new (id, alert_id, kind, action, source, details, cause, late, occurred_at, created_at)
                on conflict (workspace_id, alert_id, cause) do nothing
                """)
                .bind("ids", events.stream().map(kept -> kept.event().id()).toArray(UUID[]::new))
                .bind(
                        "alerts",
                        events.stream()
                                .map(kept -> kept.event().alert().value())
                                .toArray(UUID[]::new))
                .bind("kinds", events.stream().map(kept -> kept.event().kind()).toArray(String[]::new))
                .bind(
                        "actions",
                        events.stream().map(kept -> kept.event().action()).toArray(String[]::new))
                .bind(
                        "sources",
                        events.stream().map(kept -> kept.event().source()).toArray(String[]::new))
                .bind(
                        "details",
                        events.stream().map(kept -> kept.event().details()).toArray(String[]::new))
                .bind("causes", events.stream().map(Kept::cause).toArray(String[]::new))
                .bind("late", events.stream().map(kept -> kept.event().late()).toArray(Boolean[]::new))
                .bind(
                        "occurred",
                        events.stream().map(kept -> kept.event().occurredAt()).toArray(Instant[]::new))
                .bind(
                        "created",
                        events.stream().map(kept -> kept.event().createdAt()).toArray(Instant[]::new))
                .run();
    }

    static Sliced<AlertEvent> of(Tx tx, AlertId alert, Slice slice) {
        long total = tx.query(
                        "select count(*) as total from alert_event where workspace_id = :workspace and alert_id = :alert")
                .bind("alert", alert.value())
                .only(row -> row.longValue("total"));
        var events = tx.query("""
                select id, alert_id, kind, action, source, details, late, occurred_at, created_at
                  from alert_event
                 where workspace_id = :workspace
                   and alert_id = :alert
                 order by occurred_at, created_at, id
                 limit :size offset :offset
                """)
                .bind("alert", alert.value())
                .bind("size", slice.size())
                .bind("offset", slice.offset())
                .list(row -> new AlertEvent(
                        row.uuid("id"),
                        new AlertId(row.uuid("alert_id")),
                        row.text("kind"),
                        row.text("action"),
                        row.text("source"),
                        row.text("details"),
                        row.bool("late"),
                        row.instant("occurred_at"),
                        row.instant("created_at")));
        return new Sliced<>(events, total);
    }
}
