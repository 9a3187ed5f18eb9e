package dev.graft.partner.pagertree;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.domain.paging.Destination;
import dev.graft.partner.pagertree.IntegrationView.State;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import dev.graft.platform.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The integration of a workspace, its webhook endpoint, and the directory, in SQL.
final class IntegrationStore {
    private IntegrationStore() {}

    @SuppressWarnings("ArrayRecordComponent") // opened, never compared
    record Integration(
            UUID id,
            String environment,
            Optional<byte[]> sealedKey,
            Optional<String> accountId,
            Optional<String> accountSid,
            State state,
            String stateReason,
            Instant stateSince,
            Optional<Destination> defaultDestination,
            boolean echoesReference,
            Optional<String> webhookId) {}

    @SuppressWarnings("ArrayRecordComponent") // opened, never compared
    record SealedSecret(UUID endpoint, UUID id, byte[] sealed) {}

    @SuppressWarnings("ArrayRecordComponent") // compared with MessageDigest.isEqual
    record EndpointDigest(WorkspaceId workspace, byte[] digest) {}

    /// Makes the row where it is missing; two callers at once make one.
    static void insert(Tx tx, UUID id, String environment, Instant now) {
        tx.update("""
                insert into integration (workspace_id, id, kind, environment, state, state_since, created_at)
                values (:workspace, :id, 'pagertree', :environment, 'not_set_up', :now, :now)
                on conflict (workspace_id, kind) do nothing
                """)
                .bind("id", id)
                .bind("environment", environment)
                .bind("now", now)
                .run();
    }

    static Optional<Integration> find(Tx tx) {
        return tx.query("""
                select id, environment, api_key, account_id, account_sid, state, state_reason, state_since,
                       default_destination, echoes_reference, webhook_id
                  from integration
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                """).one(IntegrationStore::read);
    }

    static Integration lock(Tx tx) {
        return tx.query("""
                select id, environment, api_key, account_id, account_sid, state, state_reason, state_since,
                       default_destination, echoes_reference, webhook_id
                  from integration
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                   for update
                """).only(IntegrationStore::read);
    }

    private static Integration read(Row row) {
        return new Integration(
                row.uuid("id"),
                row.text("environment"),
                row.findBytes("api_key"),
                row.findText("account_id"),
                row.findText("account_sid"),
                row.word("state", State.class),
                row.text("state_reason"),
                row.instant("state_since"),
                row.findText("default_destination").map(IntegrationStore::destination),
                row.findBool("echoes_reference").orElse(false),
                row.findText("webhook_id"));
    }

    static void keepKey(Tx tx, String environment, byte[] sealedKey, Optional<String> accountId, Instant now) {
        tx.update("""
                update integration
                   set environment = :environment, api_key = :key, account_id = coalesce(:account, account_id),
                       echoes_reference = null, state = 'connected', state_reason = '', state_since = :now
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                """)
                .bind("environment", environment)
                .bind("key", sealedKey)
                .bind("account", accountId)
                .bind("now", now)
                .run();
    }

    /// Only where this is still the key.
    ///
    /// @return false when it stood so already, or the key was replaced
    static boolean setState(Tx tx, byte[] sealedKey, State state, String reason, Instant now) {
        return tx.update("""
                update integration
                   set state = :state, state_reason = :reason, state_since = :now
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                   and api_key = :key
                   and state <> :state
                """)
                        .bind("key", sealedKey)
                        .bind("state", state)
                        .bind("reason", reason)
                        .bind("now", now)
                        .run()
                == 1;
    }

    static void learn(Tx tx, Optional<String> accountId, boolean echoesReference) {
        tx.update("""
                update integration
                   set account_id = coalesce(account_id, :account), echoes_reference = :echoes
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                   and (echoes_reference is distinct from :echoes or account_id is null)
                """)
                .bind("account", accountId)
                .bind("echoes", echoesReference)
                .run();
    }

    static void bindAccount(Tx tx, String accountSid) {
        tx.update("""
                update integration
                   set account_sid = :sid
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                   and account_sid is null
                """).bind("sid", accountSid).run();
    }

    static void setDefaultDestination(Tx tx, Destination destination) {
        tx.update("""
                update integration
                   set default_destination = :destination::jsonb
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                """)
                .bind("destination", new String(Json.write(destination), StandardCharsets.UTF_8))
                .run();
    }

