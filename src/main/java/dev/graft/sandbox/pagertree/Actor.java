package dev.graft.sandbox.pagertree;

/// Who asks.
///
/// @param person ULID of the account user
record Actor(String person, boolean isAdmin) {}
