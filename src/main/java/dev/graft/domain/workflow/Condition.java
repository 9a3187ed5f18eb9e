package dev.graft.domain.workflow;

import java.util.List;

/// One condition of a workflow.
///
/// @param values what the workflow wants, each as an id or a word: a severity by id, slug or level; a label as
///     `key:value`, or as a value alone
public record Condition(Field field, Operator operator, List<String> values) {
    public Condition {
        values = List.copyOf(values);
    }

    public static Condition of(Field field, Operator operator, String... values) {
        return new Condition(field, operator, List.of(values));
    }
}
