package dev.graft.domain.incident;

import dev.graft.domain.workspace.Actor;
import java.time.Instant;
import java.util.Optional;

/// When an incident came to a status, by whom, and what they said.
///
/// @param by empty where the status was passed over: an incident that goes straight to resolved was mitigated at the
///     same instant, by nobody
public record Stamp(Instant at, Optional<Actor> by, Optional<String> message) {
    public static Stamp of(Instant at, Actor by, Optional<String> message) {
        return new Stamp(at, Optional.of(by), message);
    }

    /// The status was passed over on the way to a later one.
    public static Stamp passedOver(Instant at) {
        return new Stamp(at, Optional.empty(), Optional.empty());
    }

    Stamp movedTo(Instant instant) {
        return new Stamp(instant, by, message);
    }
}
