package dev.graft.platform.inbox;

import dev.graft.platform.id.WorkspaceId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A delivery that waits for its commit. `committed` ends well when it is durable, and with `Unavailable` otherwise.
@SuppressWarnings("ArrayRecordComponent") // stored, never compared
record Waiting(
        WorkspaceId workspace,
        UUID endpoint,
        Optional<String> contentType,
        Optional<String> userAgent,
        byte[] body,
        CompletableFuture<Boolean> committed) {}
