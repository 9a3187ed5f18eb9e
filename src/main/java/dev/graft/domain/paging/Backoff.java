package dev.graft.domain.paging;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before asking again: exponential with full jitter, so that those who failed together do not come
/// back together. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/, read 2026-11-23.
///
/// @param cap the longest wait that we choose ourselves
record Backoff(Duration base, Duration cap) {
    /// Somebody is asleep who should not be.
    static final Backoff OF_PAGES = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    static final Backoff OF_OTHERS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15));

    /// What a partner asks for is believed between these bounds: neither a hammer nor a way to silence us.
    private static final Duration SHORTEST_ASKED = Duration.ofSeconds(1);

    private static final Duration LONGEST_ASKED = Duration.ofMinutes(15);

    /// Beyond it the wait is the cap in any case, and the shift would overflow.
    private static final int MOST_DOUBLINGS = 20;

    /// @param failures how many in a row, this one included
    /// @param asked how long the partner asks to be left alone
    /// @param random from 0 to 1
    Duration after(int failures, Optional<Duration> asked, double random) {
        var widest = base.multipliedBy(1L << Math.clamp(failures, 0, MOST_DOUBLINGS));
        var bound = widest.compareTo(cap) < 0 ? widest : cap;
        var chosen = Duration.ofMillis((long) (bound.toMillis() * random));
        return asked.map(Backoff::believed)
                .filter(wanted -> wanted.compareTo(chosen) > 0)
                .orElse(chosen);
    }

    private static Duration believed(Duration asked) {
        if (asked.compareTo(SHORTEST_ASKED) < 0) {
            return SHORTEST_ASKED;
        }
        return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    }
}
