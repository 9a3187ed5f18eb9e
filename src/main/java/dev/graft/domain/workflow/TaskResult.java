package dev.graft.domain.workflow;

import java.util.ArrayList;
import java.util.List;

/// What a task did.
///
/// @param words for people, kept with the run
/// @param told of these, what goes on the timeline of the run's incident because no other line tells it
record TaskResult(TaskRun.Status status, List<String> words, List<String> told) {
    TaskResult {
        words = List.copyOf(words);
        told = List.copyOf(told);
    }

    static TaskResult done(List<String> words) {
        return new TaskResult(TaskRun.Status.COMPLETED, words, List.of());
    }

    static TaskResult failed(String reason) {
        return new TaskResult(TaskRun.Status.FAILED, List.of(reason), List.of(reason));
    }

    TaskResult telling(List<String> lines) {
        return new TaskResult(status, words, lines);
    }

    TaskResult withNotes(List<String> notes) {
        var all = new ArrayList<>(words);
        all.addAll(notes);
        return new TaskResult(status, all, told);
    }
}
