package dev.graft.domain.workspace;

import java.util.EnumSet;
import java.util.Set;

/// A member's standing in the workspace. The words are Rootly's; *observer* may read and declare incidents.
public enum Role {
    ADMIN(EnumSet.allOf(Right.class)),
    USER(EnumSet.of(Right.READ, Right.UPDATE_ALERTS, Right.CREATE_INCIDENTS, Right.UPDATE_INCIDENTS, Right.PAGE)),
    OBSERVER(EnumSet.of(Right.READ, Right.CREATE_INCIDENTS));

    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = Set.copyOf(rights);
    }

    public Set<Right> rights() {
        return rights;
    }
}
