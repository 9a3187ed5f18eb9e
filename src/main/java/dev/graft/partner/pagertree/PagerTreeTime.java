package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Points in time as PagerTree and its customers' templates write them: ISO 8601 as a rule, Unix seconds in some
/// fields, and what a template makes of either. What is no time says nothing.
final class PagerTreeTime {
    /// Seconds end here (the year 5138), milliseconds begin (1973).
    private static final double FIRST_MILLISECOND_STAMP = 1e11;

    /// The year 5138 in milliseconds.
    private static final double LAST_MILLISECOND_STAMP = 1e14;

    private static final Instant FIRST_KEPT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_KEPT = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    private static final DateTimeFormatter LOOSE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private PagerTreeTime() {}

    static Optional<Instant> read(JsonNode node) {
        if (node.isNumber()) {
            return ofNumber(node.doubleValue());
        }
        return node.isTextual() ? ofText(node.textValue().strip()) : Optional.empty();
    }

    /// As `read`; a time without a fraction of a second is the end of that second, because we cannot know what else
    /// happened in it before the answer was made.
    static Optional<Instant> readToTheEndOfItsSecond(JsonNode node) {
        var hasFraction = node.isTextual() && node.textValue().contains(".");
        return read(node)
                .map(time -> hasFraction
                        ? time
                        : time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).minus(1, ChronoUnit.MICROS));
    }

    private static Optional<Instant> ofText(String text) {
        if (NUMBER.matcher(text).matches()) {
            return ofNumber(Double.parseDouble(text));
        }
        if (text.length() > 40) {
            return Optional.empty();
        }
        // Ruby's own form: 2026-11-23 09:16:40 UTC
        var iso = text.replace(" UTC", "Z").replaceFirst(" ([+-])", "$1").replaceFirst(" ", "T");
        try {
            var parsed = LOOSE.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            return kept(
                    parsed instanceof OffsetDateTime time
                            ? time.toInstant()
                            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ofNumber(double number) {
        if (Double.isNaN(number) || Math.abs(number) >= LAST_MILLISECOND_STAMP) {
            return Optional.empty();
        }
        var seconds = Math.abs(number) >= FIRST_MILLISECOND_STAMP ? number / 1000 : number;
        var whole = Math.floor(seconds);
        return kept(Instant.ofEpochSecond((long) whole, Math.round((seconds - whole) * 1e6) * 1000));
    }

    /// Cut to what the database keeps, so that a report folds the same before and after it was stored.
    private static Optional<Instant> kept(Instant time) {
        return time.isBefore(FIRST_KEPT) || time.isAfter(LAST_KEPT)
                ? Optional.empty()
                : Optional.of(time.truncatedTo(ChronoUnit.MICROS));
    }
}
