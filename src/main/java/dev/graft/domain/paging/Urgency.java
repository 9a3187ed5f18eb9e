package dev.graft.domain.paging;

/// How loudly the paging partner wakes people, from loud to quiet.
public enum Urgency {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
}
