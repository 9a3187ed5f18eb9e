package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertDecision.Rekeying;
import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What follows from new reports about an alert: which transitions they bring, which of those start workflows, and
/// what else is to be done. Decision 3 has the clauses, under *What runs*.
final class AlertRules {
    private AlertRules() {}

    /// Decides about reports that arrived together. Equal to deciding on them one by one, except that nothing which
    /// calls for people runs for what they say is over or answered by the end.
    ///
    /// @param recorded every transition recorded so far, the withdrawn ones too
    /// @param before the reports heard so far
    /// @param arrived new reports, in the order heard; none that is in `before` already
    /// @param canPoll there is a partner who can be asked how the alert stands
    /// @param now by the database's clock
    static AlertDecision decide(
            AlertId alert,
            List<RecordedTransition> recorded,
            Collection<AlertReport> before,
            Collection<AlertReport> arrived,
            Arrival arrival,
            boolean canPoll,
            Instant now) {
        var reports = new ArrayList<>(before);
        reports.addAll(arrived);
        var walk = AlertFold.walk(reports);
        var folded = walk.folded();
        var earlier = before.isEmpty() ? Optional.<Folded>empty() : Optional.of(AlertFold.fold(before));

        var ledger = new Ledger(recorded);
        var rekeyed = ledger.rekey(walk, folded.epoch());
        var withdrawn = ledger.withdraw(reports, walk);
        var called = earlier.filter(Folded::isCalling).map(it -> rekeyed(it.standing(), rekeyed));
        var rulings = new Rulings(walk, folded, ledger, called, arrival, canPoll, now);

        var toRecord = new ArrayList<RecordedTransition>();
        for (var step : folded.steps()) {
            if (!ledger.has(step.key())) {
                toRecord.add(
                        step.key() instanceof TransitionKey.Created
                                ? rulings.rule(step.key(), firstHeard(step.key().epoch(), before, arrived, walk))
                                : rulings.rule(step.key(), step.report()));
            }
        }
        toRecord.addAll(rulings.reconsidered(arrival == Arrival.LIVE && hasPoll(arrived)));

        var facts = new ArrayList<AlertFact>();
        facts.addAll(heard(alert, earlier, before, arrived, walk, folded));
        facts.addAll(transitioned(alert, toRecord, folded.epoch(), ledger));
        pollWanted(alert, toRecord, arrived, walk, canPoll).ifPresent(facts::add);
        facts.addAll(actsWanted(alert, arrived, walk));
        return new AlertDecision(folded, toRecord, rekeyed, withdrawn, facts);
    }

    /// Decides about the transitions that wait for a poll, when its answer was word for word an earlier one, or
    /// when it has finally failed: where the alert still stands there they fire. (An answer that is news is decided
    /// on as all news is.)
    ///
    /// @param recorded every transition recorded so far
    /// @param now how the alert stands, the answer included
    static AlertDecision confirm(AlertId alert, List<RecordedTransition> recorded, Folded now) {
        var ledger = new Ledger(recorded);
        var toRecord = ledger.waiting().stream()
                .map(waiting -> Rulings.ruleOnAnswer(waiting, now))
                .toList();
        var facts = transitioned(alert, toRecord, now.epoch(), ledger);
        return new AlertDecision(now, toRecord, List.of(), List.of(), facts);
    }

    private static TransitionKey rekeyed(TransitionKey key, List<Rekeying> rekeyed) {
        for (var rekeying : rekeyed) {
            if (rekeying.from().equals(key)) {
                return rekeying.to();
            }
        }
        return key;
    }

    /// The partner's first report of an epoch, in the order in which we heard them.
    private static Digest firstHeard(
            Epoch epoch, Collection<AlertReport> before, Collection<AlertReport> arrived, Walk walk) {
        var earlier = before.stream()
                .filter(report -> isToldIn(epoch, report, walk))
                .min(Comparator.comparing(AlertReport::receivedAt).thenComparing(AlertReport::digest));
        return earlier.or(() -> arrived.stream()
                        .filter(report -> isToldIn(epoch, report, walk))
                        .findFirst())
                .map(AlertReport::digest)
                .orElseThrow(() -> new IllegalStateException("every epoch begins with a report of the partner"));
    }

