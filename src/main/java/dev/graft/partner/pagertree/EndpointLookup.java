package dev.graft.partner.pagertree;

import dev.graft.platform.id.WorkspaceId;
import java.util.Optional;
import java.util.UUID;

/// Finds who may post to a webhook address.
public interface EndpointLookup {
    /// Answers from memory that is at most five seconds old, so that a revoked secret is refused on every node within
    /// that time.
    ///
    /// @param digest of the secret that came with the request
    /// @return empty for an unknown endpoint and for a wrong secret, after the same work
    Optional<Endpoint> find(UUID endpoint, byte[] digest);

    record Endpoint(WorkspaceId workspace, UUID id) {}
}
