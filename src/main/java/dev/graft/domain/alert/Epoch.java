package dev.graft.domain.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/// One life of an alert. An id that is used again for a new alert, or an alert that its partner opens again after
/// having resolved it, begins the next one. The highest is the current one.
///
/// @param created the instant of creation as the partner states it, cut to the second; empty while nobody has told
///     us (a *provisional* epoch)
/// @param reopening 0, and one more for every time that a poll found the alert open after its resolve
public record Epoch(Optional<Instant> created, int reopening) implements Comparable<Epoch> {
    private static final Comparator<Epoch> BY_AGE = Comparator.comparing(
                    (Epoch epoch) -> epoch.created().orElse(Instant.MIN))
            .thenComparingInt(Epoch::reopening);

    /// The epoch of reports that came before anybody said when the alert was created.
    public static final Epoch PROVISIONAL = new Epoch(Optional.empty(), 0);

    public Epoch {
        created = created.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS));
        if (reopening < 0) {
            throw new IllegalArgumentException("a reopening counts from 0, not from " + reopening);
        }
    }

    public static Epoch of(Instant created) {
        return new Epoch(Optional.of(created), 0);
    }

    @Override
    public int compareTo(Epoch other) {
        return BY_AGE.compare(this, other);
    }
}
