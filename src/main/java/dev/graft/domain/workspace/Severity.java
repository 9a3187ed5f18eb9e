package dev.graft.domain.workspace;

import java.time.Instant;

/// How bad an incident is, in the workspace's own words, and the level that those words stand for.
///
/// @param color a CSS colour, as Rootly's clients show it
public record Severity(
        SeverityId id, String name, String slug, Level level, String color, int position, Instant createdAt) {
    /// From bad to mild. A partner's urgency is derived from the level, never from the name.
    public enum Level {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW
    }
}
