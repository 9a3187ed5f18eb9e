package dev.graft.domain.incident;

import java.time.Instant;
import java.util.UUID;

/// One line of an incident's timeline, as it is kept.
public record IncidentEvent(UUID id, IncidentId incident, TimelineLine line, Instant createdAt, Instant updatedAt) {}
