package dev.graft.domain.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import dev.graft.platform.queue.QueueTable.Leased;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Effects and the attempts at them, in SQL.
final class EffectStore {
    private EffectStore() {}

    /// Asking twice with one key is harmless.
    ///
    /// @return false when it had been asked before
    static boolean insert(Tx tx, Effect effect) {
        return tx.update("""
                insert into effect (workspace_id, id, kind, page_id, alert_id, incident_id, request, cause,
                                    request_key, state, created_at)
                values (:workspace, :id, :kind, :page, :alert, :incident, :request::jsonb, :cause,
                        :key, :state, :created)
                on conflict (workspace_id, request_key) do nothing
                """)
                        .bind("id", effect.id())
                        .bind("kind", effect.kind())
                        .bind("page", effect.page().map(PageId::value))
                        .bind("alert", effect.alert().map(AlertId::value))
                        .bind("incident", effect.incident().map(IncidentId::value))
                        .bind("request", new String(Json.write(effect.request()), StandardCharsets.UTF_8))
                        .bind("cause", effect.cause())
                        .bind("key", effect.requestKey())
                        .bind("state", effect.state())
                        .bind("created", effect.createdAt())
                        .run()
                == 1;
    }

    static Optional<Effect> find(Tx tx, UUID id) {
        return tx.query("""
                select id, kind, page_id, alert_id, incident_id, request, cause, request_key, state, created_at
                  from effect
                 where workspace_id = :workspace
                   and id = :id
                """).bind("id", id).one(EffectStore::read);
    }

    /// The effect that sends the page.
    static Optional<Effect> findSending(Tx tx, PageId page) {
        return tx.query("""
                select id, kind, page_id, alert_id, incident_id, request, cause, request_key, state, created_at
                  from effect
                 where workspace_id = :workspace
                   and page_id = :page
                   and kind = 'create_alert'
                """).bind("page", page.value()).one(EffectStore::read);
    }

    /// Effects of this kind that wait and have not been tried: what they ask will be asked later than now.
    static boolean existsUntried(Tx tx, Effect.Kind kind, Optional<PageId> page, Optional<AlertId> alert) {
        return tx.query("""
                select effect.id
                  from effect
                  join effect_open
                    on effect_open.workspace_id = effect.workspace_id
                   and effect_open.id = effect.id
                 where effect.workspace_id = :workspace
                   and effect.kind = :kind
                   and effect.state = 'waiting'
                   and effect_open.attempts = 0
                   and (page_id = :page or alert_id = :alert)
                 limit 1
                """)
                .bind("kind", kind)
                .bind("page", page.map(PageId::value))
                .bind("alert", alert.map(AlertId::value))
                .one(row -> row.uuid("id"))
                .isPresent();
    }

    static void finish(Tx tx, UUID id, Effect.State state, String outcome, Instant now) {
        tx.update("""
                update effect
                   set state = :state, outcome = :outcome, finished_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id)
                .bind("state", state)
                .bind("outcome", outcome)
                .bind("now", now)
                .run();
    }

    static void beginAttempt(Tx tx, Leased leased, Tried.Call call, Instant now) {
        tx.update("""
                insert into effect_attempt (workspace_id, effect_id, number, fence, call, started_at)
                values (:workspace, :effect, :number, :fence, :call, :now)
                """)
                .bind("effect", UUID.fromString(leased.id()))
                .bind("number", leased.attempts())
                .bind("fence", leased.fence())
                .bind("call", call)
                .bind("now", now)
                .run();
    }

    static void endAttempt(Tx tx, Leased leased, Tried.Seen seen, String outcome, Instant now) {
        tx.update("""
                update effect_attempt
                   set ended_at = :now, seen = :seen, outcome = :outcome
                 where workspace_id = :workspace
                   and effect_id = :effect
                   and number = :number
                   and fence = :fence
                """)
                .bind("effect", UUID.fromString(leased.id()))
                .bind("number", leased.attempts())
                .bind("fence", leased.fence())
                .bind("seen", seen)
                .bind("outcome", outcome)
                .bind("now", now)
                .run();
    }

    /// In the order in which they were made, by the fence that the database drew.
    static List<Tried> tried(Tx tx, UUID effect) {
        return tx.query("""
                select call, seen, started_at, ended_at, outcome
                  from effect_attempt
                 where workspace_id = :workspace
                   and effect_id = :effect
                 order by fence
                """)
                .bind("effect", effect)
                .list(row -> new Tried(
                        row.word("call", Tried.Call.class),
                        row.findWord("seen", Tried.Seen.class),
                        row.instant("started_at"),
                        row.findInstant("ended_at"),
                        row.text("outcome")));
    }

    static List<Receipt.Attempt> attempts(Tx tx, UUID effect) {
        return tx.query("""
                select number, started_at, ended_at, outcome
                  from effect_attempt
                 where workspace_id = :workspace
                   and effect_id = :effect
                 order by fence
                """)
                .bind("effect", effect)
                .list(row -> new Receipt.Attempt(
                        row.integer("number"),
                        row.instant("started_at"),
                        row.findInstant("ended_at"),
                        row.text("outcome")));
    }

    private static Effect read(Row row) {
        return new Effect(
                row.uuid("id"),
                row.word("kind", Effect.Kind.class),
                row.findUuid("page_id").map(PageId::new),
                row.findUuid("alert_id").map(AlertId::new),
                row.findUuid("incident_id").map(IncidentId::new),
                request(row.text("request")),
                row.text("cause"),
                row.text("request_key"),
                row.word("state", Effect.State.class),
                row.instant("created_at"));
    }

    private static Effect.Request request(String json) {
        try {
            return Json.mapper().readValue(json, Effect.Request.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored request reads as it was written", e);
        }
    }
}
