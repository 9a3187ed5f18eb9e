package dev.graft.domain.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.platform.db.Query;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.platform.db.Tx;
import dev.graft.platform.db.Update;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Alerts, as rows: what their reports fold to, kept so that lists need no fold.
final class AlertStore {
    private static final TypeReference<List<Label>> LABELS = new TypeReference<>() {};

    private AlertStore() {}

    /// An alert to write.
    ///
    /// @param payload null: keep the one that is stored
    @SuppressWarnings("ArrayRecordComponent") // stored, never compared
    record Written(Alert alert, byte @Nullable [] payload) {}

    /// Locks the alerts in the order of their ids, so that two who lock several never wait for each other.
    static List<Alert> lock(Tx tx, Collection<AlertId> ids) {
        return tx.query(select(
                        "where workspace_id = :workspace and id = any(:ids::uuid[]) order by id for no key update"))
                .bind("ids", array(ids))
                .list(AlertStore::read);
    }

    static List<Alert> get(Tx tx, Collection<AlertId> ids) {
        return tx.query(select("where workspace_id = :workspace and id = any(:ids::uuid[])"))
                .bind("ids", array(ids))
                .list(AlertStore::read);
    }

    static Optional<Alert> findByShortId(Tx tx, String shortId) {
        return tx.query(select("where workspace_id = :workspace and short_id = :shortId"))
                .bind("shortId", shortId)
                .one(AlertStore::read);
    }

    static Optional<byte[]> findPayload(Tx tx, AlertId id) {
        return tx.query("select payload from alert where workspace_id = :workspace and id = :id")
                .bind("id", id.value())
                .one(row -> row.bytes("payload"));
    }

