package dev.graft.domain.alert;

import dev.graft.platform.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The ids by which partners name alerts, and pages. The pages' rows are the paging room's; here they are only seen.
final class AliasStore {
    private AliasStore() {}

    /// @param alert empty when the id names one of our pages
    record Alias(String externalId, Optional<AlertId> alert) {}

    static List<Alias> find(Tx tx, String partner, Collection<String> externalIds) {
        return tx.query("""
                select external_id, alert_id
                  from partner_alias
                 where workspace_id = :workspace
                   and partner = :partner
                   and external_id = any(:externalIds::text[])
                """)
                .bind("partner", partner)
                .bind("externalIds", externalIds.toArray(String[]::new))
                .list(row -> new Alias(
                        row.text("external_id"), row.findUuid("alert_id").map(AlertId::new)));
    }

    /// Gives ids to alerts, except where an id is taken: another node, hearing of the same alert at the same
    /// time, was first, and this waits until it has committed. In the order of the ids, so that two who do so never
    /// wait for each other.
    ///
    /// @return the ids that were free
    static List<String> take(Tx tx, String partner, Map<String, AlertId> alertsByExternalId) {
        var ordered = alertsByExternalId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        return tx.query("""
                insert into partner_alias (workspace_id, partner, external_id, alert_id)
                select :workspace, :partner, external_id, alert_id
                  from unnest(:externalIds::text[], :alerts::uuid[]) as new (external_id, alert_id)
                on conflict do nothing
                returning external_id
                """)
                .bind("partner", partner)
                .bind("externalIds", ordered.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .bind(
                        "alerts",
                        ordered.stream().map(entry -> entry.getValue().value()).toArray(UUID[]::new))
                .list(row -> row.text("external_id"));
    }

    /// Gives all ids of one alert to another: the one that another node had made at the same time.
    static void move(Tx tx, AlertId from, AlertId to) {
        tx.update("update partner_alias set alert_id = :to where workspace_id = :workspace and alert_id = :from")
                .bind("from", from.value())
                .bind("to", to.value())
                .run();
    }

    static List<String> of(Tx tx, AlertId alert) {
        return tx.query("""
                select external_id
                  from partner_alias
                 where workspace_id = :workspace
                   and alert_id = :alert
                 order by external_id
                """).bind("alert", alert.value()).list(row -> row.text("external_id"));
    }

    static Optional<AlertId> findAlert(Tx tx, String externalId) {
        return tx.query("""
                select alert_id
                  from partner_alias
                 where workspace_id = :workspace
                   and external_id = :externalId
                   and alert_id is not null
                 order by partner
                 limit 1
                """).bind("externalId", externalId).one(row -> new AlertId(row.uuid("alert_id")));
    }
}
