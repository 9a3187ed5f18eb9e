package dev.graft.sandbox.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import dev.graft.platform.http.RequestBody;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a request sent, as JSON or as a form in Rails' spelling (`tags[]=a`, `meta[incident]=true`). PagerTree's
/// documentation shows forms, its own command line sends JSON; both mean the same here.
record Parameters(ObjectNode values) {
    private static final Pattern KEY = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]*])*)");
    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]");

    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final Duration BODY_WITHIN = Duration.ofSeconds(15);

    /// Rails stops at a depth too; three is more than any call of PagerTree needs.
    private static final int MAX_DEPTH = 5;

    /// A body in neither form, or one that cannot be read, is a bad request.
    static Parameters of(ServerRequest request) {
        var body = switch (RequestBody.read(request, MAX_BODY_BYTES, BODY_WITHIN)) {
            case RequestBody.Bytes(var bytes) -> bytes;
            case RequestBody.Encoded() -> throw ApiProblem.badRequest("a packed body cannot be read");
            case RequestBody.TooLarge() -> throw new ApiProblem(413, List.of("the body is too large"));
            case RequestBody.TooSlow(), RequestBody.BrokenOff() ->
                throw ApiProblem.badRequest("the body did not arrive");
        };
        var type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        boolean isForm = type.startsWith("application/x-www-form-urlencoded");
        try {
            return isForm ? ofForm(body) : ofJson(body);
        } catch (MalformedJson e) {
            throw ApiProblem.badRequest("error occurred while parsing request parameters: " + e.reason());
        }
    }

    static Parameters ofJson(byte[] body) throws MalformedJson {
        if (body.length == 0) {
            return new Parameters(Json.mapper().createObjectNode());
        }
        if (Json.read(body) instanceof ObjectNode object) {
            return new Parameters(object);
        }
        throw new MalformedJson("not an object");
    }

    static Parameters ofForm(byte[] body) throws MalformedJson {
        var root = Json.mapper().createObjectNode();
        for (var pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                put(
                        root,
                        decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Parameters(root);
    }

    boolean has(String name) {
        return values.has(name);
    }

    Set<String> names() {
        var names = new LinkedHashSet<String>();
        values.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// A text, or a number as text; empty where there is none or nothing but blanks.
    Optional<String> findText(String name) {
        var value = values.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    Optional<Boolean> findFlag(String name) {
        return findText(name).map(text -> !Set.of("false", "0", "f", "off").contains(text));
    }

    /// A list, or a single value as a list of one; blanks are left out.
    List<String> texts(String name) {
        var value = values.path(name);
        if (value instanceof ArrayNode array) {
            var all = new ArrayList<String>();
            array.forEach(item -> {
                if (item.isValueNode() && !item.asText().isBlank() && !item.isNull()) {
                    all.add(item.asText());
                }
            });
            return all;
        }
        return findText(name).map(List::of).orElse(List.of());
    }

    Parameters nested(String name) {
        return new Parameters(
                values.path(name) instanceof ObjectNode object
                        ? object
                        : Json.mapper().createObjectNode());
    }

    Parameters firstOf(String name) {
        var value = values.path(name);
        var first = value instanceof ArrayNode array && !array.isEmpty() ? array.get(0) : value;
        if (value instanceof ObjectNode byIndex && !byIndex.isEmpty()) {
            // Rails also takes emails_attributes[0][email].
            first = byIndex.properties().stream()
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(value);
        }
        return new Parameters(
                first instanceof ObjectNode object ? object : Json.mapper().createObjectNode());
    }

    private static void put(ObjectNode root, String key, String value) throws MalformedJson {
        var matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw new MalformedJson("a form key that cannot be read");
        }
        var path = new ArrayList<String>();
        path.add(matcher.group(1));
        PART.matcher(matcher.group(2)).results().forEach(part -> path.add(part.group(1)));
        if (path.size() > MAX_DEPTH) {
            throw new MalformedJson("a form key that is too deep");
        }
        put(root, path, value);
    }

    private static void put(ObjectNode node, List<String> path, String value) throws MalformedJson {
        var name = path.getFirst();
        if (path.size() == 1) {
            node.put(name, value);
        } else if (path.get(1).isEmpty()) {
            var list = child(node, name, ArrayNode.class, Json.mapper().createArrayNode());
            if (path.size() == 2) {
                list.add(value);
            } else {
                var last = list.isEmpty() ? null : list.get(list.size() - 1);
                var item = last instanceof ObjectNode object && !object.has(path.get(2)) ? object : list.addObject();
                put(item, path.subList(2, path.size()), value);
            }
        } else {
            put(
                    child(node, name, ObjectNode.class, Json.mapper().createObjectNode()),
                    path.subList(1, path.size()),
                    value);
        }
    }

    private static <T extends JsonNode> T child(ObjectNode node, String name, Class<T> kind, T fresh)
            throws MalformedJson {
        var present = node.get(name);
        if (present == null) {
            node.set(name, fresh);
            return fresh;
        }
        if (!kind.isInstance(present)) {
            throw new MalformedJson("a form key used in two ways");
        }
        return kind.cast(present);
    }

    private static String decode(String text) throws MalformedJson {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("a form with broken percent signs");
        }
    }
}
