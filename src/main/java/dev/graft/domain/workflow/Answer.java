package dev.graft.domain.workflow;

import java.util.List;

/// What one condition answered, and why: both sides of the comparison, as people read them.
public record Answer(Field field, List<String> left, Operator operator, List<String> right, boolean holds) {
    public Answer {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }
}
