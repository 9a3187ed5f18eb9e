package dev.graft.domain.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.ActorJson;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Pages, and the partner's ids for them, in SQL.
final class PageStore {
    private static final String COLUMNS = """
            id, incident_id, marker, title, description, urgency, incident_severity, is_incident, destinations,
            requested_by, cause, hops, send_state, send_reason, external_id, external_prefix_id, external_url, state,
            answered_by, created_at, accepted_at, acknowledged_at, dropped_at, resolved_at
            """;

    /// Whose ids these are.
    private static final String PARTNER = "pagertree";

    private PageStore() {}

    static void insert(Tx tx, Page page, String requestKey) {
        tx.update("""
                insert into page (workspace_id, id, incident_id, marker, title, description, urgency,
                                  incident_severity, is_incident, destinations, requested_by, cause, request_key,
                                  hops, send_state, send_reason, created_at, updated_at)
                values (:workspace, :id, :incident, :marker, :title, :description, :urgency,
                        :severity, :isIncident, :destinations::jsonb, :requestedBy::jsonb, :cause, :key,
                        :hops, :send, :sendReason, :created, :created)
                """)
                .bind("id", page.id().value())
                .bind("incident", page.incident().map(IncidentId::value))
                .bind("marker", page.marker())
                .bind("title", page.title())
                .bind("description", page.description())
                .bind("urgency", page.urgency())
                .bind("severity", page.severity())
                .bind("isIncident", page.isIncident())
                .bind("destinations", new String(Json.write(page.destinations()), StandardCharsets.UTF_8))
                .bind("requestedBy", ActorJson.write(page.requestedBy()))
                .bind("cause", page.cause())
                .bind("key", requestKey)
                .bind("hops", page.hops())
                .bind("send", page.send())
                .bind("sendReason", page.sendReason())
                .bind("created", page.createdAt())
                .run();
    }

    static Optional<PageId> findByRequestKey(Tx tx, String requestKey) {
        return tx.query("select id from page where workspace_id = :workspace and request_key = :key")
                .bind("key", requestKey)
                .one(row -> new PageId(row.uuid("id")));
    }

    static Optional<Page> find(Tx tx, PageId id) {
        return tx.query("select " + COLUMNS + " from page where workspace_id = :workspace and id = :id")
                .bind("id", id.value())
                .one(PageStore::read);
    }

    /// The incident that the page belongs to never changes, so it can be read, and locked, before the page is.
    static Optional<IncidentId> findIncident(Tx tx, PageId id) {
        return tx.query("select incident_id from page where workspace_id = :workspace and id = :id")
                .bind("id", id.value())
                .one(row -> row.findUuid("incident_id").map(IncidentId::new))
                .flatMap(found -> found);
    }

    static Optional<Page> lock(Tx tx, PageId id) {
        return tx.query("select " + COLUMNS
                        + " from page where workspace_id = :workspace and id = :id for no key update")
                .bind("id", id.value())
                .one(PageStore::read);
    }

    static List<Page> ofIncident(Tx tx, IncidentId incident) {
        return tx.query("select " + COLUMNS + """
                  from page
                 where workspace_id = :workspace
                   and incident_id = :incident
                 order by created_at, id
                """)
                .bind("incident", incident.value())
                .list(PageStore::read);
    }

    /// The incident's pages, locked in one order, so that two who do so never wait for each other.
    static List<Page> lockOfIncident(Tx tx, IncidentId incident) {
        return tx.query("select " + COLUMNS + """
                  from page
                 where workspace_id = :workspace
                   and incident_id = :incident
                 order by id
                   for no key update
                """)
                .bind("incident", incident.value())
                .list(PageStore::read);
    }

    /// In the order in which they are to be locked.
    static List<IncidentId> incidentsWithUnsent(Tx tx) {
        return tx.query("""
                select distinct incident_id
                  from page
                 where workspace_id = :workspace
                   and send_state = 'waiting'
                   and incident_id is not null
                 order by incident_id
                """).list(row -> new IncidentId(row.uuid("incident_id")));
    }

    static long countUnsent(Tx tx) {
        return tx.query("""
                select count(*) as unsent
                  from page
                 where workspace_id = :workspace
                   and send_state = 'waiting'
                """).only(row -> row.longValue("unsent"));
    }

    static void moveSent(Tx tx, IncidentId from, IncidentId to, Instant now) {
        tx.update("""
                update page
                   set incident_id = :to, updated_at = :now
                 where workspace_id = :workspace
                   and incident_id = :from
                   and send_state = 'sent'
                """)
                .bind("from", from.value())
                .bind("to", to.value())
                .bind("now", now)
                .run();
    }

    static int countSince(Tx tx, IncidentId incident, Instant since) {
        return tx.query("""
                select count(*)::int as pages
                  from page
                 where workspace_id = :workspace
                   and incident_id = :incident
                   and created_at > :since
                """)
                .bind("incident", incident.value())
                .bind("since", since)
                .only(row -> row.integer("pages"));
    }

    static List<String> unfinishedTitles(Tx tx) {
        return tx.query("select title from page where workspace_id = :workspace and send_state = 'waiting'")
                .list(row -> row.text("title"));
    }

