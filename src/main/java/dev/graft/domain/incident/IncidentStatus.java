package dev.graft.domain.incident;

/// How far an incident has come, in the order in which it usually goes.
public enum IncidentStatus {
    IN_TRIAGE,
    STARTED,
    MITIGATED,
    RESOLVED,
    CLOSED,
    CANCELLED;

    /// Nobody works on it any more.
    public boolean isOver() {
        return this == RESOLVED || this == CLOSED || this == CANCELLED;
    }
}
