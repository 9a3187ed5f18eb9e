package dev.graft;

import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Tx;
import dev.graft.platform.journal.Fact;
import dev.graft.platform.journal.FactListener;

/// Carries out what `Reactions` says, through the doors of the rooms, in the transaction that states the fact. It
/// decides nothing.
record Consequences(Incidents incidents, Pages pages, Alarms alarms, Workflows workflows) implements FactListener {
    @Override
    public void heard(Tx tx, Fact fact) {
        for (var consequence : Reactions.to(fact)) {
            carryOut(tx, consequence);
        }
    }

    private void carryOut(Tx tx, Consequence consequence) {
        switch (consequence) {
            case Consequence.Occur occur ->
                workflows.occurred(tx, occur.trigger(), occur.subject(), occur.toState(), occur.cause(), occur.at());
            case Consequence.AskAgain again -> workflows.askAgain(tx, again.alert(), again.epoch());
            case Consequence.TellTimelines tell -> incidents.alertHeard(tx, tell.heard());
            case Consequence.TellTimeline tell -> incidents.timeline(tx, tell.incident(), tell.line());
            case Consequence.StampAcknowledgedBy stamp -> incidents.alertAcknowledged(tx, stamp.alert(), stamp.at());
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
