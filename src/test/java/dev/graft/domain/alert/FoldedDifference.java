package dev.graft.domain.alert;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Says in words where two answers of a fold differ: a field a line, and of the steps only the ones that differ.
final class FoldedDifference {
    private FoldedDifference() {}

    /// Empty where they are equal.
    static List<String> between(Folded expected, Folded actual) {
        var lines = new ArrayList<String>();
        if (expected.equals(actual)) {
            return lines;
        }
        for (var component : Folded.class.getRecordComponents()) {
            var wanted = valueOf(component, expected);
            var got = valueOf(component, actual);
            if (Objects.equals(wanted, got)) {
                continue;
            }
            if (component.getName().equals("steps")) {
                addSteps(expected.steps(), actual.steps(), lines);
            } else {
                lines.add("%s: expected %s but was %s".formatted(component.getName(), wanted, got));
            }
        }
        return lines;
    }

    private static void addSteps(List<Folded.Step> expected, List<Folded.Step> actual, List<String> lines) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            var wanted = i < expected.size() ? describe(expected.get(i)) : "nothing";
            var got = i < actual.size() ? describe(actual.get(i)) : "nothing";
            if (!wanted.equals(got)) {
                lines.add("step %d: expected %s but was %s".formatted(i, wanted, got));
            }
        }
    }

    static String describe(Folded.Step step) {
        return "%s by %s at %s"
                .formatted(
                        step.key(),
                        step.report().hex().substring(0, 6),
                        step.time().map(Object::toString).orElse("-"));
    }

    private static Object valueOf(RecordComponent component, Folded folded) {
        try {
            return component.getAccessor().invoke(folded);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessors are there to be called", e);
        }
    }
}
