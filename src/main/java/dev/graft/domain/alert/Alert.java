package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Verb;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An alert as it stands: what its reports fold to, and what people call it.
///
/// @param shortId what people say: `ALT12`
/// @param source whose alert it is: `pagertree`
/// @param externalId the id that the partner's webhooks use
/// @param status what the outside sees; *dropped* is `TRIGGERED` here
/// @param state what the fold says
/// @param noise pages nobody, by the partner's or a person's word
/// @param silenced the partner pages nobody for it (suppressed, or merged into another)
/// @param unexpected a report contradicts the state; a person has to look
/// @param pending a person's act that the partner has not answered yet: *acknowledging…*, *resolving…*
/// @param destinations the partner's ids of everybody to whom it is addressed
/// @param assignedTeam the partner's id of the team that it is assigned to
/// @param urgency the partner's own word
/// @param hops how many hubs' pages lie behind it: 0 for an alert that nobody's hub made
/// @param endedAt when it was resolved; empty again when it is reopened
public record Alert(
        AlertId id,
        String shortId,
        String source,
        Optional<String> externalId,
        Optional<String> externalUrl,
        AlertStatus status,
        AlertState state,
        String summary,
        Optional<String> description,
        List<Label> labels,
        boolean noise,
        boolean silenced,
        boolean unexpected,
        Optional<Verb> pending,
        Epoch epoch,
        int round,
        List<String> destinations,
        Optional<String> assignedTeam,
        Optional<String> urgency,
        int hops,
        Instant startedAt,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> endedAt,
        Instant createdAt,
        Instant updatedAt,
        int reportCount,
        Instant lastHeardAt) {
    public Alert {
        labels = List.copyOf(labels);
        destinations = List.copyOf(destinations);
    }
}
