package dev.graft.domain.workflow;

import dev.graft.domain.workflow.ConditionContext.Value;
import dev.graft.domain.workflow.WorkflowDefinition.TriggerParams;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Whether a workflow's conditions hold, and why: every answer is kept, also behind the one that decided.
final class Conditions {
    private Conditions() {}

    /// @param names what people call the things that conditions name by id
    static Evaluation evaluate(TriggerParams workflow, ConditionContext context, Map<String, String> names) {
        var answers = workflow.conditions().stream()
                .map(condition -> answer(condition, context, names))
                .toList();
        boolean matched = switch (workflow.condition()) {
            case ALL -> answers.stream().allMatch(Answer::holds);
            case ANY -> answers.isEmpty() || answers.stream().anyMatch(Answer::holds);
            case NONE -> answers.stream().noneMatch(Answer::holds);
        };
        return new Evaluation(matched, answers, sentence(workflow.condition(), matched, answers));
    }

    private static Answer answer(Condition condition, ConditionContext context, Map<String, String> names) {
        var left = context.values(condition.field());
        var right = condition.values();
        return new Answer(
                condition.field(),
                left.stream().map(Value::shown).toList(),
                condition.operator(),
                right.stream().map(value -> names.getOrDefault(value, value)).toList(),
                holds(condition.operator(), left, right));
    }

    private static boolean holds(Operator operator, List<Value> left, List<String> right) {
        Predicate<Value> isWanted = value -> value.knownAs().stream().anyMatch(right::contains);
        Predicate<String> isThere =
                wanted -> left.stream().anyMatch(value -> value.knownAs().contains(wanted));
        return switch (operator) {
            case IS -> left.stream().allMatch(isWanted) && right.stream().allMatch(isThere);
            case IS_NOT -> !(left.stream().allMatch(isWanted) && right.stream().allMatch(isThere));
            case ANY -> right.isEmpty() || left.stream().anyMatch(isWanted);
            case CONTAINS -> left.stream().anyMatch(isWanted);
            case CONTAINS_ALL -> right.stream().allMatch(isThere);
            case CONTAINS_NONE, NONE -> left.stream().noneMatch(isWanted);
            case SET -> !left.isEmpty();
            case UNSET -> left.isEmpty();
        };
    }

    private static String sentence(Join join, boolean matched, List<Answer> answers) {
        if (answers.isEmpty()) {
            return "Matched: the workflow has no conditions";
        }
        var holding = answers.stream().filter(Answer::holds).toList();
        var failing = answers.stream().filter(answer -> !answer.holds()).toList();
        if (matched) {
            return join == Join.NONE
                    ? "Matched: none of its conditions holds (" + facts(failing) + ")"
                    : "Matched: " + facts(holding);
        }
        return switch (join) {
            case ALL -> "Skipped: " + wishes(failing);
            case ANY -> "Skipped: none of its conditions holds: " + wishes(failing);
            case NONE -> "Skipped: the workflow wants none of its conditions to hold, but " + facts(holding);
        };
    }

    private static String facts(List<Answer> answers) {
        return answers.stream().map(Answer::fact).collect(Collectors.joining(" and "));
    }

    private static String wishes(List<Answer> answers) {
        return answers.stream()
                .map(answer -> answer.fact() + ", and the workflow wants " + answer.wish())
                .collect(Collectors.joining("; "));
    }
}
