package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertDecision.Rekeying;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Transitions, as rows: one per key.
final class TransitionStore {
    static final String REASON_WITHDRAWN = "the partner refused what was asked here";

    private static final String CREATED = "created";

    private TransitionStore() {}

    record Kept(AlertId alert, RecordedTransition transition) {}

    static List<Kept> of(Tx tx, Collection<AlertId> alerts) {
        return tx.query("""
                select alert_id, epoch_created, epoch_reopening, round, to_state, report, time, disposition, reason
                  from alert_transition
                 where workspace_id = :workspace
                   and alert_id = any(:alerts::uuid[])
                 order by recorded_at desc, round desc
                """)
                .bind("alerts", alerts.stream().map(AlertId::value).toArray(UUID[]::new))
                .list(TransitionStore::read);
    }

    /// One that stands under its key already gives way: the rules have decided so.
    static void record(Tx tx, List<Kept> transitions, Instant now) {
        if (transitions.isEmpty()) {
            return;
        }
        tx.update("""
                insert into alert_transition
                       (workspace_id, alert_id, epoch_created, epoch_reopening, round, to_state, report, time,
                        disposition, reason, recorded_at)
                select :workspace, alert_id, epoch_created, epoch_reopening, round, to_state, report, time,
                       disposition, reason, :now
                  from unnest(:alerts::uuid[], :epochs::timestamptz[], :reopenings::integer[], :rounds::integer[],
                              :states::text[], :reports::bytea[], :times::timestamptz[], :dispositions::text[],
                              :reasons::text[])
                    as new (alert_id, epoch_created, epoch_reopening, round, to_state, report, time, disposition,
                            reason)
                on conflict (workspace_id, alert_id, epoch_created, epoch_reopening, round, to_state) do update
                   set report = excluded.report, time = excluded.time, disposition = excluded.disposition,
                       reason = excluded.reason, recorded_at = excluded.recorded_at
                """)
                .bind(
                        "alerts",
                        transitions.stream().map(kept -> kept.alert().value()).toArray(UUID[]::new))
                .bind(
                        "epochs",
                        transitions.stream()
                                .map(kept -> created(kept.transition().key()))
                                .toArray(Instant[]::new))
                .bind(
                        "reopenings",
                        transitions.stream()
                                .map(kept -> kept.transition().key().epoch().reopening())
                                .toArray(Integer[]::new))
                .bind(
                        "rounds",
                        transitions.stream()
                                .map(kept -> round(kept.transition().key()))
                                .toArray(Integer[]::new))
                .bind(
                        "states",
                        transitions.stream()
                                .map(kept -> state(kept.transition().key()))
                                .toArray(String[]::new))
                .bind(
                        "reports",
                        transitions.stream()
                                .map(kept -> kept.transition().report().bytes())
                                .toArray(byte[][]::new))
                .bind(
                        "times",
                        transitions.stream()
                                .map(kept -> kept.transition().time().orElse(null))
                                .toArray(Instant[]::new))
                .bind(
                        "dispositions",
                        transitions.stream()
                                .map(kept -> kept.transition().disposition())
                                .toArray(Disposition[]::new))
                .bind(
                        "reasons",
                        transitions.stream()
                                .map(kept -> kept.transition().reason())
                                .toArray(String[]::new))
                .bind("now", now)
                .run();
    }

    static void rekey(Tx tx, AlertId alert, Rekeying rekeying) {
        tx.update("""
                update alert_transition
                   set epoch_created = :newEpoch, epoch_reopening = :newReopening, round = :newRound,
                       to_state = :newState
                 where workspace_id = :workspace
                   and alert_id = :alert
                   and epoch_created is not distinct from :epoch::timestamptz
                   and epoch_reopening = :reopening
                   and round = :round
                   and to_state = :state
                """)
                .bind("alert", alert.value())
                .bind("newEpoch", rekeying.to().epoch().created())
                .bind("newReopening", rekeying.to().epoch().reopening())
                .bind("newRound", round(rekeying.to()))
                .bind("newState", state(rekeying.to()))
                .bind("epoch", rekeying.from().epoch().created())
                .bind("reopening", rekeying.from().epoch().reopening())
                .bind("round", round(rekeying.from()))
                .bind("state", state(rekeying.from()))
                .run();
    }

    static void withdraw(Tx tx, AlertId alert, TransitionKey key) {
        tx.update("""
                update alert_transition
                   set disposition = 'withdrawn', reason = :reason
                 where workspace_id = :workspace
                   and alert_id = :alert
                   and epoch_created is not distinct from :epoch::timestamptz
                   and epoch_reopening = :reopening
                   and round = :round
                   and to_state = :state
                """)
                .bind("reason", REASON_WITHDRAWN)
                .bind("alert", alert.value())
                .bind("epoch", key.epoch().created())
                .bind("reopening", key.epoch().reopening())
                .bind("round", round(key))
                .bind("state", state(key))
                .run();
    }

    private static @Nullable Instant created(TransitionKey key) {
        return key.epoch().created().orElse(null);
    }

    private static int round(TransitionKey key) {
        return switch (key) {
            case TransitionKey.Created _ -> 0;
            case TransitionKey.Reached reached -> reached.round();
        };
    }

    private static String state(TransitionKey key) {
        return switch (key) {
            case TransitionKey.Created _ -> CREATED;
            case TransitionKey.Reached reached -> reached.toState().name().toLowerCase(Locale.ROOT);
        };
    }

    private static Kept read(Row row) {
        var epoch = new Epoch(row.findInstant("epoch_created"), row.integer("epoch_reopening"));
        var key = row.text("to_state").equals(CREATED)
                ? new TransitionKey.Created(epoch)
                : new TransitionKey.Reached(epoch, row.integer("round"), row.word("to_state", AlertState.class));
        return new Kept(
                new AlertId(row.uuid("alert_id")),
                new RecordedTransition(
                        key,
                        Digest.ofBytes(row.bytes("report")),
                        row.findInstant("time"),
                        row.word("disposition", Disposition.class),
                        row.text("reason")));
    }
}
