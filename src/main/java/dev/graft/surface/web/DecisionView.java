package dev.graft.surface.web;

import dev.graft.domain.workflow.Answer;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Operator;
import dev.graft.domain.workflow.TaskRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why a workflow ran, or did not, and what it did.
///
/// @param key unique on its page
public record DecisionView(
        String key,
        String workflow,
        String trigger,
        Look look,
        String sentence,
        List<Condition> conditions,
        List<Task> tasks,
        Optional<String> runMessage,
        Moment at) {
    public record Condition(String wanted, String found, boolean holds) {}

    public record Task(String name, Look look, List<String> words) {}

    static DecisionView of(Decision decision, Instant now) {
        return new DecisionView(
                "decision-" + decision.workflow() + "-" + decision.decidedAt().toEpochMilli(),
                decision.workflowName(),
                WorkflowView.trigger(decision.trigger()),
                Look.of(decision),
                decision.sentence(),
                decision.answers().stream().map(DecisionView::condition).toList(),
                decision.run()
                        .map(run -> run.tasks().stream().map(DecisionView::task).toList())
                        .orElse(List.of()),
                decision.run().map(run -> run.message()).filter(message -> !message.isEmpty()),
                Moment.of(decision.decidedAt(), now));
    }

    private static Condition condition(Answer answer) {
        return new Condition(
                answer.field().shown() + " " + words(answer.operator()) + " " + String.join(" or ", answer.right()),
                answer.left().isEmpty() ? "nothing" : String.join(", ", answer.left()),
                answer.holds());
    }

    private static Task task(TaskRun task) {
        return new Task(WorkflowView.task(task.type()), Look.of(task.status()), task.words());
    }

    static String words(Operator operator) {
        return switch (operator) {
            case IS -> "is";
            case IS_NOT -> "is not";
            case ANY -> "is one of";
            case CONTAINS -> "contains";
            case CONTAINS_ALL -> "contains all of";
            case CONTAINS_NONE -> "contains none of";
            case NONE -> "is none of";
            case SET -> "is set";
            case UNSET -> "is not set";
        };
    }
}
