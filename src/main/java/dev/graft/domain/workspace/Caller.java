package dev.graft.domain.workspace;

import dev.graft.platform.id.WorkspaceId;
import java.util.Set;

/// Who asks, in which workspace, and with which rights. Every door takes one.
///
/// @param source how the request came in, as Rootly's API names it: `web`, `api`, `slack`, `workflow`, `pagertree`
public record Caller(WorkspaceId workspace, Actor actor, Set<Right> rights, String source) {
    public Caller {
        rights = Set.copyOf(rights);
    }

    /// Graft itself, acting for a workspace: workers, Reactions, workflow tasks.
    public static Caller graft(WorkspaceId workspace) {
        return new Caller(workspace, new Actor.Graft(), Set.of(Right.values()), "workflow");
    }

    /// @throws Forbidden when the caller lacks the right
    public void must(Right right) {
        if (!rights.contains(right)) {
            throw new Forbidden(right);
        }
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
