package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that is asked of the partner, kept as a row before it is asked.
///
/// @param page the page that it is about; empty where it is about an alert that came in
/// @param cause why, in words for people
record Effect(
        UUID id,
        Kind kind,
        Optional<PageId> page,
        Optional<AlertId> alert,
        Optional<IncidentId> incident,
        Request request,
        String cause,
        String requestKey,
        State state,
        Instant createdAt) {

    /// Also the kinds of rows in the queue.
    enum Kind {
        CREATE_ALERT,
        RESOLVE_ALERT,
        ACKNOWLEDGE_ALERT,
        COMMENT_ALERT,
        POLL_ALERT
    }

    enum State {
        WAITING,
        DONE,
        REFUSED,
        CANCELLED,
        /// Given up.
        FAILED
    }

    /// What is asked, beside the kind. Kept as JSON: a field that is added later is empty in the rows of today.
    ///
    /// @param what the thing as people call it: `ALT12`, `the page to Payments`
    /// @param externalId the partner's alert, where it is fixed from the start
    /// @param act the act of a person that this carries
    /// @param by who acknowledges, for the comment
    /// @param text of a comment
    /// @param isConfirming a transition waits for the answer to this poll
    record Request(
            String what,
            Optional<String> externalId,
            Optional<UUID> act,
            Optional<String> by,
            Optional<String> text,
            boolean isConfirming) {
        static Request about(String what) {
            return new Request(what, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        }

        Request of(Optional<String> id) {
            return new Request(what, id, act, by, text, isConfirming);
        }

        Request carrying(UUID newAct) {
            return new Request(what, externalId, Optional.of(newAct), by, text, isConfirming);
        }

        Request by(String newBy) {
            return new Request(what, externalId, act, Optional.of(newBy), text, isConfirming);
        }

        Request saying(String newText) {
            return new Request(what, externalId, act, by, Optional.of(newText), isConfirming);
        }

        Request confirming() {
            return new Request(what, externalId, act, by, text, true);
        }
    }
}
