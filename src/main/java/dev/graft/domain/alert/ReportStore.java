package dev.graft.domain.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reports, as rows. What is folded has columns of its own; what is only shown is JSON.
final class ReportStore {
    /// Most details are absent in most reports.
    private static final ObjectMapper DETAILS =
            Json.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);

    private ReportStore() {}

    /// @param subject the alert, or the page
    /// @param delivery the inbox's number of what brought it; null for what was not delivered
    record Kept(UUID subject, AlertReport report, @Nullable Long delivery) {}

    static List<Kept> about(Tx tx, Collection<UUID> subjects) {
        return tx.query("""
                select subject_id, digest, kind, type, updated_at, creation, status, handoffs, silenced, act_id, verb,
                       seen_epoch, seen_reopening, seen_round, by_whom, details, delivery_id, received_at
                  from alert_report
                 where workspace_id = :workspace
                   and subject_id = any(:subjects::uuid[])
                """)
                .bind("subjects", subjects.toArray(UUID[]::new))
                .list(row -> new Kept(
                        row.uuid("subject_id"),
                        read(row),
                        row.findLong("delivery_id").orElse(null)));
    }

    /// Keeping a report again is harmless: its digest is its key.
    ///
    /// @return how many were news
    static int keep(Tx tx, List<Kept> reports) {
        if (reports.isEmpty()) {
            return 0;
        }
        return tx.update("""
                insert into alert_report
                       (workspace_id, subject_id, digest, kind, type, updated_at, creation, status, handoffs, silenced,
                        act_id, verb, seen_epoch, seen_reopening, seen_round, by_whom, details, delivery_id,
                        received_at)
                select :workspace, subject_id, digest, kind, type, updated_at, creation, status, handoffs, silenced,
                       act_id, verb, seen_epoch, seen_reopening, seen_round, by_whom, details::jsonb, delivery_id,
                       received_at
                  from unnest(:subjects::uuid[], :digests::bytea[], :kinds::text[], :types::text[],
                              :updates::timestamptz[], :creations::timestamptz[], :statuses::text[],
                              :handoffs::integer[], :silenced::boolean[], :acts::uuid[], :verbs::text[],
                              :epochs::timestamptz[], :reopenings::integer[], :rounds::integer[], :persons::text[],
                              :details::text[], :deliveries::bigint[], :received::timestamptz[])
                    as new (subject_id, digest, kind, type, updated_at, creation, status, handoffs, silenced, act_id,
                            verb, seen_epoch, seen_reopening, seen_round, by_whom, details, delivery_id, received_at)
                on conflict do nothing
                """)
                .bind("subjects", reports.stream().map(Kept::subject).toArray(UUID[]::new))
                .bind(
                        "digests",
                        reports.stream()
                                .map(kept -> kept.report().digest().bytes())
                                .toArray(byte[][]::new))
                .bind("kinds", column(reports, ReportStore::kind).toArray(String[]::new))
                .bind("types", told(reports, told -> told.type()).toArray(ReportType[]::new))
                .bind(
                        "updates",
                        told(reports, told -> told.updatedAt().orElse(null)).toArray(Instant[]::new))
                .bind(
                        "creations",
                        told(reports, told -> told.created().orElse(null)).toArray(Instant[]::new))
                .bind("statuses", told(reports, told -> word(told.status())).toArray(String[]::new))
                .bind(
                        "handoffs",
                        column(reports, report -> report instanceof Told told ? told.handoffs() : 0)
                                .toArray(Integer[]::new))
                .bind(
                        "silenced",
                        column(reports, report -> report instanceof Told told && told.silenced())
                                .toArray(Boolean[]::new))
                .bind("acts", column(reports, ReportStore::act).toArray(UUID[]::new))
                .bind("verbs", acted(reports, Acted::verb).toArray(Verb[]::new))
                .bind(
                        "epochs",
                        acted(reports, act -> act.epoch().created().orElse(null))
                                .toArray(Instant[]::new))
                .bind(
                        "reopenings",
                        acted(reports, act -> act.epoch().reopening()).toArray(Integer[]::new))
                .bind("rounds", acted(reports, Acted::round).toArray(Integer[]::new))
                .bind("persons", acted(reports, Acted::by).toArray(String[]::new))
                .bind("details", column(reports, ReportStore::details).toArray(String[]::new))
                .bind("deliveries", reports.stream().map(Kept::delivery).toArray(Long[]::new))
                .bind("received", column(reports, AlertReport::receivedAt).toArray(Instant[]::new))
                .run();
    }

    private static <T extends @Nullable Object> List<T> column(List<Kept> reports, Function<AlertReport, T> value) {
        return reports.stream().map(Kept::report).map(value).toList();
    }

    private static <T> List<@Nullable T> told(List<Kept> reports, Function<Told, @Nullable T> value) {
        return column(reports, report -> report instanceof Told told ? value.apply(told) : null);
    }

    private static <T> List<@Nullable T> acted(List<Kept> reports, Function<Acted, @Nullable T> value) {
        return column(reports, report -> report instanceof Acted act ? value.apply(act) : null);
    }

    private static String kind(AlertReport report) {
        return switch (report) {
            case Told told when told.type() == ReportType.POLL -> "poll";
            case Told _ -> "webhook";
            case Acted _ -> "act";
            case Withdrawn _ -> "withdrawal";
        };
    }

    private static @Nullable UUID act(AlertReport report) {
        return switch (report) {
            case Told told -> told.settles().map(ActId::value).orElse(null);
            case Acted acted -> acted.act().value();
            case Withdrawn withdrawn -> withdrawn.act().value();
        };
    }

    private static @Nullable String word(StatusWord status) {
        return switch (status) {
            case StatusWord.Known(var state) -> state.name().toLowerCase(Locale.ROOT);
            case StatusWord.Unknown(var word) -> "?" + word;
            case StatusWord.Absent _ -> null;
        };
    }

    private static StatusWord status(Optional<String> word) {
        if (word.isEmpty()) {
            return new StatusWord.Absent();
        }
        return word.get().startsWith("?")
                ? new StatusWord.Unknown(word.get().substring(1))
                : new StatusWord.Known(AlertState.valueOf(word.get().toUpperCase(Locale.ROOT)));
    }

    private static String details(AlertReport report) {
        return switch (report) {
            case Told told -> written(told.details());
            case Acted _ -> "{}";
            case Withdrawn withdrawn -> written(new Refusal(withdrawn.reason()));
        };
    }

    private record Refusal(String reason) {}

    private static String written(Object value) {
        try {
            return DETAILS.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and times has a JSON form", e);
        }
    }

    private static AlertReport read(Row row) {
        var receivedAt = row.instant("received_at");
        return switch (row.text("kind")) {
            case "act" ->
                new Acted(
                        new ActId(row.uuid("act_id")),
                        row.word("verb", Verb.class),
                        new Epoch(row.findInstant("seen_epoch"), row.integer("seen_reopening")),
                        row.integer("seen_round"),
                        row.text("by_whom"),
                        receivedAt);
            case "withdrawal" ->
                new Withdrawn(
                        new ActId(row.uuid("act_id")),
                        parsed(row.text("details"), Refusal.class).reason(),
                        receivedAt);
            default ->
                new Told(
                        Digest.ofBytes(row.bytes("digest")),
                        row.word("type", ReportType.class),
                        row.findInstant("updated_at"),
                        row.findInstant("creation"),
                        status(row.findText("status")),
                        row.integer("handoffs"),
                        row.bool("silenced"),
                        row.findUuid("act_id").map(ActId::new),
                        parsed(row.text("details"), AlertDetails.class),
                        receivedAt);
        };
    }

    private static <T> T parsed(String json, Class<T> type) {
        try {
            return DETAILS.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report's details are written by ReportStore", e);
        }
    }
}
