package dev.graft.domain.alert;

import dev.graft.platform.db.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that is kept of one alert while it is locked: the row, its reports, its transitions.
///
/// @param stored empty for an alert that is new in this transaction
record Chronicle(AlertId id, Optional<Alert> stored, List<AlertReport> reports, List<RecordedTransition> transitions) {
    Chronicle {
        reports = List.copyOf(reports);
        transitions = List.copyOf(transitions);
    }

    static Chronicle begun(AlertId id) {
        return new Chronicle(id, Optional.empty(), List.of(), List.of());
    }

    /// Locks the alerts, in the order of their ids, and reads the rest.
    static Map<AlertId, Chronicle> lock(Tx tx, Collection<AlertId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var alerts = AlertStore.lock(tx, ids);
        var reports = new HashMap<AlertId, List<AlertReport>>();
        for (var kept : ReportStore.about(tx, ids.stream().map(AlertId::value).toList())) {
            reports.computeIfAbsent(new AlertId(kept.subject()), _ -> new ArrayList<>())
                    .add(kept.report());
        }
        var transitions = new HashMap<AlertId, List<RecordedTransition>>();
        for (var kept : TransitionStore.of(tx, ids)) {
            transitions.computeIfAbsent(kept.alert(), _ -> new ArrayList<>()).add(kept.transition());
        }
        var chronicles = new HashMap<AlertId, Chronicle>();
        for (var alert : alerts) {
            chronicles.put(
                    alert.id(),
                    new Chronicle(
                            alert.id(),
                            Optional.of(alert),
                            reports.getOrDefault(alert.id(), List.of()),
                            transitions.getOrDefault(alert.id(), List.of())));
        }
        return chronicles;
    }

    Set<Digest> digests() {
        var digests = new HashSet<Digest>();
        reports.forEach(report -> digests.add(report.digest()));
        return digests;
    }

    /// As it stands when the decision is carried out.
    Chronicle after(AlertDecision decision, Collection<? extends AlertReport> arrived) {
        var heard = new ArrayList<>(reports);
        heard.addAll(arrived);
        var byKey = new HashMap<TransitionKey, RecordedTransition>();
        transitions.forEach(transition -> byKey.put(transition.key(), transition));
        for (var rekeying : decision.rekeyed()) {
            var transition = byKey.remove(rekeying.from());
            if (transition != null) {
                byKey.put(rekeying.to(), transition.under(rekeying.to()));
            }
        }
        for (var key : decision.withdrawn()) {
            byKey.computeIfPresent(
                    key,
                    (_, transition) -> transition.ruled(
                            RecordedTransition.Disposition.WITHDRAWN, TransitionStore.REASON_WITHDRAWN));
        }
        decision.toRecord().forEach(transition -> byKey.put(transition.key(), transition));
        return new Chronicle(id, stored, heard, List.copyOf(byKey.values()));
    }
}
