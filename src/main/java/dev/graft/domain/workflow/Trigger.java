package dev.graft.domain.workflow;

import java.util.Locale;

/// What a workflow may be waiting for. The words are Rootly's.
public enum Trigger {
    INCIDENT_CREATED,
    /// The incident left triage for *started*.
    INCIDENT_STARTED,
    STATUS_UPDATED,
    ALERT_CREATED,
    ALERT_STATUS_UPDATED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
