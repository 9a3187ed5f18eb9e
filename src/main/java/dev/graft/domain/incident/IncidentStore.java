package dev.graft.domain.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.ActorJson;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import dev.graft.platform.db.Query;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Where incidents are kept, with their teams and the alerts that belong to them.
final class IncidentStore {
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private static final String SELECT = """
            select i.id, i.number, i.title, i.slug, i.kind, i.summary, i.is_private, i.severity_id, i.labels,
                   i.status, i.created_by, i.source, i.duplicate_of, i.detected_at, i.acknowledged_at, i.hops,
                   i.created_at, i.updated_at,
                   i.in_triage_at, i.in_triage_by, i.started_at, i.started_by,
                   i.mitigated_at, i.mitigated_by, i.mitigation_message,
                   i.resolved_at, i.resolved_by, i.resolution_message,
                   i.closed_at, i.closed_by, i.cancelled_at, i.cancelled_by, i.cancellation_message,
                   array(select t.team_id from incident_team t
                          where t.workspace_id = i.workspace_id and t.incident_id = i.id
                          order by t.team_id) as teams
              from incident i
            """;

    private static final String FILTER = """
             where i.workspace_id = :workspace
               and (not i.is_private or :sees_private
                    or (i.created_by ->> 'kind' = 'member' and i.created_by ->> 'id' = :member))
               and (cardinality(:statuses::text[]) = 0 or i.status = any (:statuses::text[]))
               and (cardinality(:kinds::text[]) = 0 or i.kind = any (:kinds::text[]))
               and (cardinality(:severities::uuid[]) = 0 or i.severity_id = any (:severities::uuid[]))
               and (:private::boolean is null or i.is_private = :private::boolean)
               and (:search::text is null or i.title ilike :search::text or i.summary ilike :search::text)
               and (:created_from::timestamptz is null or i.created_at >= :created_from::timestamptz)
               and (:created_to::timestamptz is null or i.created_at < :created_to::timestamptz)
            """;

    private IncidentStore() {}

    /// Whose eyes a list is made for.
    ///
    /// @param member the caller's id as a member, or empty: they see the private incidents that they made
    record Sight(boolean seesPrivate, Optional<String> member) {}

    static void insert(Tx tx, Incident incident) {
        tx.update("""
                insert into incident (workspace_id, id, number, title, slug, kind, summary, is_private, severity_id,
                                      status, source, labels, created_by, in_triage_at, in_triage_by, started_at,
                                      started_by, hops, created_at, updated_at)
                values (:workspace, :id, :number, :title, :slug, :kind, :summary, :private, :severity,
                        :status, :source, :labels::jsonb, :created_by::jsonb, :in_triage_at, :in_triage_by::jsonb,
                        :started_at, :started_by::jsonb, :hops, :created_at, :updated_at)
                """)
                .bind("id", incident.id().value())
                .bind("number", incident.number())
                .bind("title", incident.title())
                .bind("slug", incident.slug())
                .bind("kind", incident.kind())
                .bind("summary", incident.summary())
                .bind("private", incident.isPrivate())
                .bind("severity", incident.severity().map(SeverityId::value))
                .bind("status", incident.status())
                .bind("source", incident.source())
                .bind("labels", json(incident.labels()))
                .bind("created_by", ActorJson.write(incident.createdBy()))
                .bind("in_triage_at", incident.inTriage().map(Stamp::at))
                .bind("in_triage_by", by(incident.inTriage()))
                .bind("started_at", incident.started().map(Stamp::at))
                .bind("started_by", by(incident.started()))
                .bind("hops", incident.hops())
                .bind("created_at", incident.createdAt())
                .bind("updated_at", incident.updatedAt())
                .run();
        addTeams(tx, incident.id(), incident.teams());
    }

