package dev.graft.domain.workspace;

/// A person in a workspace.
public record Member(MemberId id, String name, String email, Role role) {
    public Actor asActor() {
        return new Actor.Member(id, name);
    }
}
