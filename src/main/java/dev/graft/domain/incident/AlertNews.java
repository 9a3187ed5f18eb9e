package dev.graft.domain.incident;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.workspace.Actor;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How news of an alert reads on the timelines of the incidents that it belongs to.
final class AlertNews {
    /// A title in the middle of a line.
    private static final int SUMMARY_CHARACTERS = 120;

    private AlertNews() {}

    /// Empty for a poll that found what was known.
    static Optional<TimelineLine> line(Alert alert, AlertFact.Heard heard) {
        return switch (heard.report()) {
            case AlertReport.Told told ->
                words(told, heard)
                        .map(words -> line(
                                name(alert) + " " + words + (heard.late() ? " (reported late)" : ""),
                                new Actor.Partner(partner(alert)),
                                heard,
                                told.updatedAt()
                                        .filter(at -> !at.isAfter(told.receivedAt()))
                                        .orElse(told.receivedAt())));
            case AlertReport.Acted acted ->
                Optional.of(line(
                        name(alert) + " " + (acted.verb() == AlertReport.Verb.ACKNOWLEDGE ? "acknowledged" : "resolved")
                                + " by " + acted.by() + " in Graft",
                        new Actor.Graft(),
                        heard,
                        acted.receivedAt()));
            case AlertReport.Withdrawn withdrawn ->
                Optional.of(line(
                        partner(alert) + " refused what was asked for " + name(alert) + ": " + withdrawn.reason(),
                        new Actor.Partner(partner(alert)),
                        heard,
                        withdrawn.receivedAt()));
        };
    }

    /// As in *PagerTree alert “Disk full”*.
    static String name(Alert alert) {
        var summary = alert.summary();
        return partner(alert) + " alert “"
                + (summary.length() > SUMMARY_CHARACTERS ? summary.substring(0, SUMMARY_CHARACTERS) + "…" : summary)
                + "”";
    }

    private static Optional<String> words(AlertReport.Told told, AlertFact.Heard heard) {
        var by = told.details().by().map(name -> " by " + name).orElse("");
        return switch (told.type()) {
            case CREATED -> Optional.of("created");
            case OPEN -> Optional.of("opened");
            case ACKNOWLEDGED -> Optional.of("acknowledged" + by);
            case RESOLVED -> Optional.of("resolved" + by);
            case DROPPED -> Optional.of("dropped: nobody is being paged");
            case TIMEOUT -> Optional.of("timed out: nobody of that layer answered");
            case REJECTED -> Optional.of("rejected" + by);
            case HANDOFF -> Optional.of("handed off");
            case POLL ->
                heard.stateBefore().equals(Optional.of(heard.stateAfter()))
                        ? Optional.empty()
                        : Optional.of("is " + words(heard.stateAfter()) + by + " (asked)");
        };
    }

    private static String words(AlertState state) {
        return switch (state) {
            case TRIGGERED -> "open";
            case DROPPED -> "dropped: nobody is being paged";
            case ACKNOWLEDGED -> "acknowledged";
            case RESOLVED -> "resolved";
        };
    }

    private static TimelineLine line(String text, Actor actor, AlertFact.Heard heard, Instant at) {
        return TimelineLine.trail(
                Topic.ALERT,
                text,
                actor,
                "alert " + heard.alert() + " report " + heard.report().digest().hex(),
                at);
    }

    private static String partner(Alert alert) {
        return alert.source().equals("pagertree") ? "PagerTree" : alert.source().toLowerCase(Locale.ROOT);
    }
}