    static void save(Tx tx, Incident incident) {
        tx.update("""
                update incident
                   set title = :title, summary = :summary, is_private = :private, severity_id = :severity,
                       labels = :labels::jsonb, status = :status, duplicate_of = :duplicate_of,
                       detected_at = :detected_at, acknowledged_at = :acknowledged_at,
                       in_triage_at = :in_triage_at, in_triage_by = :in_triage_by::jsonb,
                       started_at = :started_at, started_by = :started_by::jsonb,
                       mitigated_at = :mitigated_at, mitigated_by = :mitigated_by::jsonb,
                       mitigation_message = :mitigation_message,
                       resolved_at = :resolved_at, resolved_by = :resolved_by::jsonb,
                       resolution_message = :resolution_message,
                       closed_at = :closed_at, closed_by = :closed_by::jsonb,
                       cancelled_at = :cancelled_at, cancelled_by = :cancelled_by::jsonb,
                       cancellation_message = :cancellation_message, updated_at = :updated_at
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", incident.id().value())
                .bind("title", incident.title())
                .bind("summary", incident.summary())
                .bind("private", incident.isPrivate())
                .bind("severity", incident.severity().map(SeverityId::value))
                .bind("labels", json(incident.labels()))
                .bind("status", incident.status())
                .bind("duplicate_of", incident.duplicateOf().map(IncidentId::value))
                .bind("detected_at", incident.detectedAt())
                .bind("acknowledged_at", incident.acknowledgedAt())
                .bind("in_triage_at", incident.inTriage().map(Stamp::at))
                .bind("in_triage_by", by(incident.inTriage()))
                .bind("started_at", incident.started().map(Stamp::at))
                .bind("started_by", by(incident.started()))
                .bind("mitigated_at", incident.mitigated().map(Stamp::at))
                .bind("mitigated_by", by(incident.mitigated()))
                .bind("mitigation_message", incident.mitigated().flatMap(Stamp::message))
                .bind("resolved_at", incident.resolved().map(Stamp::at))
                .bind("resolved_by", by(incident.resolved()))
                .bind("resolution_message", incident.resolved().flatMap(Stamp::message))
                .bind("closed_at", incident.closed().map(Stamp::at))
                .bind("closed_by", by(incident.closed()))
                .bind("cancelled_at", incident.cancelled().map(Stamp::at))
                .bind("cancelled_by", by(incident.cancelled()))
                .bind("cancellation_message", incident.cancelled().flatMap(Stamp::message))
                .bind("updated_at", incident.updatedAt())
                .run();
        addTeams(tx, incident.id(), incident.teams());
    }

    private static void addTeams(Tx tx, IncidentId incident, List<TeamId> teams) {
        if (teams.isEmpty()) {
            return;
        }
        tx.update("""
                insert into incident_team (workspace_id, incident_id, team_id)
                select :workspace, :incident, team from unnest(:teams::uuid[]) as team
                on conflict do nothing
                """)
                .bind("incident", incident.value())
                .bind("teams", teams.stream().map(TeamId::value).toArray(UUID[]::new))
                .run();
    }

    static Optional<Incident> find(Tx tx, IncidentId id) {
        return tx.query(SELECT + """
                 where i.workspace_id = :workspace
                   and i.id = :id
                """).bind("id", id.value()).one(IncidentStore::read);
    }

    /// `no key`, so that lines for the timeline can be written meanwhile.
    static Optional<Incident> lock(Tx tx, IncidentId id) {
        return tx.query(SELECT + """
                 where i.workspace_id = :workspace
                   and i.id = :id
                   for no key update of i
                """).bind("id", id.value()).one(IncidentStore::read);
    }

    static Optional<Incident> findByNumber(Tx tx, long number) {
        return tx.query(SELECT + """
                 where i.workspace_id = :workspace
                   and i.number = :number
                """).bind("number", number).one(IncidentStore::read);
    }

    static List<Incident> list(Tx tx, IncidentFilter filter, Sight sight, Slice slice) {
        return bindFilter(
                        tx.query(SELECT + FILTER + order(filter.order()) + " limit :limit offset :offset"),
                        filter,
                        sight)
                .bind("limit", slice.size())
                .bind("offset", slice.offset())
                .list(IncidentStore::read);
    }

    static long count(Tx tx, IncidentFilter filter, Sight sight) {
        return bindFilter(tx.query("select count(*) as total from incident i " + FILTER), filter, sight)
                .only(row -> row.longValue("total"));
    }

    private static Query bindFilter(Query query, IncidentFilter filter, Sight sight) {
        return query.bind("sees_private", sight.seesPrivate())
                .bind("member", sight.member())
                .bind("statuses", filter.statuses().toArray(IncidentStatus[]::new))
                .bind("kinds", filter.kinds().toArray(IncidentKind[]::new))
                .bind(
                        "severities",
                        filter.severities().stream().map(SeverityId::value).toArray(UUID[]::new))
                .bind("private", filter.isPrivate())
                .bind("search", filter.search().map(IncidentStore::anywhere))
                .bind("created_from", filter.createdFrom())
                .bind("created_to", filter.createdTo());
    }

    private static String order(IncidentFilter.Order order) {
        return switch (order) {
            case NEWEST_FIRST -> " order by i.created_at desc, i.id desc";
            case OLDEST_FIRST -> " order by i.created_at, i.id";
            case LAST_CHANGED_FIRST -> " order by i.updated_at desc, i.id desc";
            case LAST_CHANGED_LAST -> " order by i.updated_at, i.id";
        };
    }

    private static String anywhere(String words) {
        return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /// Whoever attaches alerts, or makes an incident of one unless there is one, waits here for whoever does so with
    /// the same alert. Not the alert's row: the fold holds that one, and waits for nobody.
    static void lockAttachmentsOf(Tx tx, Collection<AlertId> alerts) {
        for (var alert : alerts.stream().map(AlertId::value).sorted().toList()) {
            tx.query("""
                    select pg_advisory_xact_lock(hashtextextended('attach ' || :workspace || ' ' || :alert, 0)) is null
                        as locked
                    """).bind("alert", alert).only(row -> row.bool("locked"));
        }
    }

    /// An alert that is attached already stays as it is.
    static void attach(Tx tx, IncidentId incident, List<AlertId> alerts, Instant now) {
        if (alerts.isEmpty()) {
            return;
        }
        tx.update("""
                insert into incident_alert (workspace_id, incident_id, alert_id, attached_at)
                select :workspace, :incident, alert, :now from unnest(:alerts::uuid[]) as alert
                on conflict do nothing
                """)
                .bind("incident", incident.value())
                .bind("alerts", alerts.stream().map(AlertId::value).toArray(UUID[]::new))
                .bind("now", now)
                .run();
    }

    static List<AlertId> alertsOf(Tx tx, IncidentId incident) {
        return tx.query("""
                select alert_id
                  from incident_alert
                 where workspace_id = :workspace
                   and incident_id = :incident
                 order by attached_at, alert_id
                """).bind("incident", incident.value()).list(row -> new AlertId(row.uuid("alert_id")));
    }

    static List<Incident> incidentsOf(Tx tx, AlertId alert) {
        return tx.query(SELECT + """
                  join incident_alert a on a.workspace_id = i.workspace_id and a.incident_id = i.id
                 where i.workspace_id = :workspace
                   and a.alert_id = :alert
                 order by i.number desc
                """).bind("alert", alert.value()).list(IncidentStore::read);
    }

    /// Which incidents each of the alerts belongs to, newest first; an alert that belongs to none is not named.
    static Map<AlertId, List<IncidentId>> idsOf(Tx tx, Collection<AlertId> alerts) {
        var pairs = tx.query("""
                select a.alert_id, a.incident_id
                  from incident_alert a
                  join incident i on i.workspace_id = a.workspace_id and i.id = a.incident_id
                 where a.workspace_id = :workspace
                   and a.alert_id = any (:alerts::uuid[])
                 order by i.number desc
                """)
                .bind("alerts", alerts.stream().map(AlertId::value).toArray(UUID[]::new))
                .list(row -> Map.entry(new AlertId(row.uuid("alert_id")), new IncidentId(row.uuid("incident_id"))));
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    static List<Incident> getAll(Tx tx, Collection<IncidentId> ids) {
        return tx.query(SELECT + """
                 where i.workspace_id = :workspace
                   and i.id = any (:ids::uuid[])
                """)
                .bind("ids", ids.stream().map(IncidentId::value).toArray(UUID[]::new))
                .list(IncidentStore::read);
    }

    private static Incident read(Row row) {
        return new Incident(
                new IncidentId(row.uuid("id")),
                row.longValue("number"),
                row.text("title"),
                row.text("slug"),
                row.word("kind", IncidentKind.class),
                row.findText("summary"),
                row.bool("is_private"),
                row.findUuid("severity_id").map(SeverityId::new),
                row.uuids("teams").stream().map(TeamId::new).toList(),
                labels(row.text("labels")),
                new Lifecycle(row.word("status", IncidentStatus.class), stamps(row)),
                ActorJson.read(row.text("created_by")),
                row.text("source"),
                row.findUuid("duplicate_of").map(IncidentId::new),
                row.findInstant("detected_at"),
                row.findInstant("acknowledged_at"),
                row.integer("hops"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static Map<IncidentStatus, Stamp> stamps(Row row) {
        var stamps = new EnumMap<IncidentStatus, Stamp>(IncidentStatus.class);
        stamp(row, "in_triage", Optional.empty()).ifPresent(stamp -> stamps.put(IncidentStatus.IN_TRIAGE, stamp));
        stamp(row, "started", Optional.empty()).ifPresent(stamp -> stamps.put(IncidentStatus.STARTED, stamp));
        stamp(row, "mitigated", row.findText("mitigation_message"))
                .ifPresent(stamp -> stamps.put(IncidentStatus.MITIGATED, stamp));
        stamp(row, "resolved", row.findText("resolution_message"))
                .ifPresent(stamp -> stamps.put(IncidentStatus.RESOLVED, stamp));
        stamp(row, "closed", Optional.empty()).ifPresent(stamp -> stamps.put(IncidentStatus.CLOSED, stamp));
        stamp(row, "cancelled", row.findText("cancellation_message"))
                .ifPresent(stamp -> stamps.put(IncidentStatus.CANCELLED, stamp));
        return stamps;
    }

    private static Optional<Stamp> stamp(Row row, String status, Optional<String> message) {
        return row.findInstant(status + "_at")
                .map(at -> new Stamp(at, row.findText(status + "_by").map(ActorJson::read), message));
    }

    private static Optional<String> by(Optional<Stamp> stamp) {
        return stamp.flatMap(Stamp::by).map((Actor actor) -> ActorJson.write(actor));
    }

    private static Map<String, String> labels(String json) {
        try {
            return Json.mapper().readValue(json, LABELS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected labels", e);
        }
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
