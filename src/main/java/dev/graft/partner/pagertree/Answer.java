package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/// What became of one call of PagerTree's API. Each case says, in words for people, which call it was and what was
/// seen.
sealed interface Answer {
    String words();

    /// A success that can be read.
    record Read(String words, JsonNode json, String text) implements Answer {}

    /// The request itself is at fault: it would be refused again.
    record Refused(String words) implements Answer {}

    /// There is nothing by that id.
    record Gone(String words) implements Answer {}

    /// 401: the key is refused, or this one call was.
    record KeyRefused(String words) implements Answer {}

    /// 403: the key works, but not for this.
    record NotAllowed(String words) implements Answer {}

    /// Certainly not done.
    ///
    /// @param notBefore how long PagerTree wants to be left alone
    record NotDone(String words, Optional<Duration> notBefore) implements Answer {}

    /// Perhaps done.
    record Unknown(String words) implements Answer {}
}