    private static boolean isToldIn(Epoch epoch, AlertReport report, Walk walk) {
        return report instanceof Told
                && walk.findPlace(report.digest())
                        .filter(place -> place.epoch().equals(epoch))
                        .isPresent();
    }

    private static List<AlertFact> heard(
            AlertId alert,
            Optional<Folded> earlier,
            Collection<AlertReport> before,
            Collection<AlertReport> arrived,
            Walk walk,
            Folded folded) {
        var facts = new ArrayList<AlertFact>();
        var heard = new ArrayList<>(before);
        var state = earlier.map(Folded::state);
        var latest =
                before.stream().mapToInt(report -> position(report, walk)).max().orElse(-1);
        for (var report : arrived) {
            heard.add(report);
            var isLast = heard.size() == before.size() + arrived.size();
            var next = isLast ? folded.state() : AlertFold.fold(heard).state();
            var isLate = report instanceof Told && position(report, walk) < latest;
            facts.add(new AlertFact.Heard(alert, report, state, next, isLate));
            state = Optional.of(next);
            latest = Math.max(latest, position(report, walk));
        }
        return facts;
    }

    /// Acts do not make a report late: they stand behind what their author saw, whenever it comes.
    private static int position(AlertReport report, Walk walk) {
        return report instanceof Told
                ? walk.findPlace(report.digest()).map(Walk.Place::position).orElse(-1)
                : -1;
    }

    private static List<AlertFact> transitioned(
            AlertId alert, List<RecordedTransition> toRecord, Epoch current, Ledger before) {
        var facts = new ArrayList<AlertFact>();
        var creators = toRecord.stream()
                .filter(transition -> transition.key() instanceof TransitionKey.Created)
                .map(RecordedTransition::report)
                .collect(Collectors.toSet());
        for (var transition : toRecord) {
            boolean withCreation =
                    transition.key() instanceof TransitionKey.Reached && creators.contains(transition.report());
            facts.add(new AlertFact.Transitioned(alert, transition, withCreation));
        }
        if (before.hasRunCreation(current) && !before.hasRunCall(current) && callFires(toRecord, current)) {
            facts.add(new AlertFact.AskAgain(alert, current));
        }
        return facts;
    }

    private static boolean callFires(List<RecordedTransition> toRecord, Epoch current) {
        return toRecord.stream()
                .filter(transition -> transition.disposition() == Disposition.FIRED)
                .anyMatch(transition -> transition.key() instanceof TransitionKey.Reached reached
                        && reached.epoch().equals(current)
                        && reached.toState().isUnanswered());
    }

    /// One poll answers everything that is to be asked about an alert.
    private static Optional<AlertFact> pollWanted(
            AlertId alert,
            List<RecordedTransition> toRecord,
            Collection<AlertReport> arrived,
            Walk walk,
            boolean canPoll) {
        if (!canPoll) {
            return Optional.empty();
        }
        var awaiting = toRecord.stream()
                .filter(transition -> transition.disposition() == Disposition.AWAITING_POLL)
                .map(RecordedTransition::key)
                .reduce((first, last) -> last);
        if (awaiting.isPresent()) {
            return Optional.of(new AlertFact.PollWanted(alert, "does it still stand where old news put it?", awaiting));
        }
        return arrived.stream().anyMatch(report -> asksForPoll(report, walk))
                ? Optional.of(new AlertFact.PollWanted(alert, "a report left out its time or status", Optional.empty()))
                : Optional.empty();
    }

    private static boolean hasPoll(Collection<AlertReport> arrived) {
        return arrived.stream().anyMatch(report -> report instanceof Told told && told.type() == ReportType.POLL);
    }

    /// A time that cannot be believed counts as left out.
    private static boolean asksForPoll(AlertReport report, Walk walk) {
        return report instanceof Told told
                && told.type() != ReportType.POLL
                && (told.asksForPoll()
                        || walk.findPlace(told.digest())
                                .flatMap(Walk.Place::time)
                                .isEmpty());
    }

    private static List<AlertFact> actsWanted(AlertId alert, Collection<AlertReport> arrived, Walk walk) {
        var facts = new ArrayList<AlertFact>();
        for (var report : arrived) {
            if (report instanceof Acted act && walk.findPlace(act.digest()).isPresent()) {
                facts.add(new AlertFact.ActWanted(alert, act));
            }
        }
        return facts;
    }
}
