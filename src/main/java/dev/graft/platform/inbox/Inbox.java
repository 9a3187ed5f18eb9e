package dev.graft.platform.inbox;

import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import java.util.Optional;
import java.util.UUID;

/// Takes deliveries in. Many requests share one commit.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Inbox implements AutoCloseable {
    /// Returns when the delivery is committed, and not before.
    ///
    /// @throws Unavailable when it is not, or when nobody can say; the sender has to try again
    public void put(
            WorkspaceId workspace,
            UUID endpoint,
            Optional<String> contentType,
            Optional<String> userAgent,
            byte[] body) {
        throw new IllegalStateException("not built yet");
    }

    /// Puts an answer of the partner's API into the same queue, in the caller's transaction.
    ///
    /// @param note what the reader needs to know about why it was asked for, as the partner's room writes it
    public void putPoll(Tx tx, byte[] body, String note) {
        throw new IllegalStateException("not built yet");
    }

    @Override
    public void close() {}
}
