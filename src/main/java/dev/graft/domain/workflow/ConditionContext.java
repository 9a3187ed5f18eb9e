package dev.graft.domain.workflow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What conditions look at: each field's values, as they were when something happened, or as they are now. A field
/// without values is unset.
public record ConditionContext(Map<Field, List<Value>> fields) {
    public ConditionContext {
        fields = Map.copyOf(fields);
    }

    public List<Value> values(Field field) {
        return fields.getOrDefault(field, List.of());
    }

    public static Builder builder() {
        return new Builder();
    }

    /// One value of a field.
    ///
    /// @param shown as people read it
    /// @param knownAs every way in which a workflow may name it
    public record Value(String shown, List<String> knownAs) {
        public Value {
            knownAs = List.copyOf(knownAs);
        }
    }

    /// Collects values, field by field.
    public static final class Builder {
        private final EnumMap<Field, List<Value>> fields = new EnumMap<>(Field.class);

        /// Adds a value that goes by the word that is shown, and by others.
        public Builder with(Field field, String shown, String... alsoKnownAs) {
            var names = new ArrayList<>(List.of(alsoKnownAs));
            names.add(shown);
            fields.merge(field, List.of(new Value(shown, names)), (some, more) -> {
                var all = new ArrayList<>(some);
                all.addAll(more);
                return all;
            });
            return this;
        }

        /// A label goes by its value alone too.
        public Builder withLabel(Field field, String key, String value) {
            return with(field, key + ":" + value, value);
        }

        public ConditionContext build() {
            return new ConditionContext(fields);
        }
    }
}
