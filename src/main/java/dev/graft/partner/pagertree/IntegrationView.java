package dev.graft.partner.pagertree;

import dev.graft.domain.paging.Destination;
import java.time.Instant;
import java.util.Optional;

/// The workspace's integration with PagerTree, as its admins see it.
///
/// @param stateReason why it is broken, in words; else empty
/// @param accountSid PagerTree's id of the account, once a webhook has told it
public record IntegrationView(
        State state,
        String stateReason,
        Instant stateSince,
        String environment,
        boolean hasKey,
        Optional<String> accountSid,
        Optional<Destination> defaultDestination) {
    public enum State {
        NOT_SET_UP,
        CONNECTED,
        BROKEN
    }
}