    private static Destination destination(String json) {
        try {
            return Json.mapper().readValue(json, Destination.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored destination reads as it was written", e);
        }
    }

    static void keepDirectory(Tx tx, List<DirectoryEntry> entries, Instant now) {
        tx.update("""
                insert into directory_entry (workspace_id, kind, id, prefix_id, name, seen_at)
                select :workspace, seen.kind, seen.id, nullif(seen.prefix_id, ''), seen.name, :now
                  from unnest(:kinds::text[], :ids::text[], :prefixes::text[], :names::text[])
                       as seen (kind, id, prefix_id, name)
                on conflict (workspace_id, kind, id) do update
                   set prefix_id = coalesce(excluded.prefix_id, directory_entry.prefix_id),
                       name = excluded.name,
                       seen_at = excluded.seen_at
                """)
                .bind("kinds", entries.stream().map(DirectoryEntry::kind).toArray(Destination.Kind[]::new))
                .bind("ids", entries.stream().map(DirectoryEntry::id).toArray(String[]::new))
                .bind(
                        "prefixes",
                        entries.stream()
                                .map(entry -> entry.prefixId().orElse(""))
                                .toArray(String[]::new))
                .bind("names", entries.stream().map(DirectoryEntry::name).toArray(String[]::new))
                .bind("now", now)
                .run();
    }

    /// Forgets those of this kind that were not seen at `now`.
    static void forgetOthers(Tx tx, Destination.Kind kind, Instant now) {
        tx.update("""
                delete from directory_entry
                 where workspace_id = :workspace
                   and kind = :kind
                   and seen_at < :now
                """).bind("kind", kind).bind("now", now).run();
    }

    static List<DirectoryEntry> directory(Tx tx) {
        return tx.query("""
                select kind, id, prefix_id, name
                  from directory_entry
                 where workspace_id = :workspace
                 order by kind, name, id
                """)
                .list(row -> new DirectoryEntry(
                        row.word("kind", Destination.Kind.class),
                        row.text("id"),
                        row.findText("prefix_id"),
                        row.text("name")));
    }

    /// Another account has other teams, other users and another sid.
    static void forgetAccount(Tx tx) {
        tx.update("delete from directory_entry where workspace_id = :workspace").run();
        tx.update("""
                update integration
                   set account_id = null, account_sid = null, default_destination = null, webhook_id = null
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                """).run();
    }

    static void keepWebhook(Tx tx, String webhookId) {
        tx.update("""
                update integration
                   set webhook_id = :webhook
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                """).bind("webhook", webhookId).run();
    }

    static void dropKey(Tx tx, Instant now) {
        tx.update("""
                update integration
                   set api_key = null, echoes_reference = null, state = 'not_set_up', state_reason = '',
                       state_since = :now
                 where workspace_id = :workspace
                   and kind = 'pagertree'
                """).bind("now", now).run();
    }

    /// When a webhook last came in with a secret that is still valid, or with one that was valid together with it.
    static Optional<Instant> findLastHeard(Tx tx) {
        return tx.query("""
                select received_at
                  from delivery
                 where workspace_id = :workspace
                   and source = 'webhook'
                   and received_at >= (select min(created_at)
                                         from webhook_secret
                                        where workspace_id = :workspace
                                          and revoked_at is null)
                 order by id desc
                 limit 1
                """).one(row -> row.instant("received_at"));
    }

    static Optional<UUID> findEndpoint(Tx tx, UUID integration) {
        return tx.query("""
                select id
                  from webhook_endpoint
                 where workspace_id = :workspace
                   and integration_id = :integration
                 order by created_at
                 limit 1
                """).bind("integration", integration).one(row -> row.uuid("id"));
    }

    static void insertEndpoint(Tx tx, UUID id, UUID integration, Instant now) {
        tx.update("""
                insert into webhook_endpoint (workspace_id, id, integration_id, created_at)
                values (:workspace, :id, :integration, :now)
                """)
                .bind("id", id)
                .bind("integration", integration)
                .bind("now", now)
                .run();
    }

    static void insertSecret(Tx tx, UUID endpoint, UUID id, byte[] digest, byte[] sealed, Instant now) {
        tx.update("""
                insert into webhook_secret (workspace_id, endpoint_id, id, digest, sealed, created_at)
                values (:workspace, :endpoint, :id, :digest, :sealed, :now)
                """)
                .bind("endpoint", endpoint)
                .bind("id", id)
                .bind("digest", digest)
                .bind("sealed", sealed)
                .bind("now", now)
                .run();
    }

    /// The valid secrets, newest first.
    static List<SealedSecret> secrets(Tx tx, UUID endpoint) {
        return tx.query("""
                select endpoint_id, id, sealed
                  from webhook_secret
                 where workspace_id = :workspace
                   and endpoint_id = :endpoint
                   and revoked_at is null
                 order by created_at desc, id desc
                """)
                .bind("endpoint", endpoint)
                .list(row -> new SealedSecret(row.uuid("endpoint_id"), row.uuid("id"), row.bytes("sealed")));
    }

    static void revoke(Tx tx, SealedSecret secret, Instant now) {
        tx.update("""
                update webhook_secret
                   set revoked_at = :now
                 where workspace_id = :workspace
                   and endpoint_id = :endpoint
                   and id = :id
                """)
                .bind("endpoint", secret.endpoint())
                .bind("id", secret.id())
                .bind("now", now)
                .run();
    }

    /// Across workspaces: the digests that open this endpoint.
    static List<EndpointDigest> digestsAcrossWorkspaces(Tx tx, UUID endpoint) {
        return tx.query("""
                select webhook_endpoint.workspace_id, digest
                  from webhook_endpoint
                  join webhook_secret
                    on webhook_secret.workspace_id = webhook_endpoint.workspace_id
                   and webhook_secret.endpoint_id = webhook_endpoint.id
                 where webhook_endpoint.id = :endpoint
                   and revoked_at is null
                """)
                .bind("endpoint", endpoint)
                .list(row -> new EndpointDigest(new WorkspaceId(row.uuid("workspace_id")), row.bytes("digest")));
    }
}
