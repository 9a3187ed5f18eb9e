package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Our request that the paging partner wakes somebody, and what became of it.
///
/// @param marker travels with the request, so that what the partner says about its alert is known to be about this page
/// @param cause why, in words for people
/// @param sendReason why it was refused, cancelled or given up, in words for people; how it went, where it was sent
/// @param externalId the partner's alert, in its long form
/// @param externalPrefixId the same alert, in its short form
/// @param state what the partner has told us about its alert; empty while it has told us nothing
/// @param answeredBy who acknowledged it, as the partner names them
/// @param acceptedAt when the partner took it
public record Page(
        PageId id,
        Optional<IncidentId> incident,
        String marker,
        String title,
        String description,
        Urgency urgency,
        Optional<String> severity,
        boolean isIncident,
        List<Destination> destinations,
        Actor requestedBy,
        String cause,
        int hops,
        SendState send,
        String sendReason,
        Optional<String> externalId,
        Optional<String> externalPrefixId,
        Optional<String> externalUrl,
        Optional<AlertState> state,
        Optional<String> answeredBy,
        Instant createdAt,
        Optional<Instant> acceptedAt,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> droppedAt,
        Optional<Instant> resolvedAt) {
    public Page {
        destinations = List.copyOf(destinations);
    }

    public enum SendState {
        /// To be sent, or being sent.
        WAITING,
        /// The partner has it.
        SENT,
        /// The partner will not take it.
        REFUSED,
        /// No longer wanted, and never sent.
        CANCELLED,
        /// Given up after a day of trying.
        FAILED
    }
}
