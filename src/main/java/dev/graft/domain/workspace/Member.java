package dev.graft.domain.workspace;

import java.time.Instant;

/// A person in a workspace.
public record Member(MemberId id, String name, String email, Role role, Instant createdAt) {
    public Actor asActor() {
        return new Actor.Member(id, name);
    }
}
