package dev.graft.surface.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// An instant as pages show it.
///
/// @param iso for machines, in `<time datetime>`
/// @param ago in words, as seen now
/// @param full to the second, in UTC; a browser with scripts shows its own zone beside it
public record Moment(String iso, String ago, String full) {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static Moment of(Instant instant, Instant now) {
        return new Moment(instant.truncatedTo(ChronoUnit.MILLIS).toString(), ago(instant, now), FULL.format(instant));
    }

    /// `14:02`, and the day before it where that is not today.
    static String clock(Instant instant, Instant now) {
        var clock = CLOCK.format(instant);
        return DAY.format(instant).equals(DAY.format(now)) ? clock : DAY.format(instant) + " " + clock;
    }

    private static String ago(Instant instant, Instant now) {
        var since = Duration.between(instant, now);
        return since.toSeconds() < 5 ? "just now" : lasting(since) + " ago";
    }

    /// `40 s`, `4 min`, `1 h 12 min`, `3 d 2 h`.
    static String lasting(Duration duration) {
        if (duration.toMinutes() < 1) {
            return Math.max(0, duration.toSeconds()) + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        if (duration.toDays() < 1) {
            return two(duration.toHours() + " h", duration.toMinutesPart(), " min");
        }
        return two(duration.toDays() + " d", duration.toHoursPart(), " h");
    }

    private static String two(String first, int second, String unit) {
        return second == 0 ? first : first + " " + second + unit;
    }
}
