package dev.graft.surface.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import dev.graft.platform.http.RequestBody;
import dev.graft.surface.api.ApiProblem.Source;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a client sends: JSON:API's envelope, or its attributes alone, as some clients do; or nothing at all.
///
/// An attribute that we do not know is ignored. One that we know is checked, and the refusal points at it.
final class RequestDocument {
    /// A long summary and many ids; webhooks, which carry payloads, have a door of their own.
    static final int MAX_BYTES = 256 * 1024;

    private static final Duration WITHIN = Duration.ofSeconds(10);

    /// Ids in one request; a list takes a look-up each.
    private static final int MAX_IDS = 100;

    private final JsonNode attributes;
    private final Optional<String> id;
    private final String pointer;

    private RequestDocument(JsonNode attributes, Optional<String> id, String pointer) {
        this.attributes = attributes;
        this.id = id;
        this.pointer = pointer;
    }

    static RequestDocument read(ServerRequest request, List<String> types) {
        var bytes = switch (RequestBody.read(request, MAX_BYTES, WITHIN)) {
            case RequestBody.Bytes(var value) -> value;
            case RequestBody.Encoded() ->
                throw new ApiProblem(
                        415,
                        "Unsupported content encoding",
                        "Send the document as it is, without a Content-Encoding.",
                        new Source.Header("Content-Encoding"));
            case RequestBody.TooLarge() ->
                throw new ApiProblem(413, "Document too large", "Send at most " + MAX_BYTES / 1024 + " KiB.");
            case RequestBody.TooSlow() -> throw new ApiProblem(408, "Too slow", "The document did not arrive in time.");
            case RequestBody.BrokenOff() ->
                throw new ApiProblem(400, "Document broken off", "The connection ended before the document did.");
        };
        return parse(bytes, request.headers().first(HeaderNames.CONTENT_TYPE).orElse(""), types);
    }

    static RequestDocument parse(byte[] bytes, String contentType, List<String> types) {
        if (bytes.length == 0) {
            return new RequestDocument(JsonNodeFactory.instance.objectNode(), Optional.empty(), "/data/attributes/");
        }
        if (!contentType.isEmpty() && !contentType.toLowerCase(Locale.ROOT).contains("json")) {
            throw new ApiProblem(
                    415,
                    "Unsupported media type",
                    "Send the document as application/vnd.api+json.",
                    new Source.Header("Content-Type"));
        }
        JsonNode root;
        try {
            root = Json.read(bytes);
        } catch (MalformedJson e) {
            throw new ApiProblem(
                    400,
                    "Invalid document",
                    "The document must be JSON, but it is " + e.reason() + ".",
                    new Source.Pointer(""));
        }
        if (holdsNul(root)) {
            throw new ApiProblem(
                    400,
                    "Invalid document",
                    "The document holds the character U+0000, which cannot be stored. Leave it out.",
                    new Source.Pointer(""));
        }
        if (!root.isObject()) {
            throw wrongShape("", "The document must be an object: {\"data\": {\"type\": …, \"attributes\": {…}}}.");
        }
        var data = root.get("data");
        if (data == null || !looksLikeResource(data)) {
            if (data != null && root.size() == 1) {
                throw wrongShape("/data", "data must be one resource: {\"type\": …, \"attributes\": {…}}.");
            }
            return new RequestDocument(root, Optional.empty(), "/");
        }
        checkType(data.get("type"), types);
        var attributes = data.get("attributes");
        if (attributes == null || attributes.isNull()) {
            attributes = JsonNodeFactory.instance.objectNode();
        }
        if (!attributes.isObject()) {
            throw wrongShape("/data/attributes", "attributes must be an object.");
        }
        return new RequestDocument(
                attributes, Optional.ofNullable(data.get("id")).map(JsonNode::asText), "/data/attributes/");
    }

    /// Says nothing at all.
    boolean isEmpty() {
        return attributes.isEmpty();
    }

    private static boolean holdsNul(JsonNode node) {
        return node.isTextual()
                ? node.textValue().indexOf('\0') >= 0
                : node.properties().stream()
                                .anyMatch(property -> property.getKey().indexOf('\0') >= 0)
                        || node.valueStream().anyMatch(RequestDocument::holdsNul);
    }

    private static boolean looksLikeResource(JsonNode data) {
        return data.isObject() && (data.has("attributes") || data.has("type") || data.has("id") || data.isEmpty());
    }

    private static void checkType(JsonNode type, List<String> types) {
        if (type == null || type.isNull()) {
            return;
        }
        if (!types.contains(type.asText())) {
            throw new ApiProblem(
                    409,
                    "Wrong type",
                    "The type of this document is " + types.getFirst() + ".",
                    new Source.Pointer("/data/type"));
        }
    }

    /// The id in the envelope, where the client repeats it.
    Optional<String> id() {
        return id;
    }

    boolean has(String name) {
        var value = attributes.get(name);
        return value != null && !value.isNull();
    }

    /// A text that is not blank; empty where it is left out, null or blank.
    Optional<String> text(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isTextual() && !value.isNumber()) {
                        throw invalid(name, humanized(name) + " must be a string");
                    }
                    return value.asText();
                })
                .filter(text -> !text.isBlank());
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> switch (value.asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, humanized(name) + " must be true or false");
        });
    }

    /// A list of ids, in the form of strings or numbers.
    List<String> ids(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray() || value.size() > MAX_IDS) {
                        throw invalid(name, humanized(name) + " must be a list of at most " + MAX_IDS + " ids");
                    }
                    var ids = new ArrayList<String>();
                    for (var element : value) {
                        if (!element.isValueNode() || element.isNull()) {
                            throw invalid(name + "/" + ids.size(), humanized(name) + " must be a list of ids");
                        }
                        ids.add(element.asText());
                    }
                    return List.copyOf(ids);
                })
                .orElse(List.of());
    }

    /// Labels, as an object or as a list of `{key, value}`; clients send either.
    Optional<Map<String, String>> labels(String name) {
        return value(name).map(value -> {
            var labels = new LinkedHashMap<String, String>();
            if (value.isObject()) {
                value.properties()
                        .forEach(entry ->
                                labels.put(entry.getKey(), entry.getValue().asText()));
            } else if (value.isArray()) {
                value.forEach(entry -> labels.put(
                        entry.path("key").asText(), entry.path("value").asText()));
            } else {
                throw invalid(name, "Labels must be an object of strings");
            }
            return labels;
        });
    }

    /// The objects of a list.
    List<JsonNode> objects(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray() || value.size() > MAX_IDS) {
                        throw invalid(name, humanized(name) + " must be a list of at most " + MAX_IDS + " objects");
                    }
                    var objects = new ArrayList<JsonNode>();
                    value.forEach(objects::add);
                    return List.copyOf(objects);
                })
                .orElse(List.of());
    }

    /// @param name of the attribute, or a path below it
    ApiProblem invalid(String name, String title) {
        return new ApiProblem(422, List.of(entry(name, title, title + ".")));
    }

    ApiProblem.Entry entry(String name, String title, String detail) {
        return new ApiProblem.Entry(title, detail, Optional.of(new Source.Pointer(pointer + name)));
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isNull());
    }

    private static ApiProblem wrongShape(String pointer, String detail) {
        return new ApiProblem(400, "Invalid document", detail, new Source.Pointer(pointer));
    }

    private static String humanized(String name) {
        var words = name.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
