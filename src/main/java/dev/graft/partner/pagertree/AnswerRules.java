package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import dev.graft.platform.http.OutgoingHttp.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What an answer of PagerTree's API means. Its documented statuses are 400, 401, 403, 404, 409, 422, 429 and 500
/// (https://pagertree.com/docs/api/errors, read 2026-11-23); proxies in between add their own.
final class AnswerRules {
    /// An error's own words are shown to people; a page of HTML is not.
    private static final int LONGEST_WORDS = 300;

    private AnswerRules() {}

    /// @param call as people read it: `POST /alerts`
    static Answer read(String call, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.NotSent(var reason) -> new Answer.NotDone(call + ": " + reason, Optional.empty());
            case Outcome.Unknown(var reason) -> new Answer.Unknown(call + ": " + reason);
            case Outcome.Answered answered -> read(call, answered, now);
        };
    }

    /// As `read`, for a call whose success has nothing to say.
    static Answer readWithoutBody(String call, Outcome outcome, Instant now) {
        return outcome instanceof Outcome.Answered answered && answered.isSuccess()
                ? new Answer.Read(call + " → " + answered.status(), MissingNode.getInstance(), "")
                : read(call, outcome, now);
    }

    private static Answer read(String call, Outcome.Answered answered, Instant now) {
        if (answered.isSuccess()) {
            return success(call, answered);
        }
        var words = call + " → " + answered.status() + details(answered.body());
        return switch (answered.status()) {
            case 401 -> new Answer.KeyRefused(words);
            case 403 -> new Answer.NotAllowed(words);
            case 404 -> new Answer.Gone(words);
            case 429 -> new Answer.NotDone(words, findRetryAfter(answered.headers(), now));
            // A conflict or a time-out of a proxy says nothing about whether the alert was made.
            case 408, 409, 425 -> new Answer.Unknown(words);
            default ->
                answered.status() >= 400 && answered.status() < 500
                        ? new Answer.Refused(words)
                        : new Answer.Unknown(words);
        };
    }

    private static Answer success(String call, Outcome.Answered answered) {
        var words = call + " → " + answered.status();
        try {
            var json = Json.readAnswer(answered.body());
            return json.isObject() || json.isArray()
                    ? new Answer.Read(words, json, new String(answered.body(), StandardCharsets.UTF_8))
                    : new Answer.Unknown(words + ", but the answer is neither an object nor a list");
        } catch (MalformedJson e) {
            return new Answer.Unknown(
                    looksLikeAWebPage(answered.body())
                            ? words + ", but a web page came instead of an answer (a proxy or a sign-in page?)"
                            : words + ", but the answer cannot be read: " + e.reason());
        }
    }

    private static boolean looksLikeAWebPage(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("<");
    }

    /// `{"errors":[{"message":"…"}],"code":422}`; anything else tells people nothing.
    private static String details(byte[] body) {
        try {
            var messages = StreamSupport.stream(Json.read(body).path("errors").spliterator(), false)
                    .map(AnswerRules::message)
                    .filter(message -> !message.isBlank())
                    .collect(Collectors.joining("; "));
            return messages.isEmpty() ? "" : ": " + shorten(messages);
        } catch (MalformedJson e) {
            return "";
        }
    }

    private static String message(JsonNode error) {
        return error.isTextual() ? error.asText() : error.path("message").asText("");
    }

    private static String shorten(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
    }

    /// Seconds or a date (RFC 9110, 10.2.3); PagerTree documents neither.
    private static Optional<Duration> findRetryAfter(Map<String, List<String>> headers, Instant now) {
        return headers.getOrDefault("retry-after", List.of()).stream()
                .findFirst()
                .flatMap(value -> findSeconds(value).or(() -> findDate(value, now)));
    }

    private static Optional<Duration> findSeconds(String value) {
        return value.strip().matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())))
                : Optional.empty();
    }

    private static Optional<Duration> findDate(String value, Instant now) {
        try {
            var date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(now, date.toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
