package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.paging.Tried.Call;
import dev.graft.domain.paging.Tried.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How an alert at the partner comes to a desired state. What counts is how it stands afterwards, not what the call
/// answered: asking for what is so already is a success.
final class WishRules {
    /// A partner that has not routed an alert yet refuses to resolve it; it does so within minutes.
    static final Duration QUEUED_AT_MOST = Duration.ofMinutes(10);

    static final Duration HORIZON = Duration.ofHours(24);

    private WishRules() {}

    enum Wish {
        ACKNOWLEDGED,
        RESOLVED
    }

    enum Step {
        CALL,
        READ
    }

    static boolean isSo(Wish wish, Optional<AlertState> state) {
        return switch (wish) {
            case ACKNOWLEDGED ->
                state.equals(Optional.of(AlertState.ACKNOWLEDGED)) || state.equals(Optional.of(AlertState.RESOLVED));
            case RESOLVED -> state.equals(Optional.of(AlertState.RESOLVED));
        };
    }

    /// @param saidToBeSo by the partner itself, earlier: reading is enough to settle it
    static Step next(List<Tried> tried, boolean saidToBeSo) {
        if (tried.isEmpty()) {
            return saidToBeSo ? Step.READ : Step.CALL;
        }
        var last = tried.getLast();
        return switch (last.call()) {
            case READ -> last.seen().equals(Optional.of(Seen.DONE)) ? Step.CALL : Step.READ;
            case RESOLVE, ACKNOWLEDGE -> last.seen().equals(Optional.of(Seen.NOT_DONE)) ? Step.CALL : Step.READ;
            case SEND, LOOK, COMMENT -> throw new IllegalStateException("a wish is not carried out by " + last.call());
        };
    }

    enum AfterReading {
        IS_SO,
        ASK_AGAIN,
        REFUSED
    }

    /// @param age of the wish
    static AfterReading afterReading(
            Wish wish, List<Tried> triedBefore, Optional<AlertState> state, boolean isQueued, Duration age) {
        if (isSo(wish, state)) {
            return AfterReading.IS_SO;
        }
        if (isQueued) {
            return age.compareTo(QUEUED_AT_MOST) < 0 ? AfterReading.ASK_AGAIN : AfterReading.REFUSED;
        }
        var refused = triedBefore.stream()
                .filter(call -> call.call() != Call.READ)
                .reduce((earlier, later) -> later)
                .flatMap(Tried::seen)
                .equals(Optional.of(Seen.REFUSED));
        return refused ? AfterReading.REFUSED : AfterReading.ASK_AGAIN;
    }

    static int failuresInARow(List<Tried> tried) {
        int failures = 0;
        for (var call : tried.reversed()) {
            if (call.seen().equals(Optional.of(Seen.DONE)) && call.call() != Call.READ) {
                break;
            }
            failures++;
        }
        return failures;
    }
}
