package dev.graft.partner.pagertree;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.Arrival;
import java.util.Optional;

/// Why an alert was asked for from PagerTree's API; travels with the answer through the inbox.
///
/// @param settles the act whose outcome the answer states
/// @param arrival `LIVE`, or `FIRST_POLL` for what was open before Graft came
/// @param reason in words for people
@SuppressWarnings("DoNotCallSuggester") // until it is built
public record PollNote(Optional<ActId> settles, Arrival arrival, String reason) {
    public String toJson() {
        throw new IllegalStateException("not built yet");
    }

    public static PollNote fromJson(String json) {
        throw new IllegalStateException("not built yet");
    }
}
