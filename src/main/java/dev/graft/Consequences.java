package dev.graft;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Trigger;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Tx;
import dev.graft.platform.journal.Fact;
import dev.graft.platform.journal.FactListener;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Carries out what `Reactions` says, through the doors of the rooms, in the transaction that states the fact. It
/// decides nothing.
record Consequences(Incidents incidents, Pages pages, Alarms alarms, Workflows workflows) implements FactListener {
    @Override
    public void heard(Tx tx, Fact fact) {
        heardAll(tx, List.of(fact));
    }

    /// Most news of alerts concern no incident and no workflow; that is found out once for all of them.
    @Override
    public void heardAll(Tx tx, List<? extends Fact> facts) {
        var consequences =
                facts.stream().flatMap(fact -> Reactions.to(fact).stream()).toList();
        var interest = Interest.in(tx, consequences, incidents, workflows);
        var concerning = consequences.stream().filter(interest::concerns).toList();
        concerning.forEach(consequence -> carryOut(tx, consequence));
        incidents.alertsAcknowledged(tx, acknowledgements(concerning));
    }

    private static Map<AlertId, Instant> acknowledgements(List<Consequence> consequences) {
        return consequences.stream()
                .filter(Consequence.StampAcknowledgedBy.class::isInstance)
                .map(Consequence.StampAcknowledgedBy.class::cast)
                .collect(Collectors.toMap(
                        Consequence.StampAcknowledgedBy::alert,
                        Consequence.StampAcknowledgedBy::at,
                        (one, other) -> one.isBefore(other) ? one : other));
    }

    /// @param alerts those that belong to incidents
    /// @param triggers those that a workflow waits for
    private record Interest(Set<AlertId> alerts, Set<Trigger> triggers) {
        static Interest in(Tx tx, List<Consequence> consequences, Incidents incidents, Workflows workflows) {
            var alerts = consequences.stream()
                    .filter(Consequence.ForIncidentsOf.class::isInstance)
                    .map(consequence -> ((Consequence.ForIncidentsOf) consequence).alert())
                    .collect(Collectors.toSet());
            boolean mayOccur = consequences.stream().anyMatch(Consequence.Occur.class::isInstance);
            return new Interest(
                    alerts.isEmpty() ? Set.of() : incidents.withIncidents(tx, alerts),
                    mayOccur ? workflows.waitedFor(tx) : Set.of());
        }

        boolean concerns(Consequence consequence) {
            if (consequence instanceof Consequence.ForIncidentsOf told) {
                return alerts.contains(told.alert());
            }
            return !(consequence instanceof Consequence.Occur occur) || triggers.contains(occur.trigger());
        }
    }

    private void carryOut(Tx tx, Consequence consequence) {
        switch (consequence) {
            case Consequence.Occur occur ->
                workflows.occurred(tx, occur.trigger(), occur.subject(), occur.toState(), occur.cause(), occur.at());
            case Consequence.AskAgain again -> workflows.askAgain(tx, again.alert(), again.epoch());
            case Consequence.TellTimelines tell -> incidents.alertHeard(tx, tell.heard());
            case Consequence.TellTimeline tell -> incidents.timeline(tx, tell.incident(), tell.line());
            case Consequence.StampAcknowledgedBy _ -> {} // all of them at the end, because they lock incidents
            case Consequence.StampAcknowledged stamp -> incidents.acknowledged(tx, stamp.incident(), stamp.at());
            case Consequence.RaiseNobodyIsBeingPaged raise -> alarms.raiseNobodyIsBeingPaged(tx, raise.alert());
            case Consequence.ClearNobodyIsBeingPaged clear -> alarms.clearNobodyIsBeingPaged(tx, clear.alert());
            case Consequence.ClearUnanswered clear -> alarms.incidentAnswered(tx, clear.incident());
            case Consequence.StopPagingFor stop -> {
                pages.cancelUnsent(tx, stop.incident(), stop.reason());
                alarms.clearFor(tx, stop.incident());
            }
            case Consequence.LinkToSurvivor link -> {
                incidents.attach(
                        tx, Caller.graft(tx.workspace()), link.survivor(), incidents.alertsOf(tx, link.duplicate()));
                pages.linkTo(tx, link.survivor(), link.duplicate());
            }
            case Consequence.PollAlert poll -> pages.pollAlert(tx, poll.alert(), poll.reason(), poll.confirming());
            case Consequence.CarryAct carry -> pages.carryAct(tx, carry.alert(), carry.act());
        }
    }
}
