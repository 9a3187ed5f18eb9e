package dev.graft;

import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.TransitionKey;
import dev.graft.domain.incident.IncidentFact;
import dev.graft.domain.incident.TimelineLine;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.paging.PageFact;
import dev.graft.domain.workflow.Subject;
import dev.graft.domain.workflow.Trigger;
import dev.graft.domain.workflow.Workflows;
import dev.graft.platform.journal.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// When X, then Y: every cause and all its consequences, on one page. Pure; `Consequences` carries them out, in the
/// transaction that states the fact. No room calls another room's consequences.
final class Reactions {
    private Reactions() {}

    /// @throws IllegalStateException for a fact of a family that nobody told this page about
    static List<Consequence> to(Fact fact) {
        return switch (fact) {
            case AlertFact alert -> toAlert(alert);
            case IncidentFact incident -> toIncident(incident);
            case PageFact page -> toPage(page);
            default -> throw new IllegalStateException("facts come from alerts, incidents and pages, not " + fact);
        };
    }

    private static List<Consequence> toAlert(AlertFact fact) {
        return switch (fact) {
            case AlertFact.Heard heard -> toHeard(heard);

            case AlertFact.Transitioned transitioned -> toTransitioned(transitioned);

            case AlertFact.AskAgain again -> List.of(new Consequence.AskAgain(again.alert(), again.epoch()));

            case AlertFact.PollWanted poll ->
                List.of(new Consequence.PollAlert(poll.alert(), poll.reason(), poll.confirming()));

            case AlertFact.ActWanted wanted -> List.of(new Consequence.CarryAct(wanted.alert(), wanted.act()));
        };
    }

    /// The timelines hear everything. An acknowledgement, of one destination or of all, stamps the incidents. The alarm
    /// follows the state, late or not: somebody has to know as long as nobody is being paged.
    private static List<Consequence> toHeard(AlertFact.Heard heard) {
        var then = new ArrayList<Consequence>();
        then.add(new Consequence.TellTimelines(heard));
        acknowledgedAt(heard).ifPresent(at -> then.add(new Consequence.StampAcknowledgedBy(heard.alert(), at)));
        if (heard.stateAfter() == AlertState.DROPPED) {
            then.add(new Consequence.RaiseNobodyIsBeingPaged(heard.alert()));
        } else if (heard.stateBefore().equals(Optional.of(AlertState.DROPPED))) {
            then.add(new Consequence.ClearNobodyIsBeingPaged(heard.alert()));
        }
        return List.copyOf(then);
    }

    private static Optional<Instant> acknowledgedAt(AlertFact.Heard heard) {
        return switch (heard.report()) {
            case AlertReport.Told told ->
                told.type() == ReportType.ACKNOWLEDGED || becameAcknowledged(heard)
                        ? Optional.of(told.updatedAt()
                                .filter(at -> at.isBefore(told.receivedAt()))
                                .orElse(told.receivedAt()))
                        : Optional.empty();
            case AlertReport.Acted act ->
                act.verb() == Verb.ACKNOWLEDGE ? Optional.of(act.receivedAt()) : Optional.empty();
            case AlertReport.Withdrawn _ -> Optional.empty();
        };
    }

    private static boolean becameAcknowledged(AlertFact.Heard heard) {
        return heard.stateAfter() == AlertState.ACKNOWLEDGED
                && !heard.stateBefore().equals(Optional.of(AlertState.ACKNOWLEDGED));
    }

    /// Only a transition that fires starts workflows; the state that an alert begins in is no change of status.
    private static List<Consequence> toTransitioned(AlertFact.Transitioned transitioned) {
        var transition = transitioned.transition();
        if (transition.disposition() != Disposition.FIRED || transitioned.withCreation()) {
            return List.of();
        }
        var alert = transitioned.alert();
        var at = transition.time().orElse(Instant.EPOCH);
        return switch (transition.key()) {
            case TransitionKey.Created created ->
                List.of(new Consequence.Occur(
                        Trigger.ALERT_CREATED,
                        new Subject.OfAlert(alert),
                        Optional.empty(),
                        Workflows.causeOfCreation(alert, created.epoch()),
                        at));
            case TransitionKey.Reached reached ->
                List.of(new Consequence.Occur(
                        Trigger.ALERT_STATUS_UPDATED,
                        new Subject.OfAlert(alert),
                        Optional.of(reached.toState()),
                        "alert " + alert + " " + word(reached.toState()) + " in round " + reached.round() + " of "
                                + reached.epoch(),
                        at));
        };
    }

    private static List<Consequence> toIncident(IncidentFact fact) {
        var incident = fact.incident();
        var subject = new Subject.OfIncident(incident);
        return switch (fact) {
            case IncidentFact.Created created ->
                List.of(new Consequence.Occur(
                        Trigger.INCIDENT_CREATED,
                        subject,
                        Optional.empty(),
                        "incident " + incident + " created",
                        created.at()));

            case IncidentFact.Started started ->
                List.of(new Consequence.Occur(
                        Trigger.INCIDENT_STARTED,
                        subject,
                        Optional.empty(),
                        "incident " + incident + " started",
                        started.at()));

            case IncidentFact.StatusChanged changed -> {
                var then = new ArrayList<Consequence>();
                if (changed.to().isOver()) {
                    then.add(new Consequence.StopPagingFor(incident, "the incident is " + word(changed.to())));
                }
                then.add(new Consequence.Occur(
                        Trigger.STATUS_UPDATED,
                        subject,
                        Optional.empty(),
                        "incident " + incident + " " + word(changed.from()) + " to " + word(changed.to()) + " at "
                                + changed.at(),
                        changed.at()));
                yield List.copyOf(then);
            }

            case IncidentFact.MarkedDuplicate duplicate ->
                List.of(new Consequence.LinkToSurvivor(incident, duplicate.of()));

            case IncidentFact.Acknowledged _ -> List.of(new Consequence.ClearUnanswered(incident));

            // A team that comes later is offered to be paged, and is not paged; the rest is the room's own history.
            case IncidentFact.TeamAdded _,
                    IncidentFact.AlertAttached _,
                    IncidentFact.Retitled _,
                    IncidentFact.SummaryChanged _,
                    IncidentFact.SeverityChanged _,
                    IncidentFact.LabelsChanged _,
                    IncidentFact.MadePrivate _,
                    IncidentFact.TimesCorrected _ -> List.of();
        };
    }

    /// Everything about a page is on its incident's timeline; who acknowledges it, acknowledges the incident.
    private static List<Consequence> toPage(PageFact fact) {
        var then = new ArrayList<Consequence>();
        fact.incident().ifPresent(incident -> {
            then.add(new Consequence.TellTimeline(
                    incident, TimelineLine.trail(Topic.PAGE, fact.words(), fact.actor(), fact.cause(), fact.at())));
            if (fact instanceof PageFact.Heard heard && heard.news() == PageFact.News.ACKNOWLEDGED) {
                then.add(new Consequence.StampAcknowledged(incident, heard.at()));
            }
        });
        return List.copyOf(then);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
