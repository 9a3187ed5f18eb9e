package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import java.time.Duration;
import java.time.Instant;

/// What a report says, in a sentence for people; and in Rootly's words for the timeline of an alert.
public final class AlertWords {
    /// As the fold allows for a partner's instant; what is further away is not shown as a time either.
    private static final Duration BELIEVABLE = Duration.ofDays(1);

    private static final Duration OLDEST_SHOWN = Duration.ofDays(3650);

    private AlertWords() {}

    /// @param late the report stands before one that had been heard already
    public static String sentence(AlertReport report, boolean late) {
        return sentence(report) + (late ? " (reported late)" : "");
    }

    private static String sentence(AlertReport report) {
        return switch (report) {
            case Told told -> sentence(told);
            case Acted act ->
                switch (act.verb()) {
                    case ACKNOWLEDGE -> "Acknowledged in Graft by " + act.by();
                    case RESOLVE -> "Resolved in Graft by " + act.by();
                };
            case Withdrawn withdrawn -> "What was asked in Graft was refused: " + withdrawn.reason();
        };
    }

    private static String sentence(Told told) {
        var details = told.details();
        return switch (told.type()) {
            case CREATED -> "Created";
            case OPEN -> "Open: somebody is being paged";
            case TIMEOUT -> "Nobody answered in time; the next in line is being paged";
            case REJECTED -> "Rejected by somebody who was paged";
            case DROPPED -> "Dropped: nobody is being paged any more";
            case HANDOFF ->
                details.handedTo().map("Handed off to %s"::formatted).orElse("Handed off");
            case ACKNOWLEDGED ->
                details.by().map("Acknowledged by %s"::formatted).orElse("Acknowledged");
            case RESOLVED -> details.by().map("Resolved by %s"::formatted).orElse("Resolved");
            case POLL -> "Asked for: the alert is " + details.statusWord().orElse("in a state that was not told");
        };
    }

    /// When it happened: by the partner's clock where that can be believed, else when we heard of it.
    public static Instant when(AlertReport report) {
        var heard = report.receivedAt();
        return report instanceof Told told
                ? told.updatedAt()
                        .filter(time ->
                                time.isBefore(heard.plus(BELIEVABLE)) && time.isAfter(heard.minus(OLDEST_SHOWN)))
                        .orElse(heard)
                : heard;
    }

    /// Rootly's `kind` of an alert event.
    static String kind(AlertReport report) {
        return switch (report) {
            case Told told ->
                switch (told.type()) {
                    case OPEN, DROPPED, ACKNOWLEDGED, RESOLVED -> "status_update";
                    case CREATED, TIMEOUT, REJECTED, HANDOFF -> "action";
                    case POLL -> "informational";
                };
            case Acted _ -> "status_update";
            case Withdrawn _ -> "informational";
        };
    }

    /// Rootly's `action` of an alert event.
    static String action(AlertReport report) {
        return switch (report) {
            case Told told ->
                switch (told.type()) {
                    case CREATED -> "created";
                    case OPEN -> "triggered";
                    case TIMEOUT, HANDOFF -> "escalated";
                    case REJECTED -> "skipped";
                    case DROPPED, POLL -> "updated";
                    case ACKNOWLEDGED -> "acknowledged";
                    case RESOLVED -> "resolved";
                };
            case Acted act ->
                switch (act.verb()) {
                    case ACKNOWLEDGE -> "acknowledged";
                    case RESOLVE -> "resolved";
                };
            case Withdrawn _ -> "updated";
        };
    }
}
