package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// PagerTree's two ways to write a time: ISO 8601 with exactly three digits of a second, and whole unix seconds.
final class Timestamps {
    private static final DateTimeFormatter ISO_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static String iso(Instant time) {
        return ISO_MILLIS.format(time);
    }

    static long unixSeconds(Instant time) {
        return time.getEpochSecond();
    }

    static Instant toMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
