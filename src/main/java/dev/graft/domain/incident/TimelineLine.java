package dev.graft.domain.incident;

import dev.graft.domain.workspace.Actor;
import java.time.Instant;

/// A line that is to stand on an incident's timeline.
///
/// @param cause what makes it stand once: the same cause twice is one line
public record TimelineLine(
        Topic topic,
        Kind kind,
        String text,
        Actor actor,
        String source,
        Visibility visibility,
        String cause,
        Instant occurredAt) {
    /// What it is about, for icons and filters.
    public enum Topic {
        INCIDENT,
        ALERT,
        PAGE,
        WORKFLOW,
        NOTE
    }

    /// Rootly's words: `EVENT` was written by a person, `TRAIL` by the system.
    public enum Kind {
        EVENT,
        TRAIL
    }

    public enum Visibility {
        INTERNAL,
        EXTERNAL
    }

    /// A line of the system's own, for the people of the workspace.
    public static TimelineLine trail(Topic topic, String text, Actor actor, String cause, Instant occurredAt) {
        return new TimelineLine(topic, Kind.TRAIL, text, actor, "system", Visibility.INTERNAL, cause, occurredAt);
    }

    /// The same line, come in this way.
    TimelineLine from(String way) {
        return new TimelineLine(topic, kind, text, actor, way, visibility, cause, occurredAt);
    }
}
