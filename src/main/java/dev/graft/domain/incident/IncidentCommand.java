package dev.graft.domain.incident;

import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be asked of an incident. Asking twice is harmless.
///
/// The verbs go forward only: *mitigate* asked of a resolved incident changes nothing. `Start` goes back as well
/// (Rootly's *restart*), and `MoveTo` goes exactly where it says.
public sealed interface IncidentCommand {
    /// Leaves triage, or begins again.
    record Start() implements IncidentCommand {}

    record Mitigate(Optional<String> message) implements IncidentCommand {}

    record Resolve(Optional<String> message) implements IncidentCommand {}

    record Close() implements IncidentCommand {}

    record Cancel(Optional<String> message) implements IncidentCommand {}

    /// It is the same as another incident, which goes on in its place.
    record MarkDuplicate(IncidentId of) implements IncidentCommand {}

    /// To this status, forward or back; what an edited status field asks for.
    record MoveTo(IncidentStatus status, Optional<String> message) implements IncidentCommand {}

    /// Changes what is given, and leaves what is empty as it is. Private cannot be taken back.
    record Edit(
            Optional<String> title,
            Optional<String> summary,
            Optional<SeverityId> severity,
            Optional<Map<String, String>> labels,
            Optional<Boolean> isPrivate)
            implements IncidentCommand {}

    record AddTeams(List<TeamId> teams) implements IncidentCommand {
        public AddTeams {
            teams = List.copyOf(teams);
        }
    }

    /// Corrects when things happened. Only what has happened can be corrected, and the order has to stay.
    ///
    /// @param times by status; what is not named stays as it is
    record CorrectTimes(
            Map<IncidentStatus, Instant> times, Optional<Instant> detectedAt, Optional<Instant> acknowledgedAt)
            implements IncidentCommand {
        public CorrectTimes {
            times = Map.copyOf(times);
        }
    }
}
