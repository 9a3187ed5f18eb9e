package dev.graft.domain.incident;

import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An incident while a rule changes it: what may change, and nothing else.
final class IncidentDraft {
    private final Incident before;
    String title;
    Optional<String> summary;
    boolean isPrivate;
    Optional<SeverityId> severity;
    List<TeamId> teams;
    Map<String, String> labels;
    Lifecycle lifecycle;
    Optional<IncidentId> duplicateOf;
    Optional<Instant> detectedAt;
    Optional<Instant> acknowledgedAt;

    IncidentDraft(Incident before) {
        this.before = before;
        title = before.title();
        summary = before.summary();
        isPrivate = before.isPrivate();
        severity = before.severity();
        teams = before.teams();
        labels = before.labels();
        lifecycle = before.lifecycle();
        duplicateOf = before.duplicateOf();
        detectedAt = before.detectedAt();
        acknowledgedAt = before.acknowledgedAt();
    }

    Incident done(Instant now) {
        return new Incident(
                before.id(),
                before.number(),
                title,
                before.slug(),
                before.kind(),
                summary,
                isPrivate,
                severity,
                teams,
                labels,
                lifecycle,
                before.createdBy(),
                before.source(),
                duplicateOf,
                detectedAt,
                acknowledgedAt,
                before.hops(),
                before.createdAt(),
                now);
    }
}
