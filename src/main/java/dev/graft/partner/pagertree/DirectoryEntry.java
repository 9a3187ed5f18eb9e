package dev.graft.partner.pagertree;

import dev.graft.domain.paging.Destination;
import java.util.Optional;

/// A team, user or router of PagerTree, as we last saw it.
///
/// @param id its ULID, which PagerTree takes wherever a destination is named
/// @param prefixId as in `tem_R4kd8sWq1ZpLx0`, which webhooks carry
public record DirectoryEntry(Destination.Kind kind, String id, Optional<String> prefixId, String name) {
    public Destination asDestination() {
        return new Destination(kind, id, name);
    }
}
