package dev.graft.domain.workflow;

import java.time.Instant;
import java.util.List;

/// What one task did.
///
/// @param words what was done, or why not, for people: for a page, one line for each team (paged, covered by …, not
///     paged because …); notes on templates that could not be read
public record TaskRun(int position, String type, Status status, List<String> words, Instant finishedAt) {
    public TaskRun {
        words = List.copyOf(words);
    }

    public enum Status {
        COMPLETED,
        FAILED,
        SKIPPED
    }
}
