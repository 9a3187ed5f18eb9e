package dev.graft.domain.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One workflow at work, after a decision.
///
/// @param message how it went, in one sentence for people; empty while it waits
/// @param tasks those that have run, in order
public record Run(
        RunId id,
        Status status,
        String message,
        int hops,
        List<TaskRun> tasks,
        Instant queuedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {
    public Run {
        tasks = List.copyOf(tasks);
    }

    public enum Status {
        QUEUED,
        STARTED,
        COMPLETED,
        COMPLETED_WITH_ERRORS,
        FAILED,
        CANCELED
    }
}
