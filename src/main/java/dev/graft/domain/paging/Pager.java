package dev.graft.domain.paging;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.AlertState;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Speaks with the paging partner. Each method is one question, blocks for `LONGEST_CALL` at most, and never throws for
/// what the network or the partner does. Never called inside a transaction.
public interface Pager {
    /// Shorter than the lease of an effect, so that nobody else takes it up while the call runs.
    Duration LONGEST_CALL = Duration.ofSeconds(10);

    /// Asks the partner to wake people. Carries the marker twice, in the reference and as a tag.
    Outcome send(WorkspaceId workspace, Order order);

    /// Looks for alerts that carry the marker.
    ///
    /// @param since the first instant at which one may have been made, by the partner's clock
    Search lookUp(WorkspaceId workspace, String marker, Instant since);

    Outcome resolve(WorkspaceId workspace, String externalId);

    Outcome acknowledge(WorkspaceId workspace, String externalId);

    /// The alert as it stands.
    Outcome read(WorkspaceId workspace, String externalId);

    Outcome comment(WorkspaceId workspace, String externalId, String text);

    /// Hands an answer on, in the caller's transaction, to be read like any other news about the alert.
    ///
    /// @param settles the act whose outcome the answer states
    /// @param reason why it was asked for, in words for people
    void report(Tx tx, PartnerAlert alert, Optional<ActId> settles, String reason);

    /// What is to be sent.
    record Order(
            String marker,
            String title,
            String description,
            Urgency urgency,
            Optional<String> severity,
            boolean isIncident,
            List<Destination> destinations) {}

    /// An alert of the partner's, as an answer states it.
    ///
    /// @param id the long form; empty where the answer does not name it
    /// @param prefixId the short form; at least one of the two is there
    /// @param state empty where the word is unknown
    /// @param isQueued the partner has not routed it yet and refuses to resolve it
    /// @param json the answer as it came, to be read like any other news about the alert
    record PartnerAlert(
            Optional<String> id,
            Optional<String> prefixId,
            Optional<AlertState> state,
            boolean isQueued,
            Optional<String> url,
            String json) {}

    sealed interface Outcome {
        /// What was seen, in words for people.
        String words();

        /// @param alert empty where the answer carries none, as for a comment
        record Done(String words, Optional<PartnerAlert> alert) implements Outcome {}

        /// Asking again will not help.
        record Refused(String words, Why why) implements Outcome {}

        /// Certainly not done: ask again.
        ///
        /// @param notBefore how long the partner wants to be left alone
        record NotDone(String words, Optional<Duration> notBefore) implements Outcome {}

        /// Perhaps done: look, then ask again.
        record Unknown(String words) implements Outcome {}
    }

    enum Why {
        /// The request itself: it would be refused again.
        REQUEST,
        /// There is no such alert.
        GONE,
        /// The key is not allowed to do this.
        NOT_ALLOWED,
        /// The key itself is refused, or there is none.
        NO_KEY
    }

    sealed interface Search {
        String words();

        /// @param alerts empty where none carries the marker
        record Looked(String words, List<PartnerAlert> alerts) implements Search {}

        /// Nothing is known.
        record Failed(String words) implements Search {}
    }
}
