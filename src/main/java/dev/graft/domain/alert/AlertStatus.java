package dev.graft.domain.alert;

/// The status of an alert as everybody outside the fold sees it. The words are Rootly's.
public enum AlertStatus {
    /// Stored, and pages nobody: the partner suppressed it or merged it into another.
    OPEN,
    TRIGGERED,
    ACKNOWLEDGED,
    RESOLVED
}
