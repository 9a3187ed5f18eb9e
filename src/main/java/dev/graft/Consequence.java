package dev.graft;

import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Epoch;
import dev.graft.domain.alert.TransitionKey;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.TimelineLine;
import dev.graft.domain.workflow.Subject;
import dev.graft.domain.workflow.Trigger;
import java.time.Instant;
import java.util.Optional;

/// Something that follows from a fact: a row or a few, written in the transaction that states the fact. Each is
/// harmless to write twice.
sealed interface Consequence {
    /// Concerns the incidents that the alert belongs to, and nothing where it belongs to none.
    sealed interface ForIncidentsOf extends Consequence {
        AlertId alert();
    }

    /// Workflows that wait for this are asked.
    ///
    /// @param toState where the alert went, for `alert_status_updated`
    /// @param cause what makes it happen once
    record Occur(Trigger trigger, Subject subject, Optional<AlertState> toState, String cause, Instant at)
            implements Consequence {}

    /// Workflows that turned the alert's creation away because of its status are asked once more.
    record AskAgain(AlertId alert, Epoch epoch) implements Consequence {}

    /// News of an alert goes on the timeline of each incident that it belongs to.
    record TellTimelines(AlertFact.Heard heard) implements ForIncidentsOf {
        @Override
        public AlertId alert() {
            return heard.alert();
        }
    }

    record TellTimeline(IncidentId incident, TimelineLine line) implements Consequence {}

    /// The first time, it stamps the incidents that the alert belongs to.
    record StampAcknowledgedBy(AlertId alert, Instant at) implements ForIncidentsOf {}

    record StampAcknowledged(IncidentId incident, Instant at) implements Consequence {}

    record RaiseNobodyIsBeingPaged(AlertId alert) implements Consequence {}

    record ClearNobodyIsBeingPaged(AlertId alert) implements Consequence {}

    /// Somebody is at work on the incident: what asked for somebody is over.
    record ClearUnanswered(IncidentId incident) implements Consequence {}

    /// The incident is over: pages that were not sent are not wanted any more, nor are its alarms.
    record StopPagingFor(IncidentId incident, String reason) implements Consequence {}

    /// What belongs to a duplicate belongs to the incident that goes on in its place.
    record LinkToSurvivor(IncidentId duplicate, IncidentId survivor) implements Consequence {}

    record PollAlert(AlertId alert, String reason, Optional<TransitionKey> confirming) implements Consequence {}

    record CarryAct(AlertId alert, AlertReport.Acted act) implements Consequence {}
}
