package dev.graft.domain.alert;

/// Names one step in the life of an alert. A key is recorded once, and only recording it starts workflows: not the
/// delivery that brought the news.
public sealed interface TransitionKey {
    Epoch epoch();

    /// The same step in another epoch.
    TransitionKey in(Epoch other);

    /// Whether two keys tell the same thing, each in its epoch and round: the alert began, or it came to one state.
    default boolean isSameNewsAs(TransitionKey other) {
        return switch (this) {
            case Created _ -> other instanceof Created;
            case Reached reached -> other instanceof Reached it && it.toState() == reached.toState();
        };
    }

    /// The alert began (this epoch of it). Carries no round.
    record Created(Epoch epoch) implements TransitionKey {
        @Override
        public Created in(Epoch other) {
            return new Created(other);
        }
    }

    /// The walk through the epoch's reports came to a new `(round, state)`.
    ///
    /// @param round counts hand-offs; always 0 for `RESOLVED`, which ends the epoch in whatever round
    record Reached(Epoch epoch, int round, AlertState toState) implements TransitionKey {
        public Reached {
            if (toState == AlertState.RESOLVED) {
                round = 0;
            }
        }

        @Override
        public Reached in(Epoch other) {
            return new Reached(other, round, toState);
        }
    }
}
