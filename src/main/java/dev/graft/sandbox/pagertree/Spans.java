package dev.graft.sandbox.pagertree;

import java.time.Duration;

/// Spans of time, as a person reads them.
final class Spans {
    private Spans() {}

    /// The two largest units: `12 s`, `4 min 48 s`, `2 h 5 min`, `3 d 4 h`. A span that is over is `0 s`.
    static String words(Duration span) {
        if (span.isNegative()) {
            return "0 s";
        }
        if (span.toMinutes() == 0) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() == 0) {
            return two(span.toMinutes(), "min", span.toSecondsPart(), "s");
        }
        return span.toDays() == 0
                ? two(span.toHours(), "h", span.toMinutesPart(), "min")
                : two(span.toDays(), "d", span.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return small == 0 ? large + " " + largeUnit : large + " " + largeUnit + " " + small + " " + smallUnit;
    }
}
