package dev.graft.domain.alert;

/// What the fold says about an alert, in the order in which two statements of one instant count.
///
/// `DROPPED` is *triggered* to everybody who asks for the status, but nobody is being paged: a state of its own, so
/// that it is a transition of its own.
public enum AlertState {
    TRIGGERED,
    DROPPED,
    ACKNOWLEDGED,
    RESOLVED;

    /// Triggered or dropped: open, and nobody has said that they are on it.
    public boolean isUnanswered() {
        return this == TRIGGERED || this == DROPPED;
    }
}
