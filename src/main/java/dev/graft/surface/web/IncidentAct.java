package dev.graft.surface.web;

import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.workspace.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person can do with an incident, each on a page that says what follows.
enum IncidentAct {
    START("Start", "Start the incident", Optional.empty()),
    MITIGATE("Mitigate", "Mitigate the incident", Optional.of("How was it mitigated?")),
    RESOLVE("Resolve", "Resolve the incident", Optional.of("What resolved it?")),
    CLOSE("Close", "Close the incident", Optional.empty()),
    CANCEL("Cancel incident", "Cancel the incident", Optional.of("Why was it none?")),
    RESTART("Begin again", "Begin the incident again", Optional.empty()),
    PAGE("Page somebody", "Page somebody", Optional.empty());

    /// @param primary what is usually done next
    record Fitting(Optional<IncidentAct> primary, List<IncidentAct> rest) {
        List<Link> others(Incident incident) {
            return rest.stream().map(act -> act.link(incident)).toList();
        }
    }

    private final String words;
    private final String heading;
    private final Optional<String> messageLabel;

    IncidentAct(String words, String heading, Optional<String> messageLabel) {
        this.words = words;
        this.heading = heading;
        this.messageLabel = messageLabel;
    }

    String words() {
        return words;
    }

    String heading() {
        return heading;
    }

    Optional<String> messageLabel() {
        return messageLabel;
    }

    /// Where it is asked for, as a route.
    String path() {
        return "/incidents/{id}/" + name().toLowerCase(Locale.ROOT);
    }

    String address(Incident incident) {
        return path().replace("{id}", Long.toString(incident.number()));
    }

    Link link(Incident incident) {
        return new Link(address(incident), words);
    }

    /// @return empty for what is not a command but a page of its own
    Optional<IncidentCommand> command(Optional<String> message) {
        return switch (this) {
            case START, RESTART -> Optional.of(new IncidentCommand.Start());
            case MITIGATE -> Optional.of(new IncidentCommand.Mitigate(message));
            case RESOLVE -> Optional.of(new IncidentCommand.Resolve(message));
            case CLOSE -> Optional.of(new IncidentCommand.Close());
            case CANCEL -> Optional.of(new IncidentCommand.Cancel(message));
            case PAGE -> Optional.empty();
        };
    }

    static Fitting thatFit(IncidentStatus status, Visit visit) {
        var inOrder = switch (status) {
            case IN_TRIAGE -> List.of(START, PAGE, RESOLVE, CANCEL);
            case STARTED -> List.of(MITIGATE, PAGE, RESOLVE, CANCEL);
            case MITIGATED -> List.of(RESOLVE, PAGE, RESTART, CANCEL);
            case RESOLVED -> List.of(CLOSE, RESTART);
            case CLOSED, CANCELLED -> List.of(RESTART);
        };
        var allowed = new ArrayList<>(inOrder);
        allowed.removeIf(act -> !visit.may(act == PAGE ? Right.PAGE : Right.UPDATE_INCIDENTS));
        var isAfterTheEnd = status == IncidentStatus.CLOSED || status == IncidentStatus.CANCELLED;
        if (allowed.isEmpty() || isAfterTheEnd) {
            return new Fitting(Optional.empty(), List.copyOf(allowed));
        }
        return new Fitting(Optional.of(allowed.getFirst()), List.copyOf(allowed.subList(1, allowed.size())));
    }
}
