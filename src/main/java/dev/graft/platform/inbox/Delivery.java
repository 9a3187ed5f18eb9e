package dev.graft.platform.inbox;

import java.time.Instant;
import java.util.Optional;

/// What was delivered, as it came.
///
/// @param isPoll we asked for it; otherwise it was sent to us
/// @param note of a poll: what `Inbox.putPoll` was given
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Delivery(long id, boolean isPoll, Instant receivedAt, Optional<String> note, byte[] body) {}
