package dev.graft.sandbox.pagertree;

import java.time.Instant;

/// A person: PagerTree's user, and the same one as a member of this account.
///
/// @param accountUser by which alerts and teams name the person
/// @param isAdmin may do everything; others may view, acknowledge and reject
record Person(
        Identity accountUser,
        Identity user,
        int tinyId,
        String name,
        String email,
        boolean isAdmin,
        Instant createdAt,
        Instant updatedAt) {}
