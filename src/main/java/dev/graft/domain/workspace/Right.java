package dev.graft.domain.workspace;

/// What a caller may be allowed to do. Doors ask for exactly one of them.
public enum Right {
    READ,
    UPDATE_ALERTS,
    CREATE_INCIDENTS,
    UPDATE_INCIDENTS,
    /// See incidents that are private; who made one sees it without.
    READ_PRIVATE_INCIDENTS,
    PAGE,
    MANAGE_WORKFLOWS,
    MANAGE_INTEGRATIONS
}
