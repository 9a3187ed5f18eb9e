package dev.graft.domain.alert;

import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds out which alert each report is about, by all the ids that the reports name; makes up new alerts for the ids
/// that nobody knows.
final class Naming {
    private final Map<String, AlertId> alerts = new HashMap<>();
    private final Set<AlertId> made = new HashSet<>();

    private Naming() {}

    /// Two nodes that hear of a new alert at the same time come out with the same one: the second waits for the first.
    static Naming of(Tx tx, List<Heard> reports, Ids ids) {
        var naming = new Naming();
        var partners = reports.stream().map(Heard::partner).distinct().sorted().toList();
        for (var partner : partners) {
            var ofPartner = reports.stream()
                    .filter(heard -> heard.partner().equals(partner))
                    .toList();
            naming.name(tx, partner, ofPartner, ids);
        }
        return naming;
    }

    AlertId alertOf(Heard heard) {
        var alert = alerts.get(key(heard.partner(), heard.externalIds().getFirst()));
        if (alert == null) {
            throw new IllegalStateException("every report was named");
        }
        return alert;
    }

    boolean isNew(AlertId alert) {
        return made.contains(alert);
    }

    private void name(Tx tx, String partner, List<Heard> reports, Ids ids) {
        var known = known(tx, partner, reports);
        var toTake = new HashMap<String, AlertId>();
        for (var together : idsThatGoTogether(reports)) {
            var alert = together.stream()
                    .filter(known::containsKey)
                    .map(known::get)
                    .min(Comparator.comparing(AlertId::value))
                    .orElseGet(() -> newAlert(ids));
            for (var id : together) {
                alerts.put(key(partner, id), known.getOrDefault(id, alert));
                if (!known.containsKey(id)) {
                    toTake.put(id, alert);
                }
            }
            // An id that stood alone so far may belong to another alert; a report goes to one of them, whole.
            together.forEach(id -> alerts.put(key(partner, id), alert));
        }
        take(tx, partner, toTake);
    }

    private AlertId newAlert(Ids ids) {
        var alert = new AlertId(ids.next());
        made.add(alert);
        return alert;
    }

    private static Map<String, AlertId> known(Tx tx, String partner, List<Heard> reports) {
        var named = reports.stream()
                .flatMap(heard -> heard.externalIds().stream())
                .distinct()
                .toList();
        var known = new HashMap<String, AlertId>();
        for (var alias : AliasStore.find(tx, partner, named)) {
            known.put(alias.externalId(), alias.alert().orElseThrow(() -> new BelongsToPage(alias.externalId())));
        }
        return known;
    }

    private void take(Tx tx, String partner, Map<String, AlertId> toTake) {
        if (toTake.isEmpty()) {
            return;
        }
        var lost = new HashSet<>(toTake.keySet());
        AliasStore.take(tx, partner, toTake).forEach(lost::remove);
        if (lost.isEmpty()) {
            return;
        }
        for (var alias : AliasStore.find(tx, partner, lost)) {
            var theirs = alias.alert().orElseThrow(() -> new BelongsToPage(alias.externalId()));
            var ours = toTake.get(alias.externalId());
            if (ours != null && made.remove(ours)) {
                AliasStore.move(tx, ours, theirs);
                alerts.replaceAll((_, alert) -> alert.equals(ours) ? theirs : alert);
            }
        }
    }

    /// Sets of ids, each of one alert: two ids go together when one report names both.
    private static List<Set<String>> idsThatGoTogether(List<Heard> reports) {
        var sets = new HashMap<String, Set<String>>();
        for (var heard : reports) {
            var together = new HashSet<>(heard.externalIds());
            for (var id : heard.externalIds()) {
                together.addAll(sets.getOrDefault(id, Set.of()));
            }
            together.forEach(id -> sets.put(id, together));
        }
        return new ArrayList<>(new HashSet<>(sets.values()));
    }

    private static String key(String partner, String externalId) {
        return partner + '/' + externalId;
    }
}
