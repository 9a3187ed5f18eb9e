package dev.graft.domain.incident;

/// What an incident is for. The words are Rootly's; only `NORMAL` is the real thing.
public enum IncidentKind {
    NORMAL,
    NORMAL_SUB,
    TEST,
    TEST_SUB,
    EXAMPLE,
    EXAMPLE_SUB,
    BACKFILLED,
    SCHEDULED
}
