package dev.graft.domain.incident;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import java.util.Optional;

/// How an incident's own facts read on its timeline.
final class IncidentLines {
    private IncidentLines() {}

    /// What people call the things that facts name by id.
    interface Names {
        String of(SeverityId severity);

        String of(TeamId team);

        String of(AlertId alert);

        String of(IncidentId incident);
    }

    /// Empty for a fact that another line tells already.
    static Optional<TimelineLine> line(IncidentFact fact, Names names) {
        return switch (fact) {
            case IncidentFact.Created(var _, var status, var by, var at) ->
                Optional.of(TimelineLine.trail(
                        Topic.INCIDENT,
                        status == IncidentStatus.IN_TRIAGE ? "Incident declared, in triage" : "Incident declared",
                        by,
                        "created",
                        at));
            case IncidentFact.StatusChanged(var _, var from, var to, var by, var message, var at) ->
                Optional.of(TimelineLine.trail(
                        Topic.INCIDENT,
                        "Status changed from " + from.words() + " to " + to.words()
                                + message.filter(text -> !text.isBlank())
                                        .map(text -> ": " + text)
                                        .orElse(""),
                        by,
                        "status " + to.words() + " " + at,
                        at));
            case IncidentFact.MarkedDuplicate(var _, var of, var by, var at) ->
                Optional.of(TimelineLine.trail(
                        Topic.INCIDENT,
                        "Marked as a duplicate of " + names.of(of),
                        by,
                        "duplicate of " + of + " " + at,
                        at));
            case IncidentFact.Retitled(var _, var from, var to, var by, var at) ->
                Optional.of(TimelineLine.trail(
                        Topic.INCIDENT, "Title changed from “" + from + "” to “" + to + "”", by, "title " + at, at));
            case IncidentFact.SummaryChanged(var _, var by, var at) ->
                Optional.of(TimelineLine.trail(Topic.INCIDENT, "Summary changed", by, "summary " + at, at));
            case IncidentFact.SeverityChanged(var _, var from, var to, var by, var at) ->
                Optional.of(TimelineLine.trail(
                        Topic.INCIDENT,
                        "Severity changed from " + from.map(names::of).orElse("none") + " to "
                                + to.map(names::of).orElse("none"),
                        by,
                        "severity " + at,
                        at));
            case IncidentFact.LabelsChanged(var _, var by, var at) ->
                Optional.of(TimelineLine.trail(Topic.INCIDENT, "Labels changed", by, "labels " + at, at));
            case IncidentFact.MadePrivate(var _, var by, var at) ->
                Optional.of(TimelineLine.trail(Topic.INCIDENT, "Made private", by, "private", at));
            case IncidentFact.TimesCorrected(var _, var by, var at) ->
                Optional.of(TimelineLine.trail(Topic.INCIDENT, "Times corrected", by, "times " + at, at));
            case IncidentFact.TeamAdded(var _, var team, var by, var at) ->
                Optional.of(TimelineLine.trail(
                        Topic.INCIDENT, "Team " + names.of(team) + " added", by, "team " + team + " " + at, at));
            case IncidentFact.AlertAttached(var _, var alert, var by, var at) ->
                Optional.of(
                        TimelineLine.trail(Topic.ALERT, names.of(alert) + " attached", by, "attached " + alert, at));
            case IncidentFact.Started _, IncidentFact.Acknowledged _ -> Optional.empty();
        };
    }
}
