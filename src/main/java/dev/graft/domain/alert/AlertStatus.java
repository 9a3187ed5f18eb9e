package dev.graft.domain.alert;

/// The status of an alert as everybody outside the fold sees it. The words are Rootly's.
public enum AlertStatus {
    /// Stored, and pages nobody: the partner suppressed it or merged it into another.
    OPEN,
    TRIGGERED,
    ACKNOWLEDGED,
    RESOLVED;

    public static AlertStatus of(Folded folded) {
        return switch (folded.state()) {
            case TRIGGERED, DROPPED -> folded.silenced() ? OPEN : TRIGGERED;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case RESOLVED -> RESOLVED;
        };
    }
}
