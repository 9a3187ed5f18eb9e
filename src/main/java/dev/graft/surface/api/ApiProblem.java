package dev.graft.surface.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that the API turns down, as its client reads it.
final class ApiProblem extends RuntimeException {
    private final int status;
    private final List<Entry> entries;

    ApiProblem(int status, List<Entry> entries) {
        super(entries.stream().map(Entry::title).toList().toString());
        this.status = status;
        this.entries = List.copyOf(entries);
    }

    ApiProblem(int status, String title, String detail, Source source) {
        this(status, List.of(new Entry(title, detail, Optional.of(source))));
    }

    ApiProblem(int status, String title, String detail) {
        this(status, List.of(new Entry(title, detail, Optional.empty())));
    }

    int status() {
        return status;
    }

    Answer answer() {
        var errors = new ArrayList<Map<String, Object>>();
        for (var entry : entries) {
            var error = new LinkedHashMap<String, Object>();
            error.put("title", entry.title());
            error.put("status", Integer.toString(status));
            error.put("detail", entry.detail());
            entry.source().ifPresent(source -> error.put("source", source.json()));
            errors.add(error);
        }
        return new Answer(status, Map.of("errors", errors));
    }

    /// @param title what is wrong, in Rootly's words where it has some; some clients show it alone
    /// @param detail a sentence that says what to do; other clients show it alone
    record Entry(String title, String detail, Optional<Source> source) {}

    /// Where in the request the fault lies, as JSON:API names places.
    sealed interface Source {
        /// @param pointer RFC 6901, into the request's document
        record Pointer(String pointer) implements Source {}

        /// @param name of the query's parameter
        record Parameter(String name) implements Source {}

        record Header(String name) implements Source {}

        default Map<String, Object> json() {
            return switch (this) {
                case Pointer(var pointer) -> Map.of("pointer", pointer);
                case Parameter(var name) -> Map.of("parameter", name);
                case Header(var name) -> Map.of("header", name);
            };
        }
    }
}
