package dev.graft.domain.workflow;

import java.util.List;
import java.util.stream.Collectors;

/// What one condition answered, and why: both sides of the comparison, as people read them.
public record Answer(Field field, List<String> left, Operator operator, List<String> right, boolean holds) {
    /// A sentence names so many values, and counts the rest.
    private static final int NAMED = 6;

    /// A value that is longer is cut in a sentence; the answer itself keeps it whole.
    private static final int CHARACTERS = 60;

    public Answer {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    /// What was found: `severity is low`; of many labels that hold what was wanted, those: `labels have urgency:high`.
    public String fact() {
        if (holds && operator == Operator.CONTAINS) {
            var wanted = left.stream().filter(right::contains).toList();
            return field.shown() + " have " + list(wanted.isEmpty() ? right : wanted, " and ");
        }
        var verb = field.isPlural() ? " are " : " is ";
        return field.shown() + (left.isEmpty() ? verb + "not set" : verb + list(left, " and "));
    }

    /// What the workflow wants: `critical or high`.
    public String wish() {
        return switch (operator) {
            case IS -> right.isEmpty() ? "none" : list(right, " and ");
            case IS_NOT -> "something else than " + list(right, " and ");
            case ANY, CONTAINS -> right.isEmpty() ? "one that it does not name" : list(right, " or ");
            case CONTAINS_ALL -> right.size() == 1 ? list(right, "") : "all of " + list(right, " and ");
            case CONTAINS_NONE, NONE -> "anything but " + list(right, " or ");
            case SET -> field.isPlural() ? "some" : "one";
            case UNSET -> "none";
        };
    }

    private static String list(List<String> values, String lastJoin) {
        var shown = values.stream().limit(NAMED).map(Answer::cut).toList();
        if (values.size() > NAMED) {
            return String.join(", ", shown) + " and " + (values.size() - NAMED) + " more";
        }
        if (shown.size() < 2) {
            return String.join("", shown);
        }
        return shown.stream().limit(shown.size() - 1L).collect(Collectors.joining(", ")) + lastJoin + shown.getLast();
    }

    private static String cut(String value) {
        return value.length() > CHARACTERS ? value.substring(0, CHARACTERS) + "…" : value;
    }
}
