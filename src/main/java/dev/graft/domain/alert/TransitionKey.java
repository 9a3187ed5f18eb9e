package dev.graft.domain.alert;

/// Names one step in the life of an alert. A key is recorded once, and only recording it starts workflows: not the
/// delivery that brought the news.
public sealed interface TransitionKey {
    Epoch epoch();

    /// The alert began (this epoch of it). Carries no round.
    record Created(Epoch epoch) implements TransitionKey {}

    /// The walk through the epoch's reports came to a new `(round, state)`.
    ///
    /// @param round counts hand-offs; always 0 for `RESOLVED`, which ends the epoch in whatever round
    record Reached(Epoch epoch, int round, AlertState toState) implements TransitionKey {
        public Reached {
            if (toState == AlertState.RESOLVED) {
                round = 0;
            }
        }
    }
}
