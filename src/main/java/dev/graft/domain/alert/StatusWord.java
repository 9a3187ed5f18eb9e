package dev.graft.domain.alert;

/// The status that a report carries beside its type: two statements that may disagree, because a partner renders the
/// alert when it prepares a delivery, not when the event happened.
public sealed interface StatusWord {
    /// A word that means one of our states.
    record Known(AlertState state) implements StatusWord {}

    /// A word that we do not know, or that pages nobody (`suppressed`): it says *triggered* where nothing spoke before.
    record Unknown(String word) implements StatusWord {}

    /// The report carries no status at all; its type speaks instead.
    record Absent() implements StatusWord {}
}
