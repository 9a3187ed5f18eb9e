package dev.graft.domain.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a task, as somebody wrote them: nothing about them is certain.
record TaskParams(Map<String, Object> given) {
    /// A reference to something, as Rootly writes it: `{"id": "…", "name": "…"}`.
    ///
    /// @param name for people; the id where none was given
    record Reference(String id, String name) {}

    /// Empty where it is absent or blank.
    Optional<String> findText(String key) {
        return Optional.ofNullable(given.get(key)).map(String::valueOf).filter(text -> !text.isBlank());
    }

    boolean isSet(String key) {
        return findText(key).map(Boolean::parseBoolean).orElse(false);
    }

    /// One thing, given as a reference or as an id alone.
    Optional<Reference> findReference(String key) {
        return Optional.ofNullable(given.get(key)).flatMap(TaskParams::reference);
    }

    List<Reference> references(String key) {
        if (!(given.get(key) instanceof Collection<?> list)) {
            return List.of();
        }
        var references = new ArrayList<Reference>();
        list.forEach(element -> reference(element).ifPresent(references::add));
        return List.copyOf(references);
    }

    private static Optional<Reference> reference(Object value) {
        if (value instanceof Map<?, ?> map) {
            return Optional.ofNullable(map.get("id"))
                    .map(String::valueOf)
                    .filter(id -> !id.isBlank())
                    .map(id -> new Reference(
                            id,
                            Optional.ofNullable(map.get("name"))
                                    .map(String::valueOf)
                                    .orElse(id)));
        }
        var text = String.valueOf(value);
        return text.isBlank() ? Optional.empty() : Optional.of(new Reference(text, text));
    }
}
