package dev.graft.surface.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One JSON:API resource.
///
/// @param relationships to many, by name; left out of the document when empty, since strict clients refuse what they
///     did not ask for
record Resource(String type, String id, Attributes attributes, Map<String, List<Reference>> relationships) {
    /// Another resource, named.
    record Reference(String type, String id) {}

    Resource(String type, String id, Attributes attributes) {
        this(type, id, attributes, Map.of());
    }

    Reference reference() {
        return new Reference(type, id);
    }

    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", id);
        json.put("type", type);
        json.put("attributes", attributes.values());
        if (!relationships.isEmpty()) {
            var related = new LinkedHashMap<String, Object>();
            relationships.forEach((name, references) -> related.put(name, Map.of("data", references)));
            json.put("relationships", related);
        }
        return json;
    }

    /// The resource as Rootly nests one inside the attributes of another: `{"data": {…}}`.
    Map<String, Object> nested() {
        return Map.of("data", json());
    }
}
