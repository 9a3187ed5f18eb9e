package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One webhook to one integration: rendered once, tried until somebody answers 2xx or the tries are used up.
///
/// @param body empty until the first try; the same bytes go out at every try
record Delivery(
        String id,
        String integrationId,
        String alertId,
        String type,
        boolean isSentTwice,
        Instant createdAt,
        Optional<String> body,
        State state,
        List<Attempt> attempts) {
    /// PagerTree's words, as far as they can happen here.
    enum State {
        QUEUED,
        RETRYING,
        SUCCESS,
        FAILURE,
        CANCELLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isOver() {
            return this == SUCCESS || this == FAILURE || this == CANCELLED;
        }
    }

    /// @param code status of the answer, empty where there was none
    record Attempt(Instant at, Optional<Integer> code, String note) {}

    Delivery {
        attempts = List.copyOf(attempts);
    }

    Delivery withBody(String rendered) {
        return new Delivery(
                id, integrationId, alertId, type, isSentTwice, createdAt, Optional.of(rendered), state, attempts);
    }

    Delivery with(State next) {
        return new Delivery(id, integrationId, alertId, type, isSentTwice, createdAt, body, next, attempts);
    }

    Delivery with(Attempt attempt, State next) {
        var all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Delivery(id, integrationId, alertId, type, isSentTwice, createdAt, body, next, all);
    }
}
