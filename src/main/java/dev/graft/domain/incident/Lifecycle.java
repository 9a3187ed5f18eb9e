package dev.graft.domain.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Where an incident stands, and when it came through each status.
///
/// @param status the one that it stands at; it has a stamp
/// @param stamps of the statuses that it came through and did not go back behind
public record Lifecycle(IncidentStatus status, Map<IncidentStatus, Stamp> stamps) {
    public Lifecycle {
        stamps = Map.copyOf(stamps);
        if (!stamps.containsKey(status)) {
            throw new IllegalArgumentException("an incident that is " + status + " came there at some instant");
        }
    }

    static Lifecycle begin(IncidentStatus status, Stamp stamp) {
        return new Lifecycle(status, Map.of(status, stamp));
    }

    Optional<Stamp> stamp(IncidentStatus of) {
        return Optional.ofNullable(stamps.get(of));
    }

    /// Comes to this status: forward, passing over what lies between, or back, forgetting what lay behind it.
    ///
    /// *Started* keeps its first stamp: an incident that begins again began when it began. Triage and
    /// cancelling pass nothing over.
    Lifecycle moveTo(IncidentStatus to, Stamp stamp) {
        var moved = new EnumMap<IncidentStatus, Stamp>(IncidentStatus.class);
        moved.putAll(stamps);
        if (to != IncidentStatus.CANCELLED) {
            moved.keySet().removeIf(status -> status.compareTo(to) > 0);
            if (to != IncidentStatus.IN_TRIAGE) {
                for (var between : IncidentStatus.values()) {
                    if (between.compareTo(IncidentStatus.STARTED) >= 0 && between.compareTo(to) < 0) {
                        moved.putIfAbsent(between, Stamp.passedOver(stamp.at()));
                    }
                }
            }
        }
        if (to == IncidentStatus.STARTED) {
            moved.putIfAbsent(to, stamp);
        } else if (to == IncidentStatus.IN_TRIAGE) {
            // back in triage, it keeps when it started: it does not start for the first time again
            stamp(IncidentStatus.STARTED).ifPresent(started -> moved.put(IncidentStatus.STARTED, started));
            moved.put(to, stamp);
        } else {
            moved.put(to, stamp);
        }
        return new Lifecycle(to, moved);
    }

    /// No stamp of the way lies before this one.
    Instant latest() {
        return stamps.values().stream()
                .map(Stamp::at)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("a lifecycle has a stamp"));
    }
}
