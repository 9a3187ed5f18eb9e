package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Right;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.journal.Journal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The door to alerts.
public final class Alerts {
    private final Db db;
    private final Journal journal;
    private final Ids ids;
    private final PartnerReach reach;
    private final Hearing hearing;

    public Alerts(Db db, Workspaces workspaces, Journal journal, Ids ids, PartnerReach reach) {
        this.db = db;
        this.journal = journal;
        this.ids = ids;
        this.reach = reach;
        this.hearing = new Hearing(workspaces, journal, ids, reach);
    }

    /// Adds reports to the sets of their alerts, makes alerts for ids not heard of before, folds, and states the facts
    /// that follow. Safe to call again with the same reports: they are repeats then, and nothing follows.
    ///
    /// Locks the alerts, in the order of their ids.
    ///
    /// @return one verdict per report, in the same order
    /// @throws BelongsToPage when one of the ids has become a page's meanwhile
    public List<Verdict> hear(Tx tx, List<Heard> reports) {
        return reports.isEmpty() ? List.of() : hearing.hear(tx, reports, now(tx));
    }

    /// Acknowledges the alert for the caller. It stands at once, and is *pending* until the partner has answered.
    /// Asking again is harmless.
    ///
    /// @throws Conflict when the alert is open or resolved
    public Alert acknowledge(Caller caller, AlertId id) {
        return act(caller, id, Verb.ACKNOWLEDGE, Optional.empty());
    }

    /// As `acknowledge`; an open alert may be resolved too. Resolving an alert that is resolved already is harmless.
    ///
    /// @param message what people read on the timeline
    public Alert resolve(Caller caller, AlertId id, Optional<String> message) {
        return act(caller, id, Verb.RESOLVE, message);
    }

    private Alert act(Caller caller, AlertId id, Verb verb, Optional<String> message) {
        caller.must(Right.UPDATE_ALERTS);
        return db.inTransaction(caller.workspace(), tx -> {
            var chronicle = lock(tx, id);
            var alert = chronicle.stored().orElseThrow(() -> new NotFound("alert", id));
            if (isAlready(alert, verb)) {
                return alert;
            }
            refuseWhereImpossible(alert, verb);
            var act = new Acted(
                    new ActId(ids.next()),
                    verb,
                    alert.epoch(),
                    alert.round(),
                    caller.actor().displayName(),
                    now(tx));
            var words = AlertWords.sentence(act, false)
                    + message.filter(text -> !text.isBlank())
                            .map(": %s"::formatted)
                            .orElse("");
            return add(tx, chronicle, alert, act, caller.source(), words);
        });
    }