    static Map<AlertId, byte[]> payloads(Tx tx, Collection<AlertId> ids) {
        return tx
                .query("select id, payload from alert where workspace_id = :workspace and id = any(:ids::uuid[])")
                .bind("ids", array(ids))
                .list(row -> Map.entry(new AlertId(row.uuid("id")), row.bytes("payload")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Sliced<Alert> list(Tx tx, AlertFilter filter, Slice slice) {
        var order = switch (filter.order()) {
            case NEWEST_FIRST -> "created_at desc, id desc";
            case OLDEST_FIRST -> "created_at, id";
            case LAST_UPDATED_FIRST -> "updated_at desc, id desc";
            case LONGEST_UNTOUCHED_FIRST -> "updated_at, id";
        };
        var where = """
                 where workspace_id = :workspace
                   and (:statuses::text[] is null or status = any(:statuses))
                   and (:sources::text[] is null or source = any(:sources))
                   and (:search::text is null or position(lower(:search) in
                                lower(concat_ws(' ', summary, short_id, external_id))) > 0)
                   and labels @> :labels::jsonb
                   and (:startedFrom::timestamptz is null or started_at >= :startedFrom)
                   and (:startedUntil::timestamptz is null or started_at < :startedUntil)
                   and (:endedFrom::timestamptz is null or ended_at >= :endedFrom)
                   and (:endedUntil::timestamptz is null or ended_at < :endedUntil)
                   and (:createdFrom::timestamptz is null or created_at >= :createdFrom)
                   and (:createdUntil::timestamptz is null or created_at < :createdUntil)
                """;
        long total = filtered(tx.query("select count(*) as total from alert " + where), filter)
                .only(row -> row.longValue("total"));
        var alerts = filtered(tx.query(select(where + " order by " + order + " limit :size offset :offset")), filter)
                .bind("size", slice.size())
                .bind("offset", slice.offset())
                .list(AlertStore::read);
        return new Sliced<>(alerts, total);
    }

    private static Query filtered(Query query, AlertFilter filter) {
        return query.bind(
                        "statuses",
                        filter.statuses().isEmpty() ? null : filter.statuses().toArray(AlertStatus[]::new))
                .bind(
                        "sources",
                        filter.sources().isEmpty() ? null : filter.sources().toArray(String[]::new))
                .bind("search", filter.search())
                .bind("labels", json(filter.labels()))
                .bind("startedFrom", filter.started().from())
                .bind("startedUntil", filter.started().until())
                .bind("endedFrom", filter.ended().from())
                .bind("endedUntil", filter.ended().until())
                .bind("createdFrom", filter.created().from())
                .bind("createdUntil", filter.created().until());
    }

    static void insert(Tx tx, List<Written> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        bound(tx.update("""
                insert into alert
                       (workspace_id, id, short_id, source, external_id, external_url, status, summary, description,
                        labels, noise, state, epoch_created, epoch_reopening, round, silenced, is_unexpected, pending,
                        destinations, assigned_team, urgency, hops, payload, report_count, last_heard_at, started_at,
                        acknowledged_at, ended_at, created_at, updated_at)
                select :workspace, id, short_id, source, external_id, external_url, status, summary, description,
                       labels::jsonb, noise, state, epoch_created, epoch_reopening, round, silenced, is_unexpected,
                       pending, destinations::text[], assigned_team, urgency, hops, payload, report_count,
                       last_heard_at, started_at, acknowledged_at, ended_at, created_at, updated_at
                """ + FROM_ARRAYS), alerts).run();
    }

    static void update(Tx tx, List<Written> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        bound(tx.update("""
                update alert as stored
                   set external_id = new.external_id, external_url = new.external_url, status = new.status,
                       summary = new.summary, description = new.description, labels = new.labels::jsonb, noise = new.noise,
                       state = new.state, epoch_created = new.epoch_created, epoch_reopening = new.epoch_reopening,
                       round = new.round, silenced = new.silenced, is_unexpected = new.is_unexpected,
                       pending = new.pending, destinations = new.destinations::text[],
                       assigned_team = new.assigned_team, urgency = new.urgency, hops = new.hops,
                       payload = coalesce(new.payload, stored.payload), report_count = new.report_count,
                       last_heard_at = new.last_heard_at, started_at = new.started_at,
                       acknowledged_at = new.acknowledged_at, ended_at = new.ended_at, updated_at = new.updated_at
                """ + FROM_ARRAYS + " where stored.workspace_id = :workspace and stored.id = new.id"), alerts)
                .run();
    }

    static void markUnexpected(Tx tx, AlertId id, Instant now) {
        tx.update("""
                update alert
                   set is_unexpected = true, updated_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """).bind("id", id.value()).bind("now", now).run();
    }

    private static final String FROM_ARRAYS = """
              from unnest(:ids::uuid[], :shortIds::text[], :sources::text[], :externalIds::text[], :urls::text[],
                          :statuses::text[], :summaries::text[], :descriptions::text[], :labels::text[],
                          :noise::boolean[], :states::text[], :epochs::timestamptz[], :reopenings::integer[],
                          :rounds::integer[], :silenced::boolean[], :unexpected::boolean[], :pending::text[],
                          :destinations::text[], :teams::text[], :urgencies::text[], :hops::integer[],
                          :payloads::bytea[], :counts::integer[], :heard::timestamptz[], :started::timestamptz[],
                          :acknowledged::timestamptz[], :ended::timestamptz[], :created::timestamptz[],
                          :updated::timestamptz[])
                as new (id, short_id, source, external_id, external_url, status, summary, description, labels, noise,
                        state, epoch_created, epoch_reopening, round, silenced, is_unexpected, pending, destinations,
                        assigned_team, urgency, hops, payload, report_count, last_heard_at, started_at,
                        acknowledged_at, ended_at, created_at, updated_at)
            """;

    private static Update bound(Update update, List<Written> alerts) {
        return update.bind("ids", column(alerts, alert -> alert.id().value()).toArray(UUID[]::new))
                .bind("shortIds", column(alerts, Alert::shortId).toArray(String[]::new))
                .bind("sources", column(alerts, Alert::source).toArray(String[]::new))
                .bind("externalIds", optional(alerts, Alert::externalId).toArray(String[]::new))
                .bind("urls", optional(alerts, Alert::externalUrl).toArray(String[]::new))
                .bind("statuses", column(alerts, Alert::status).toArray(AlertStatus[]::new))
                .bind("summaries", column(alerts, Alert::summary).toArray(String[]::new))
                .bind("descriptions", optional(alerts, Alert::description).toArray(String[]::new))
                .bind("labels", column(alerts, alert -> json(alert.labels())).toArray(String[]::new))
                .bind("noise", column(alerts, Alert::noise).toArray(Boolean[]::new))
                .bind("states", column(alerts, Alert::state).toArray(AlertState[]::new))
                .bind(
                        "epochs",
                        optional(alerts, alert -> alert.epoch().created()).toArray(Instant[]::new))
                .bind(
                        "reopenings",
                        column(alerts, alert -> alert.epoch().reopening()).toArray(Integer[]::new))
                .bind("rounds", column(alerts, Alert::round).toArray(Integer[]::new))
                .bind("silenced", column(alerts, Alert::silenced).toArray(Boolean[]::new))
                .bind("unexpected", column(alerts, Alert::unexpected).toArray(Boolean[]::new))
                .bind(
                        "pending",
                        optional(alerts, alert -> alert.pending().map(AlertStore::pendingWord))
                                .toArray(String[]::new))
                .bind(
                        "destinations",
                        column(alerts, alert -> arrayLiteral(alert.destinations()))
                                .toArray(String[]::new))
                .bind("teams", optional(alerts, Alert::assignedTeam).toArray(String[]::new))
                .bind("urgencies", optional(alerts, Alert::urgency).toArray(String[]::new))
                .bind("hops", column(alerts, Alert::hops).toArray(Integer[]::new))
                .bind("payloads", alerts.stream().map(Written::payload).toArray(byte[][]::new))
                .bind("counts", column(alerts, Alert::reportCount).toArray(Integer[]::new))
                .bind("heard", column(alerts, Alert::lastHeardAt).toArray(Instant[]::new))
                .bind("started", column(alerts, Alert::startedAt).toArray(Instant[]::new))
                .bind("acknowledged", optional(alerts, Alert::acknowledgedAt).toArray(Instant[]::new))
                .bind("ended", optional(alerts, Alert::endedAt).toArray(Instant[]::new))
                .bind("created", column(alerts, Alert::createdAt).toArray(Instant[]::new))
                .bind("updated", column(alerts, Alert::updatedAt).toArray(Instant[]::new));
    }

    private static <T> List<T> column(List<Written> alerts, Function<Alert, T> value) {
        return alerts.stream().map(Written::alert).map(value).toList();
    }

    private static <T> List<@Nullable T> optional(List<Written> alerts, Function<Alert, Optional<T>> value) {
        return alerts.stream()
                .<@Nullable T>map(written -> value.apply(written.alert()).orElse(null))
                .toList();
    }

    private static UUID[] array(Collection<AlertId> ids) {
        return ids.stream().map(AlertId::value).toArray(UUID[]::new);
    }

    /// PostgreSQL's own notation, because `unnest` has no arrays of arrays of different lengths.
    private static String arrayLiteral(List<String> elements) {
        return elements.stream()
                .map(element -> '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String json(List<Label> labels) {
        return new String(Json.write(labels), StandardCharsets.UTF_8);
    }

    private static String pendingWord(Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE -> "acknowledging";
            case RESOLVE -> "resolving";
        };
    }

    private static Verb pendingVerb(String word) {
        return switch (word) {
            case "acknowledging" -> Verb.ACKNOWLEDGE;
            case "resolving" -> Verb.RESOLVE;
            default -> throw new IllegalStateException("the database checks the word, and let through: " + word);
        };
    }

    private static String select(String rest) {
        return """
                select id, short_id, source, external_id, external_url, status, state, summary, description, labels,
                       noise, silenced, is_unexpected, pending, epoch_created, epoch_reopening, round, destinations,
                       assigned_team, urgency, hops, started_at, acknowledged_at, ended_at, created_at, updated_at,
                       report_count, last_heard_at
                  from alert
                """ + rest;
    }

    private static Alert read(Row row) {
        return new Alert(
                new AlertId(row.uuid("id")),
                row.text("short_id"),
                row.text("source"),
                row.findText("external_id"),
                row.findText("external_url"),
                row.word("status", AlertStatus.class),
                row.word("state", AlertState.class),
                row.text("summary"),
                row.findText("description"),
                labels(row.text("labels")),
                row.bool("noise"),
                row.bool("silenced"),
                row.bool("is_unexpected"),
                row.findText("pending").map(AlertStore::pendingVerb),
                new Epoch(row.findInstant("epoch_created"), row.integer("epoch_reopening")),
                row.integer("round"),
                row.texts("destinations"),
                row.findText("assigned_team"),
                row.findText("urgency"),
                row.integer("hops"),
                row.instant("started_at"),
                row.findInstant("acknowledged_at"),
                row.findInstant("ended_at"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.integer("report_count"),
                row.instant("last_heard_at"));
    }

    private static List<Label> labels(String json) {
        try {
            return Json.mapper().readValue(json, LABELS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert's labels are written by AlertStore", e);
        }
    }
}
