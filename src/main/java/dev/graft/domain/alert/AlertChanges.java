package dev.graft.domain.alert;

import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one transaction writes about alerts, gathered so that many alerts cost a handful of statements.
final class AlertChanges {
    private final Instant now;
    private final List<AlertStore.Written> inserted = new ArrayList<>();
    private final List<AlertStore.Written> updated = new ArrayList<>();
    private final List<ReportStore.Kept> reports = new ArrayList<>();
    private final List<TransitionStore.Kept> transitions = new ArrayList<>();
    private final List<AlertEventStore.Kept> events = new ArrayList<>();
    private final List<AlertFact> facts = new ArrayList<>();
    private final List<Carried> decisions = new ArrayList<>();

    private record Carried(AlertId alert, AlertDecision decision) {}

    AlertChanges(Instant now) {
        this.now = now;
    }

    void keep(AlertId alert, AlertReport report, @Nullable Long delivery) {
        reports.add(new ReportStore.Kept(alert.value(), report, delivery));
    }

    void carryOut(AlertId alert, AlertDecision decision) {
        decisions.add(new Carried(alert, decision));
        facts.addAll(decision.facts());
    }

    void insert(Alert alert, byte[] payload) {
        inserted.add(new AlertStore.Written(alert, payload));
    }

    void update(Alert alert, byte @Nullable [] payload) {
        updated.add(new AlertStore.Written(alert, payload));
    }

    /// One line on the alert's timeline; the report's digest makes it happen once.
    void addEvent(Ids ids, AlertId alert, AlertReport report, String source, String words, boolean late) {
        events.add(new AlertEventStore.Kept(
                new AlertEvent(
                        ids.next(),
                        alert,
                        AlertWords.kind(report),
                        AlertWords.action(report),
                        source,
                        words,
                        late,
                        AlertWords.when(report),
                        now),
                report.digest().hex()));
    }

    /// Writes everything, and then states the facts: their listeners find the alerts as they stand now.
    void write(Tx tx, Journal journal) {
        AlertStore.insert(tx, inserted);
        AlertStore.update(tx, updated);
        ReportStore.keep(tx, reports);
        for (var carried : decisions) {
            carried.decision().rekeyed().forEach(rekeying -> TransitionStore.rekey(tx, carried.alert(), rekeying));
            carried.decision().withdrawn().forEach(key -> TransitionStore.withdraw(tx, carried.alert(), key));
            carried.decision()
                    .toRecord()
                    .forEach(transition -> transitions.add(new TransitionStore.Kept(carried.alert(), transition)));
        }
        TransitionStore.record(tx, newestOfEachKey(), now);
        AlertEventStore.insert(tx, events);
        journal.append(tx, facts);
    }

    /// Two decisions about one alert may rule on one key; one statement cannot write a row twice.
    private List<TransitionStore.Kept> newestOfEachKey() {
        record Key(AlertId alert, TransitionKey key) {}
        var newest = new LinkedHashMap<Key, TransitionStore.Kept>();
        transitions.forEach(
                kept -> newest.put(new Key(kept.alert(), kept.transition().key()), kept));
        return List.copyOf(newest.values());
    }
}
