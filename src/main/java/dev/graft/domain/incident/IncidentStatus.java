package dev.graft.domain.incident;

import java.util.Locale;

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

    /// As people read it: `in triage`.
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
