package dev.graft.surface.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a form sent: `application/x-www-form-urlencoded`.
record Form(Map<String, List<String>> fields) {
    /// More than a person writes; a summary has a bound of its own.
    static final int MAX_BYTES = 64 * 1024;

    static Form parse(byte[] body) {
        var fields = new LinkedHashMap<String, List<String>>();
        for (var pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.computeIfAbsent(decode(pair.substring(0, equals)), _ -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    /// Empty where the field is missing or blank.
    Optional<String> text(String name) {
        return all(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    boolean isTicked(String name) {
        return text(name).isPresent();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\0", ""); // PostgreSQL keeps none
        } catch (IllegalArgumentException e) { // a stray percent sign: nothing that a browser sends
            return text;
        }
    }
}
