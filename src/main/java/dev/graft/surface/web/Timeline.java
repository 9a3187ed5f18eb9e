package dev.graft.surface.web;

import dev.graft.domain.alert.AlertEvent;
import dev.graft.domain.incident.IncidentEvent;
import dev.graft.domain.incident.TimelineLine.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What happened, newest first, the lines of one minute together.
public record Timeline(List<Minute> minutes) {
    public record Minute(String clock, List<Line> lines) {}

    /// @param who empty where the text says it
    /// @param isNote a person wrote it
    public record Line(String icon, String tone, String text, String who, boolean isNote, boolean isLate, Moment at) {}

    private record Dated(Instant at, Line line) {}

    public boolean isEmpty() {
        return minutes.isEmpty();
    }

    static Timeline ofIncident(List<IncidentEvent> events, Instant now) {
        return group(
                events.stream()
                        .map(event -> {
                            var line = event.line();
                            return new Dated(
                                    line.occurredAt(),
                                    new Line(
                                            icon(line.topic()),
                                            tone(line.topic()),
                                            line.text(),
                                            line.actor().displayName(),
                                            line.topic() == Topic.NOTE,
                                            false,
                                            Moment.of(line.occurredAt(), now)));
                        })
                        .toList(),
                now);
    }

    static Timeline ofAlert(List<AlertEvent> events, Instant now) {
        return group(
                events.stream()
                        .map(event -> new Dated(
                                event.occurredAt(),
                                new Line(
                                        icon(event.action()),
                                        "idle",
                                        event.details(),
                                        source(event.source()),
                                        false,
                                        event.late(),
                                        Moment.of(event.occurredAt(), now))))
                        .toList(),
                now);
    }

    private static Timeline group(List<Dated> events, Instant now) {
        var minutes = new ArrayList<Minute>();
        var lines = new ArrayList<Line>();
        var clock = "";
        for (var event : events.stream()
                .sorted(Comparator.comparing(Dated::at).reversed())
                .toList()) {
            var its = Moment.clock(event.at(), now);
            if (!its.equals(clock) && !lines.isEmpty()) {
                minutes.add(new Minute(clock, List.copyOf(lines)));
                lines.clear();
            }
            clock = its;
            lines.add(event.line());
        }
        if (!lines.isEmpty()) {
            minutes.add(new Minute(clock, List.copyOf(lines)));
        }
        return new Timeline(minutes);
    }

    private static String icon(Topic topic) {
        return switch (topic) {
            case INCIDENT -> "flame";
            case ALERT -> "bell";
            case PAGE -> "send";
            case WORKFLOW -> "flow";
            case NOTE -> "note";
        };
    }

    private static String tone(Topic topic) {
        return switch (topic) {
            case INCIDENT -> "danger";
            case ALERT -> "warn";
            case PAGE -> "info";
            case WORKFLOW, NOTE -> "idle";
        };
    }

    private static String icon(String action) {
        return switch (action) {
            case "acknowledged" -> "eye";
            case "resolved" -> "check";
            default -> "bell";
        };
    }

    static String source(String source) {
        return switch (source) {
            case "pagertree" -> "PagerTree";
            case "web", "api", "graft", "workflow" -> "Graft";
            default -> source;
        };
    }
}
