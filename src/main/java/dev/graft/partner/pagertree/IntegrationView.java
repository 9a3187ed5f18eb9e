package dev.graft.partner.pagertree;

import dev.graft.domain.paging.Destination;
import java.time.Instant;
import java.util.Optional;

/// The workspace's integration with PagerTree, as its admins see it.
///
/// @param stateReason why it is broken, in words; else empty
/// @param accountSid PagerTree's id of the account, once a webhook has told it
/// @param lastHeard when a webhook last came in; empty while the first one is awaited
/// @param hasWebhook Graft made, or knew again, its outgoing webhook at PagerTree
public record IntegrationView(
        State state,
        String stateReason,
        Instant stateSince,
        String environment,
        boolean hasKey,
        Optional<String> accountSid,
        Optional<Destination> defaultDestination,
        Optional<Instant> lastHeard,
        boolean hasWebhook) {
    public enum State {
        NOT_SET_UP,
        CONNECTED,
        BROKEN
    }
}
