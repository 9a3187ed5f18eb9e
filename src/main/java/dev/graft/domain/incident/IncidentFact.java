package dev.graft.domain.incident;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import dev.graft.platform.journal.Fact;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What happened to an incident. `Reactions` reads these and nothing else.
public sealed interface IncidentFact extends Fact {
    IncidentId incident();

    @Override
    default UUID subject() {
        return incident().value();
    }

    /// @param status in triage, or started
    record Created(IncidentId incident, IncidentStatus status, Actor by, Instant at) implements IncidentFact {}

    /// It left triage for *started*, for the first time.
    record Started(IncidentId incident, Actor by, Instant at) implements IncidentFact {}

    record StatusChanged(
            IncidentId incident, IncidentStatus from, IncidentStatus to, Actor by, Optional<String> message, Instant at)
            implements IncidentFact {}

    /// Stated together with the change to *cancelled*.
    record MarkedDuplicate(IncidentId incident, IncidentId of, Actor by, Instant at) implements IncidentFact {}

    record Retitled(IncidentId incident, String from, String to, Actor by, Instant at) implements IncidentFact {}

    record SummaryChanged(IncidentId incident, Actor by, Instant at) implements IncidentFact {}

    record SeverityChanged(
            IncidentId incident, Optional<SeverityId> from, Optional<SeverityId> to, Actor by, Instant at)
            implements IncidentFact {}

    record LabelsChanged(IncidentId incident, Actor by, Instant at) implements IncidentFact {}

    record MadePrivate(IncidentId incident, Actor by, Instant at) implements IncidentFact {}

    record TimesCorrected(IncidentId incident, Actor by, Instant at) implements IncidentFact {}

    record TeamAdded(IncidentId incident, TeamId team, Actor by, Instant at) implements IncidentFact {}

    record AlertAttached(IncidentId incident, AlertId alert, Actor by, Instant at) implements IncidentFact {}

    /// Somebody acknowledged a linked alert or page for the first time.
    record Acknowledged(IncidentId incident, Instant at) implements IncidentFact {}
}
