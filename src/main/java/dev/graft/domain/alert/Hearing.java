package dev.graft.domain.alert;

import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Hears what partners say about alerts: many reports at once, in a handful of statements.
final class Hearing {
    private final Workspaces workspaces;
    private final Journal journal;
    private final Ids ids;
    private final PartnerReach reach;

    Hearing(Workspaces workspaces, Journal journal, Ids ids, PartnerReach reach) {
        this.workspaces = workspaces;
        this.journal = journal;
        this.ids = ids;
        this.reach = reach;
    }

    List<Verdict> hear(Tx tx, List<Heard> reports, Instant now) {
        var naming = Naming.of(tx, reports, ids);
        var known = Chronicle.lock(
                tx,
                reports.stream()
                        .map(naming::alertOf)
                        .filter(alert -> !naming.isNew(alert))
                        .collect(Collectors.toSet()));
        var verdicts = new ArrayList<Verdict>();
        var newsOf = new LinkedHashMap<AlertId, List<Heard>>();
        var answeredAgain = new LinkedHashSet<AlertId>();
        var digestsOf = new HashMap<AlertId, Set<Digest>>();
        for (var heard : reports) {
            var alert = naming.alertOf(heard);
            var digests = digestsOf.computeIfAbsent(
                    alert, id -> new HashSet<>(chronicle(known, naming, id).digests()));
            if (digests.add(heard.report().digest())) {
                newsOf.computeIfAbsent(alert, _ -> new ArrayList<>()).add(heard);
                verdicts.add(Verdict.applied(alert));
            } else {
                verdicts.add(Verdict.repeat(alert));
                if (heard.report().type() == ReportType.POLL && heard.arrival() == Arrival.LIVE) {
                    answeredAgain.add(alert);
                }
            }
        }
        if (!newsOf.isEmpty()) {
            write(tx, naming, known, newsOf, now);
        }
        confirm(tx, answeredAgain, now);
        return verdicts;
    }

    /// The answer to a poll may be word for word an earlier one: no news, and an answer all the same.
    private void confirm(Tx tx, Set<AlertId> answeredAgain, Instant now) {
        var changes = new AlertChanges(now);
        for (var chronicle : Chronicle.lock(tx, answeredAgain).values()) {
            changes.carryOut(
                    chronicle.id(),
                    AlertRules.confirm(chronicle.id(), chronicle.transitions(), AlertFold.fold(chronicle.reports())));
        }
        changes.write(tx, journal);
    }

    private void write(
            Tx tx, Naming naming, Map<AlertId, Chronicle> known, Map<AlertId, List<Heard>> newsOf, Instant now) {
        var changes = new AlertChanges(now);
        var canAsk = canAsk(tx, newsOf.values());
        int fresh = (int) newsOf.keySet().stream().filter(naming::isNew).count();
        var numbers = (fresh == 0 ? List.<Long>of() : workspaces.nextAlertNumbers(tx, fresh)).iterator();
        for (var entry : newsOf.entrySet()) {
            var chronicle = chronicle(known, naming, entry.getKey());
            var news = entry.getValue();
            var isAskable = canAsk.getOrDefault(news.getFirst().partner(), false);
            var lastDecided = decide(chronicle, news, isAskable, changes, now);
            var after = lastDecided.chronicle();
            var shortId = chronicle.stored().map(Alert::shortId).orElseGet(() -> "ALT" + numbers.next());
            var given = given(chronicle.stored(), entry.getKey(), shortId, news, isAskable, now);
            var alert = AlertProjection.of(given, lastDecided.folded(), after.reports(), now);
            if (chronicle.stored().isEmpty()) {
                changes.insert(alert, news.getFirst().payload());
            } else {
                changes.update(alert, newestPayload(news, lastDecided.late()));
            }
        }
        changes.write(tx, journal);
    }

    /// @param late the digests of news that stand before what had been heard already
    private record Decided(Chronicle chronicle, Folded folded, Set<Digest> late) {}