    private static boolean isAlready(Alert alert, Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE -> alert.status() == AlertStatus.ACKNOWLEDGED;
            case RESOLVE -> alert.status() == AlertStatus.RESOLVED;
        };
    }

    /// In Rootly's words, which its clients know.
    private static void refuseWhereImpossible(Alert alert, Verb verb) {
        if (verb == Verb.ACKNOWLEDGE && alert.status() != AlertStatus.TRIGGERED) {
            throw new Conflict("Cannot acknowledge an alert with status "
                    + alert.status().name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    /// The partner finally refused an act: it leaves the fold, and its transitions free their keys. Safe to call again,
    /// and for an act that was settled meanwhile.
    public void withdraw(Tx tx, AlertId id, ActId act, String reason) {
        var chronicle = lock(tx, id);
        var alert = chronicle.stored().orElseThrow(() -> new NotFound("alert", id));
        boolean isOver = chronicle.reports().stream().anyMatch(report -> switch (report) {
            case Told told -> told.settles().filter(act::equals).isPresent();
            case Withdrawn withdrawn -> withdrawn.act().equals(act);
            case Acted _ -> false;
        });
        if (!isOver) {
            var refusal = new Withdrawn(act, reason, now(tx));
            add(tx, chronicle, alert, refusal, alert.source(), AlertWords.sentence(refusal, false));
        }
    }

    /// The poll that was to confirm transitions of this alert finally failed: nobody can be asked, so they fire where
    /// the alert still stands there.
    public void confirmFailed(Tx tx, AlertId id) {
        var chronicle = lock(tx, id);
        var decision = AlertRules.confirm(id, chronicle.transitions(), AlertFold.fold(chronicle.reports()));
        var changes = new AlertChanges(now(tx));
        changes.carryOut(id, decision);
        changes.write(tx, journal);
    }

    private Alert add(Tx tx, Chronicle chronicle, Alert stored, AlertReport report, String source, String words) {
        var now = now(tx);
        var canAsk = reach.canAsk(tx, stored.source());
        var arrived = List.of(report);
        var decision = AlertRules.decide(
                stored.id(), chronicle.transitions(), chronicle.reports(), arrived, Arrival.LIVE, canAsk, now);
        var given = new AlertProjection.Given(
                stored.id(),
                stored.shortId(),
                stored.source(),
                stored.externalId(),
                stored.externalUrl(),
                stored.hops(),
                canAsk,
                stored.createdAt());
        var alert = AlertProjection.of(
                given, decision.folded(), chronicle.after(decision, arrived).reports(), now);
        var changes = new AlertChanges(now);
        changes.keep(stored.id(), report, null);
        changes.carryOut(stored.id(), decision);
        changes.update(alert, null);
        changes.addEvent(ids, stored.id(), report, source, words, false);
        changes.write(tx, journal);
        return alert;
    }

    private static Chronicle lock(Tx tx, AlertId id) {
        return Optional.ofNullable(Chronicle.lock(tx, List.of(id)).get(id))
                .orElseThrow(() -> new NotFound("alert", id));
    }

    /// By the database's clock, which stamps the deliveries too.
    private static Instant now(Tx tx) {
        return tx.query("select now() as now").only(row -> row.instant("now"));
    }

    /// Asked about the alert, the partner knew of none by its ids: it is shown as *unexpected* until the partner speaks
    /// of it again, and nothing else changes, since absence is no evidence.
    public void notFoundAtPartner(Tx tx, AlertId id) {
        AlertStore.lock(tx, List.of(id)).forEach(alert -> {
            var now = now(tx);
            AlertStore.markUnexpected(tx, id, now);
            var event = new AlertEvent(
                    ids.next(),
                    id,
                    "informational",
                    "updated",
                    alert.source(),
                    "Asked for: the partner does not know this alert",
                    false,
                    now,
                    now);
            AlertEventStore.insert(
                    tx,
                    List.of(new AlertEventStore.Kept(event, "not found after " + alert.reportCount() + " reports")));
        });
    }

    /// The alert belongs to an incident from now on: one line on its timeline. Asking twice is harmless.
    ///
    /// @param incident as people call it
    /// @param cause what makes the line stand once
    public void attached(Tx tx, AlertId id, String incident, String source, String cause) {
        var now = now(tx);
        var event = new AlertEvent(
                ids.next(), id, "action", "attached", source, "Attached to " + incident, false, now, now);
        AlertEventStore.insert(tx, List.of(new AlertEventStore.Kept(event, cause)));
    }

    public Optional<Alert> find(Tx tx, AlertId id) {
        return getAll(tx, List.of(id)).stream().findFirst();
    }

    public Optional<Alert> find(Caller caller, AlertId id) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> find(tx, id));
    }

    public Alert get(Tx tx, AlertId id) {
        return find(tx, id).orElseThrow(() -> new NotFound("alert", id));
    }

    public Alert get(Caller caller, AlertId id) {
        return find(caller, id).orElseThrow(() -> new NotFound("alert", id));
    }

    /// @param id the alert's uuid, its short id, or the partner's id
    public Optional<Alert> findByAnyId(Caller caller, String id) {
        caller.must(Right.READ);
        return db.inTransaction(
                caller.workspace(),
                tx -> findUuid(id)
                        .flatMap(uuid -> find(tx, new AlertId(uuid)))
                        .or(() -> AlertStore.findByShortId(tx, id.toUpperCase(Locale.ROOT)))
                        .or(() -> AliasStore.findAlert(tx, id).flatMap(alert -> find(tx, alert))));
    }

    private static Optional<UUID> findUuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }

    public Sliced<Alert> list(Caller caller, AlertFilter filter, Slice slice) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> AlertStore.list(tx, filter, slice));
    }

    /// @return those of the alerts that exist, in no particular order
    public List<Alert> getAll(Tx tx, Collection<AlertId> ids) {
        return AlertStore.get(tx, ids);
    }

    /// @return those of the alerts that exist, in the order in which they were asked for
    public List<Alert> getAll(Caller caller, List<AlertId> ids) {
        caller.must(Right.READ);
        var found = db.inTransaction(caller.workspace(), tx -> getAll(tx, ids)).stream()
                .collect(Collectors.toMap(Alert::id, Function.identity()));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    /// As `payload`, of a whole list at once.
    public Map<AlertId, byte[]> payloads(Caller caller, Collection<AlertId> ids) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> AlertStore.payloads(tx, ids));
    }

    /// The alert's timeline, oldest first.
    public Sliced<AlertEvent> events(Caller caller, AlertId id, Slice slice) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> AlertEventStore.of(tx, id, slice));
    }

    /// The newest thing that the partner said about the alert, as it came.
    public byte[] payload(Caller caller, AlertId id) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> payload(tx, id));
    }

    public byte[] payload(Tx tx, AlertId id) {
        return AlertStore.findPayload(tx, id).orElseThrow(() -> new NotFound("alert", id));
    }

    /// How the alert stands by the partner's word alone, without what people did here: what *already so* is judged by.
    /// Empty while the partner has said nothing.
    public Optional<AlertState> findStatedState(Tx tx, AlertId id) {
        var reports = ReportStore.about(tx, List.of(id.value())).stream()
                .map(ReportStore.Kept::report)
                .toList();
        return reports.stream().anyMatch(Told.class::isInstance)
                ? Optional.of(AlertFold.statedState(reports))
                : Optional.empty();
    }

    /// Every id by which the partner may name the alert.
    public List<String> aliases(Tx tx, AlertId id) {
        return AliasStore.of(tx, id);
    }

    /// Every transition that was recorded, and what it set in motion, newest first.
    public List<RecordedTransition> transitions(Caller caller, AlertId id) {
        caller.must(Right.READ);
        return db.inTransaction(
                caller.workspace(),
                tx -> TransitionStore.of(tx, List.of(id)).stream()
                        .map(TransitionStore.Kept::transition)
                        .toList());
    }
}
