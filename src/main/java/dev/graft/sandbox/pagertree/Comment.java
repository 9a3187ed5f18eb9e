package dev.graft.sandbox.pagertree;

import java.time.Instant;

/// @param alertId ULID
/// @param by ULID of the account user
record Comment(Identity identity, String alertId, String by, String body, Instant createdAt) {}
