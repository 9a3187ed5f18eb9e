package dev.graft.partner.pagertree;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.Verdict;
import dev.graft.domain.paging.PageId;
import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What became of each delivery, as rows: one per delivery, the latest word on it.
final class VerdictStore {
    private VerdictStore() {}

    record Passed(long delivery, Verdict verdict, Optional<PageId> page) {}

    static void keep(Tx tx, List<Passed> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        tx.update("""
                insert into delivery_verdict (workspace_id, delivery_id, verdict, reason, alert_id, page_id)
                select :workspace, delivery_id, verdict, reason, alert_id, page_id
                  from unnest(:deliveries::bigint[], :verdicts::text[], :reasons::text[], :alerts::uuid[],
                              :pages::uuid[])
                    as new (delivery_id, verdict, reason, alert_id, page_id)
                on conflict (workspace_id, delivery_id) do update
                   set verdict = excluded.verdict, reason = excluded.reason, alert_id = excluded.alert_id,
                       page_id = excluded.page_id, at = excluded.at
                """)
                .bind("deliveries", verdicts.stream().map(Passed::delivery).toArray(Long[]::new))
                .bind(
                        "verdicts",
                        verdicts.stream().map(passed -> passed.verdict().word()).toArray(Verdict.Word[]::new))
                .bind(
                        "reasons",
                        verdicts.stream()
                                .map(passed -> passed.verdict().reason())
                                .toArray(String[]::new))
                .bind(
                        "alerts",
                        verdicts.stream()
                                .map(passed -> passed.verdict()
                                        .alert()
                                        .map(AlertId::value)
                                        .orElse(null))
                                .toArray(UUID[]::new))
                .bind(
                        "pages",
                        verdicts.stream()
                                .map(passed -> passed.page().map(PageId::value).orElse(null))
                                .toArray(UUID[]::new))
                .run();
    }
}
