package dev.graft.platform.id;

import java.util.UUID;

/// Names one workspace (tenant). It lives here, and not in the domain, because every transaction belongs to one.
public record WorkspaceId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
