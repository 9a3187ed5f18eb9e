package dev.graft.partner.pagertree;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.Arrival;
import dev.graft.platform.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Why an alert was asked for from PagerTree's API; travels with the answer through the inbox.
///
/// @param settles the act whose outcome the answer states
/// @param arrival `LIVE`, or `FIRST_POLL` for what was open before Graft came
/// @param reason in words for people
public record PollNote(Optional<ActId> settles, Arrival arrival, String reason) {
    public static PollNote because(String reason) {
        return new PollNote(Optional.empty(), Arrival.LIVE, reason);
    }

    public static PollNote settling(ActId act) {
        return new PollNote(Optional.of(act), Arrival.LIVE, "PagerTree's answer to what was asked");
    }

    public String toJson() {
        return new String(Json.write(this), StandardCharsets.UTF_8);
    }

    /// @throws IllegalStateException when it is not what `toJson` wrote
    public static PollNote fromJson(String json) {
        try {
            return Json.mapper().readValue(json, PollNote.class);
        } catch (IOException e) {
            throw new IllegalStateException("a poll's note is written by PollNote", e);
        }
    }
}
