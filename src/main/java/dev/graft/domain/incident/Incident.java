package dev.graft.domain.incident;

import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that people work on until it is over.
///
/// @param number counts from 1 in each workspace, without gaps; people say `INC-7`
/// @param slug names it in addresses; unique in its workspace, because it ends with the number
/// @param isPrivate only its creator and callers with the right to private incidents see it; cannot be taken back
/// @param source how it came to be, as Rootly's API names it: `web`, `api`, `workflow`
/// @param duplicateOf the incident that goes on in place of this one
/// @param acknowledgedAt when somebody first acknowledged a linked alert or page
/// @param hops how many effects of ours led to it
public record Incident(
        IncidentId id,
        long number,
        String title,
        String slug,
        IncidentKind kind,
        Optional<String> summary,
        boolean isPrivate,
        Optional<SeverityId> severity,
        List<TeamId> teams,
        Map<String, String> labels,
        Lifecycle lifecycle,
        Actor createdBy,
        String source,
        Optional<IncidentId> duplicateOf,
        Optional<Instant> detectedAt,
        Optional<Instant> acknowledgedAt,
        int hops,
        Instant createdAt,
        Instant updatedAt) {
    public Incident {
        teams = List.copyOf(teams);
        labels = Map.copyOf(labels);
        if (title.isBlank()) {
            throw new IllegalArgumentException("an incident has a title");
        }
    }

    /// As people call it.
    public String name() {
        return "INC-" + number;
    }

    public IncidentStatus status() {
        return lifecycle.status();
    }

    /// Nobody works on it any more.
    public boolean isOver() {
        return status().isOver();
    }

    /// When it came to this status; empty where it never did, or went back behind it.
    public Optional<Stamp> stamp(IncidentStatus of) {
        return lifecycle.stamp(of);
    }

    public Optional<Stamp> inTriage() {
        return stamp(IncidentStatus.IN_TRIAGE);
    }

    public Optional<Stamp> started() {
        return stamp(IncidentStatus.STARTED);
    }

    public Optional<Stamp> mitigated() {
        return stamp(IncidentStatus.MITIGATED);
    }

    public Optional<Stamp> resolved() {
        return stamp(IncidentStatus.RESOLVED);
    }

    public Optional<Stamp> closed() {
        return stamp(IncidentStatus.CLOSED);
    }

    public Optional<Stamp> cancelled() {
        return stamp(IncidentStatus.CANCELLED);
    }
}
