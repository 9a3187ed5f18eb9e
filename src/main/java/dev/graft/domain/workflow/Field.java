package dev.graft.domain.workflow;

/// What a condition can look at.
public enum Field {
    INCIDENT_KIND("kind"),
    INCIDENT_STATUS("status"),
    INCIDENT_SEVERITY("severity"),
    INCIDENT_LABEL("labels"),
    INCIDENT_TEAM("teams"),
    INCIDENT_VISIBILITY("visibility"),
    INCIDENT_SUMMARY("summary"),
    ALERT_SOURCE("source"),
    ALERT_STATUS("status"),
    ALERT_LABEL("labels");

    private final String shown;

    Field(String shown) {
        this.shown = shown;
    }

    /// As sentences call it.
    public String shown() {
        return shown;
    }

    boolean isPlural() {
        return switch (this) {
            case INCIDENT_LABEL, INCIDENT_TEAM, ALERT_LABEL -> true;
            case INCIDENT_KIND,
                    INCIDENT_STATUS,
                    INCIDENT_SEVERITY,
                    INCIDENT_VISIBILITY,
                    INCIDENT_SUMMARY,
                    ALERT_SOURCE,
                    ALERT_STATUS -> false;
        };
    }
}
