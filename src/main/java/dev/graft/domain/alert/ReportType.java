package dev.graft.domain.alert;

/// What kind of news a report is, in the order in which two reports of one instant count.
public enum ReportType {
    CREATED,
    OPEN,
    TIMEOUT,
    REJECTED,
    DROPPED,
    HANDOFF,
    ACKNOWLEDGED,
    RESOLVED,
    /// An answer of the partner's API, asked by us; authoritative for its instant.
    POLL
}
