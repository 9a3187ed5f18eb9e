package dev.graft.domain.paging;

import dev.graft.domain.paging.Tried.Call;
import dev.graft.domain.paging.Tried.Seen;
import java.time.Duration;
import java.time.Instant;

/// One call to the partner, decided in one transaction, made outside of any, and concluded in another.
sealed interface Calling {
    Call call();

    record Send(Pager.Order order) implements Calling {
        @Override
        public Call call() {
            return Call.SEND;
        }
    }

    /// @param since when the first call began that may have made an alert
    record Look(String marker, Instant since) implements Calling {
        @Override
        public Call call() {
            return Call.LOOK;
        }
    }

    record Resolve(String externalId) implements Calling {
        @Override
        public Call call() {
            return Call.RESOLVE;
        }
    }

    record Acknowledge(String externalId) implements Calling {
        @Override
        public Call call() {
            return Call.ACKNOWLEDGE;
        }
    }

    record Comment(String externalId, String text) implements Calling {
        @Override
        public Call call() {
            return Call.COMMENT;
        }
    }

    record Read(String externalId) implements Calling {
        @Override
        public Call call() {
            return Call.READ;
        }
    }

    /// What came back.
    sealed interface Answered {
        String words();

        Seen seen();

        record Told(Pager.Outcome outcome) implements Answered {
            @Override
            public String words() {
                return outcome.words();
            }

            @Override
            public Seen seen() {
                return switch (outcome) {
                    case Pager.Outcome.Done _ -> Seen.DONE;
                    case Pager.Outcome.Refused _ -> Seen.REFUSED;
                    case Pager.Outcome.NotDone _ -> Seen.NOT_DONE;
                    case Pager.Outcome.Unknown _ -> Seen.UNKNOWN;
                };
            }
        }

        record Looked(Pager.Search search) implements Answered {
            @Override
            public String words() {
                return switch (search) {
                    case Pager.Search.Looked(var words, var alerts) ->
                        words + ", " + (alerts.isEmpty() ? "no alert" : alerts.size() + " of ours");
                    case Pager.Search.Failed(var words) -> words;
                };
            }

            @Override
            public Seen seen() {
                return switch (search) {
                    case Pager.Search.Looked(var _, var alerts) -> alerts.isEmpty() ? Seen.NOTHING : Seen.DONE;
                    case Pager.Search.Failed _ -> Seen.UNKNOWN;
                };
            }
        }
    }

    /// What to do about an effect that was taken up.
    sealed interface Begun {
        record Make(Calling calling) implements Begun {}

        /// Nothing is to be asked any more.
        record Over(Effect.State state, String words) implements Begun {}
    }

    /// What follows from the answer.
    sealed interface Concluded {
        record Over(Effect.State state, String words) implements Concluded {}

        record Again(Duration after, String words) implements Concluded {}
    }
}
