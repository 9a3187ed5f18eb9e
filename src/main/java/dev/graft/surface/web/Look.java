package dev.graft.surface.web;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.paging.Page;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Run;
import dev.graft.domain.workflow.TaskRun;
import dev.graft.domain.workspace.Severity;
import java.util.Locale;

/// How a status looks: always a word, an icon and a colour together, never a colour alone.
///
/// @param icon a name that the template `icon` knows
/// @param tone `danger`, `warn`, `ok`, `info` or `idle`; a class of the style sheet
public record Look(String word, String icon, String tone) {
    static Look of(Alert alert) {
        if (alert.pending().isPresent()) {
            return pending(alert.pending().get());
        }
        if (alert.state() == AlertState.DROPPED) {
            return new Look("Dropped", "bell-off", "danger");
        }
        return switch (alert.status()) {
            case OPEN -> new Look("Open, pages nobody", "pause", "idle");
            case TRIGGERED -> new Look("Triggered", "bell", "danger");
            case ACKNOWLEDGED -> new Look("Acknowledged", "eye", "warn");
            case RESOLVED -> new Look("Resolved", "check", "ok");
        };
    }

    static Look of(IncidentStatus status) {
        return switch (status) {
            case IN_TRIAGE -> new Look("In triage", "search", "info");
            case STARTED -> new Look("Started", "flame", "danger");
            case MITIGATED -> new Look("Mitigated", "shield", "warn");
            case RESOLVED -> new Look("Resolved", "check", "ok");
            case CLOSED -> new Look("Closed", "archive", "idle");
            case CANCELLED -> new Look("Cancelled", "cross", "idle");
        };
    }

    static Look of(Severity severity) {
        var level = severity.level().name().toLowerCase(Locale.ROOT);
        return switch (severity.level()) {
            case CRITICAL -> new Look(severity.name() + " " + level, "level-4", "danger");
            case HIGH -> new Look(severity.name() + " " + level, "level-3", "warn");
            case MEDIUM -> new Look(severity.name() + " " + level, "level-2", "info");
            case LOW -> new Look(severity.name() + " " + level, "level-1", "idle");
        };
    }

    /// @param word the partner's own word
    static Look ofUrgency(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "critical" -> new Look(word, "level-4", "danger");
            case "high" -> new Look(word, "level-3", "warn");
            case "medium" -> new Look(word, "level-2", "info");
            default -> new Look(word, "level-1", "idle");
        };
    }

    static Look of(Page page) {
        return switch (page.send()) {
            case WAITING -> new Look("Being sent", "clock", "info");
            case REFUSED -> new Look("Refused", "alert", "danger");
            case FAILED -> new Look("Not sent", "alert", "danger");
            case CANCELLED -> new Look("Cancelled", "cross", "idle");
            case SENT ->
                page.state().isEmpty()
                        ? new Look("Sent", "send", "info")
                        : ofPartner(page.state().get());
        };
    }

    private static Look ofPartner(AlertState state) {
        return switch (state) {
            case TRIGGERED -> new Look("Paging", "bell", "info");
            case DROPPED -> new Look("Dropped", "bell-off", "danger");
            case ACKNOWLEDGED -> new Look("Acknowledged", "eye", "ok");
            case RESOLVED -> new Look("Resolved", "check", "ok");
        };
    }

    static Look of(Decision decision) {
        return switch (decision.verdict()) {
            case MATCHED -> decision.run().map(Look::of).orElse(new Look("Matched", "check", "ok"));
            case SKIPPED -> new Look("Skipped", "skip", "idle");
        };
    }

    private static Look of(Run run) {
        return switch (run.status()) {
            case QUEUED, STARTED -> new Look("Running", "clock", "info");
            case COMPLETED -> new Look("Done", "check", "ok");
            case COMPLETED_WITH_ERRORS -> new Look("Done, with errors", "alert", "warn");
            case FAILED -> new Look("Failed", "alert", "danger");
            case CANCELED -> new Look("Cancelled", "cross", "idle");
        };
    }

    static Look of(TaskRun.Status status) {
        return switch (status) {
            case COMPLETED -> new Look("Done", "check", "ok");
            case FAILED -> new Look("Failed", "alert", "danger");
            case SKIPPED -> new Look("Skipped", "skip", "idle");
        };
    }

    private static Look pending(Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE -> new Look("Acknowledging…", "clock", "warn");
            case RESOLVE -> new Look("Resolving…", "clock", "ok");
        };
    }
}