    /// News of one kind of arrival are decided on together.
    private Decided decide(Chronicle chronicle, List<Heard> news, boolean canAsk, AlertChanges changes, Instant now) {
        var current = chronicle;
        var late = new HashSet<Digest>();
        Optional<Folded> folded = Optional.empty();
        for (int from = 0, to; from < news.size(); from = to) {
            var arrival = news.get(from).arrival();
            to = from + 1;
            while (to < news.size() && news.get(to).arrival() == arrival) {
                to++;
            }
            var together = news.subList(from, to);
            var arrived = together.stream().<AlertReport>map(Heard::report).toList();
            var decision = AlertRules.decide(
                    current.id(), current.transitions(), current.reports(), arrived, arrival, canAsk, now);
            changes.carryOut(current.id(), decision);
            for (var fact : decision.facts()) {
                if (fact instanceof AlertFact.Heard heard && heard.late()) {
                    late.add(heard.report().digest());
                }
            }
            current = current.after(decision, arrived);
            folded = Optional.of(decision.folded());
        }
        for (var heard : news) {
            var isLate = late.contains(heard.report().digest());
            changes.keep(current.id(), heard.report(), heard.delivery());
            changes.addEvent(
                    ids,
                    current.id(),
                    heard.report(),
                    heard.partner(),
                    AlertWords.sentence(heard.report(), isLate),
                    isLate);
        }
        return new Decided(
                current,
                folded.orElseThrow(() -> new IllegalStateException("an alert is decided on because of news")),
                late);
    }

    private static AlertProjection.Given given(
            Optional<Alert> stored, AlertId id, String shortId, List<Heard> news, boolean canAsk, Instant now) {
        var pushed = news.stream().filter(Hearing::isPushed).toList();
        var newest = news.getLast();
        var externalId = pushed.isEmpty()
                ? stored.flatMap(Alert::externalId)
                        .or(() -> Optional.of(newest.externalIds().getFirst()))
                : Optional.of(pushed.getLast().externalIds().getFirst());
        // An answer to a poll knows every id of the alert, and so its true address; a webhook's is a guess.
        var url = news.stream()
                .filter(heard -> !isPushed(heard))
                .flatMap(heard -> heard.url().stream())
                .reduce((_, later) -> later)
                .or(() -> stored.flatMap(Alert::externalUrl))
                .or(() -> newest.url());
        int hops = news.stream().mapToInt(Heard::hops).max().orElse(0);
        return new AlertProjection.Given(
                id,
                stored.map(Alert::shortId).orElse(shortId),
                newest.partner(),
                externalId,
                url,
                Math.max(hops, stored.map(Alert::hops).orElse(0)),
                canAsk,
                stored.map(Alert::createdAt).orElse(now));
    }

    /// The answer to a poll has another shape, and conditions look at the shape of webhooks; late news are not news.
    private static byte @Nullable [] newestPayload(List<Heard> news, Set<Digest> late) {
        return news.stream()
                .filter(heard ->
                        isPushed(heard) && !late.contains(heard.report().digest()))
                .reduce((_, later) -> later)
                .map(Heard::payload)
                .orElse(null);
    }

    private static boolean isPushed(Heard heard) {
        return heard.report().type() != ReportType.POLL;
    }

    private Map<String, Boolean> canAsk(Tx tx, Iterable<List<Heard>> news) {
        var canAsk = new HashMap<String, Boolean>();
        news.forEach(heard -> canAsk.computeIfAbsent(heard.getFirst().partner(), partner -> reach.canAsk(tx, partner)));
        return canAsk;
    }

    private static Chronicle chronicle(Map<AlertId, Chronicle> known, Naming naming, AlertId id) {
        if (naming.isNew(id)) {
            return Chronicle.begun(id);
        }
        var chronicle = known.get(id);
        if (chronicle == null) {
            throw new IllegalStateException("an alert with an alias has a row: " + id);
        }
        return chronicle;
    }
}
