package dev.graft.domain.workspace;

import java.time.Instant;
import java.util.Optional;

/// A team of the workspace.
///
/// @param pagertreeId the PagerTree team that is paged for this one: its ULID or its `tem_` id
public record Team(TeamId id, String name, String slug, Optional<String> pagertreeId, Instant createdAt) {}
