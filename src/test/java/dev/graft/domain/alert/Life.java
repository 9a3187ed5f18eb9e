package dev.graft.domain.alert;

import dev.graft.domain.alert.RecordedTransition.Disposition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// The life of one alert in a test: hears reports as the store would, and keeps what is decided. The clock stands at
/// the newest report heard, until `atMinute` moves it.
final class Life {
    private static final AlertId ALERT = new AlertId(new UUID(0, 1));

    private final Map<TransitionKey, RecordedTransition> recorded = new LinkedHashMap<>();
    private final Map<Digest, AlertReport> reports = new LinkedHashMap<>();
    private final List<TransitionKey> fired = new ArrayList<>();
    private final List<AlertFact> facts = new ArrayList<>();
    private Arrival arrival = Arrival.LIVE;
    private boolean canPoll = true;
    private Instant now = Say.BIRTH;

    static Life of(Object... reports) {
        return new Life().hears(reports);
    }

    Life whereNobodyCanBeAsked() {
        canPoll = false;
        return this;
    }

    Life by(Arrival way) {
        arrival = way;
        return this;
    }

    Life atMinute(double minutes) {
        now = Say.minute(minutes);
        return this;
    }

    /// Hears reports that arrive together.
    Life hears(Object... arrived) {
        decide(arrived);
        return this;
    }

    /// Hears reports one after the other.
    Life hearsOneByOne(Object... arrived) {
        for (var report : arrived) {
            decide(report);
        }
        return this;
    }

    AlertDecision decide(Object... arrived) {
        var news = new LinkedHashMap<Digest, AlertReport>();
        for (var report : reports(arrived)) {
            if (!reports.containsKey(report.digest())) {
                news.putIfAbsent(report.digest(), report);
            }
            if (report.receivedAt().isAfter(now)) {
                now = report.receivedAt();
            }
        }
        var decision = AlertRules.decide(
                ALERT, List.copyOf(recorded.values()), reports.values(), news.values(), arrival, canPoll, now);
        reports.putAll(news);
        keep(decision);
        return decision;
    }

    /// The poll that was asked for has been answered, and its answer heard, or it finally failed.
    AlertDecision confirm() {
        var decision = AlertRules.confirm(ALERT, List.copyOf(recorded.values()), folded());
        keep(decision);
        return decision;
    }

    private void keep(AlertDecision decision) {
        for (var rekeying : decision.rekeyed()) {
            recorded.put(rekeying.to(), get(rekeying.from()).under(rekeying.to()));
            recorded.remove(rekeying.from());
        }
        for (var key : decision.withdrawn()) {
            recorded.put(key, get(key).ruled(Disposition.WITHDRAWN, ""));
        }
        for (var transition : decision.toRecord()) {
            recorded.put(transition.key(), transition);
            if (transition.disposition() == Disposition.FIRED) {
                fired.add(transition.key());
            }
        }
        facts.addAll(decision.facts());
    }

    private static List<AlertReport> reports(Object... reports) {
        return Arrays.stream(reports)
                .map(it -> it instanceof Supplier<?> say ? (AlertReport) say.get() : (AlertReport) it)
                .toList();
    }

    Folded folded() {
        return AlertFold.fold(reports.values());
    }

    List<TransitionKey> fired() {
        return fired;
    }

    Set<TransitionKey> recordedKeys() {
        return new LinkedHashSet<>(recorded.keySet());
    }

    List<TransitionKey> keys(Disposition disposition) {
        return recorded.values().stream()
                .filter(transition -> transition.disposition() == disposition)
                .map(RecordedTransition::key)
                .toList();
    }

    private RecordedTransition get(TransitionKey key) {
        return Objects.requireNonNull(recorded.get(key), () -> key + " is not recorded");
    }

    Disposition dispositionOf(TransitionKey key) {
        return get(key).disposition();
    }

    boolean hasRun(TransitionKey key) {
        return recorded.containsKey(key) && get(key).hasRun();
    }

    boolean hasRunOrWaits(TransitionKey key) {
        return hasRun(key) || (recorded.containsKey(key) && dispositionOf(key) == Disposition.AWAITING_POLL);
    }

    <F extends AlertFact> List<F> facts(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
