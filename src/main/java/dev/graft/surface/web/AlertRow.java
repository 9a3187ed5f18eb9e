package dev.graft.surface.web;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An alert in a list.
///
/// @param count how often the partner has spoken about it
/// @param nobodyIsPaged the partner dropped it: the reddest thing on the page
public record AlertRow(
        String shortId,
        String title,
        Look look,
        Optional<Look> urgency,
        String source,
        int count,
        Moment started,
        boolean nobodyIsPaged,
        boolean mayBeAcknowledged,
        List<Link> incidents) {
    static AlertRow of(Alert alert, List<Incident> incidents, Instant now) {
        return new AlertRow(
                alert.shortId(),
                alert.summary(),
                Look.of(alert),
                alert.urgency().map(Look::ofUrgency),
                Timeline.source(alert.source()),
                alert.reportCount(),
                Moment.of(alert.startedAt(), now),
                alert.state() == AlertState.DROPPED,
                switch (alert.status()) {
                    case TRIGGERED -> alert.pending().isEmpty();
                    case OPEN, ACKNOWLEDGED, RESOLVED -> false;
                },
                incidents.stream()
                        .map(incident -> new Link("/incidents/" + incident.number(), incident.name()))
                        .toList());
    }

    public String href() {
        return "/alerts/" + shortId;
    }
}
