package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How one kind of object looks in API v4: its attributes by name, which are also what lists filter and sort by.
final class Shape<T> {
    private final Map<String, Function<T, @Nullable Object>> attributes = new LinkedHashMap<>();

    Shape<T> with(String name, Function<T, @Nullable Object> value) {
        attributes.put(name, value);
        return this;
    }

    Set<String> names() {
        return attributes.keySet();
    }

    /// A text, number, flag, `Instant`, list or map; empty where the attribute has no value.
    Optional<Object> find(T object, String name) {
        var attribute = attributes.get(name);
        return attribute == null ? Optional.empty() : Optional.ofNullable(attribute.apply(object));
    }

    /// Ready to be written as JSON, times in PagerTree's form.
    Map<String, @Nullable Object> render(T object) {
        var rendered = new LinkedHashMap<String, @Nullable Object>();
        attributes.forEach((name, attribute) -> {
            var value = attribute.apply(object);
            rendered.put(name, value instanceof Instant time ? Timestamps.iso(time) : value);
        });
        return rendered;
    }
}
