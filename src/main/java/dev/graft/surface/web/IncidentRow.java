package dev.graft.surface.web;

import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Stamp;
import dev.graft.domain.workspace.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// An incident in a list.
///
/// @param lasted from its start until it was over, or until now
public record IncidentRow(
        long number,
        String name,
        String title,
        Look look,
        Optional<Look> severity,
        boolean isPrivate,
        Moment started,
        String lasted,
        boolean isOver) {
    static IncidentRow of(Incident incident, Optional<Severity> severity, Instant now) {
        var begun = incident.started().or(incident::inTriage).map(Stamp::at).orElse(incident.createdAt());
        return new IncidentRow(
                incident.number(),
                incident.name(),
                incident.title(),
                Look.of(incident.status()),
                severity.map(Look::of),
                incident.isPrivate(),
                Moment.of(begun, now),
                Moment.lasting(Duration.between(begun, endOf(incident).orElse(now))),
                incident.status().isOver());
    }

    public String href() {
        return "/incidents/" + number;
    }

    private static Optional<Instant> endOf(Incident incident) {
        if (!incident.status().isOver()) {
            return Optional.empty();
        }
        return Stream.of(IncidentStatus.RESOLVED, IncidentStatus.CANCELLED, IncidentStatus.CLOSED)
                .flatMap(status -> incident.stamp(status).stream())
                .map(Stamp::at)
                .findFirst();
    }
}