    static void setSend(Tx tx, PageId id, Page.SendState send, String reason, Instant now) {
        tx.update("""
                update page
                   set send_state = :send, send_reason = :reason, updated_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id.value())
                .bind("send", send)
                .bind("reason", reason)
                .bind("now", now)
                .run();
    }

    /// What is known already stays: the first alert with this page's marker is the page's.
    static void setExternal(
            Tx tx, PageId id, Optional<String> externalId, Optional<String> prefixId, Optional<String> url) {
        tx.update("""
                update page
                   set external_id = coalesce(external_id, :external),
                       external_prefix_id = coalesce(external_prefix_id, :prefix),
                       external_url = coalesce(external_url, :url)
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id.value())
                .bind("external", externalId)
                .bind("prefix", prefixId)
                .bind("url", url)
                .run();
    }

    static void setAccepted(Tx tx, PageId id, Instant now) {
        tx.update("""
                update page
                   set accepted_at = coalesce(accepted_at, :now)
                 where workspace_id = :workspace
                   and id = :id
                """).bind("id", id.value()).bind("now", now).run();
    }

    /// A stamp is set once.
    record Stamps(
            Optional<String> answeredBy,
            Optional<Instant> acknowledgedAt,
            Optional<Instant> droppedAt,
            Optional<Instant> resolvedAt) {}

    static void setReceipt(Tx tx, PageId id, AlertState state, Stamps stamps, Instant now) {
        tx.update("""
                update page
                   set state = :state,
                       answered_by = coalesce(answered_by, :answeredBy),
                       acknowledged_at = coalesce(acknowledged_at, :acknowledgedAt),
                       dropped_at = coalesce(dropped_at, :droppedAt),
                       resolved_at = coalesce(resolved_at, :resolvedAt),
                       updated_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """)
                .bind("id", id.value())
                .bind("state", state)
                .bind("answeredBy", stamps.answeredBy())
                .bind("acknowledgedAt", stamps.acknowledgedAt())
                .bind("droppedAt", stamps.droppedAt())
                .bind("resolvedAt", stamps.resolvedAt())
                .bind("now", now)
                .run();
    }

    static List<String> twins(Tx tx, PageId id) {
        return tx.query("select twins from page where workspace_id = :workspace and id = :id")
                .bind("id", id.value())
                .only(row -> row.texts("twins"));
    }

    static void addTwin(Tx tx, PageId id, String externalId) {
        tx.update("""
                update page
                   set twins = twins || :twin::text
                 where workspace_id = :workspace
                   and id = :id
                   and not :twin::text = any (twins)
                """).bind("id", id.value()).bind("twin", externalId).run();
    }

    /// An id that names something already goes on to name it.
    static void addAlias(Tx tx, PageId id, String externalId) {
        tx.update("""
                insert into partner_alias (workspace_id, partner, external_id, page_id)
                values (:workspace, :partner, :external, :page)
                on conflict (workspace_id, partner, external_id) do nothing
                """)
                .bind("partner", PARTNER)
                .bind("external", externalId)
                .bind("page", id.value())
                .run();
    }

    static List<String> aliases(Tx tx, PageId id) {
        return tx.query("""
                select external_id
                  from partner_alias
                 where workspace_id = :workspace
                   and page_id = :page
                 order by external_id
                """).bind("page", id.value()).list(row -> row.text("external_id"));
    }

    static Optional<PageId> findByAlias(Tx tx, String externalId) {
        return tx.query("""
                select page_id
                  from partner_alias
                 where workspace_id = :workspace
                   and partner = :partner
                   and external_id = :external
                """)
                .bind("partner", PARTNER)
                .bind("external", externalId)
                .one(row -> row.findUuid("page_id").map(PageId::new))
                .flatMap(found -> found);
    }

    static Map<String, PageId> findByAliases(Tx tx, Collection<String> externalIds) {
        record Named(String externalId, PageId page) {}
        return tx
                .query("""
                select external_id, page_id
                  from partner_alias
                 where workspace_id = :workspace
                   and partner = :partner
                   and external_id = any(:externals::text[])
                   and page_id is not null
                """)
                .bind("partner", PARTNER)
                .bind("externals", externalIds.toArray(String[]::new))
                .list(row -> new Named(row.text("external_id"), new PageId(row.uuid("page_id"))))
                .stream()
                .collect(Collectors.toMap(Named::externalId, Named::page));
    }

    private static Page read(Row row) {
        return new Page(
                new PageId(row.uuid("id")),
                row.findUuid("incident_id").map(IncidentId::new),
                row.text("marker"),
                row.text("title"),
                row.text("description"),
                row.word("urgency", Urgency.class),
                row.findText("incident_severity"),
                row.bool("is_incident"),
                destinations(row.text("destinations")),
                ActorJson.read(row.text("requested_by")),
                row.text("cause"),
                row.integer("hops"),
                row.word("send_state", Page.SendState.class),
                row.text("send_reason"),
                row.findText("external_id"),
                row.findText("external_prefix_id"),
                row.findText("external_url"),
                row.findWord("state", AlertState.class),
                row.findText("answered_by"),
                row.instant("created_at"),
                row.findInstant("accepted_at"),
                row.findInstant("acknowledged_at"),
                row.findInstant("dropped_at"),
                row.findInstant("resolved_at"));
    }

    private static List<Destination> destinations(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored destinations read as they were written", e);
        }
    }
}
