package dev.graft.domain.workflow;

/// The worker of the queue `work_open`: decides on occurrences, and carries out runs.
public final class Runs {
    Runs() {}
}
