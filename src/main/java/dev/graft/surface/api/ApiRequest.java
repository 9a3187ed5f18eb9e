package dev.graft.surface.api;

import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Slice;
import dev.graft.surface.api.ApiProblem.Source;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// One request of a known caller. Parameters that we do not know are ignored, as clients expect; those that we know are
/// checked.
final class ApiRequest {
    /// What Rootly answers when nobody asks.
    private static final int DEFAULT_SIZE = 50;

    private final ServerRequest request;
    private final Caller caller;
    private final Addresses addresses;

    ApiRequest(ServerRequest request, Caller caller, Addresses addresses) {
        this.request = request;
        this.caller = caller;
        this.addresses = addresses;
    }

    Caller caller() {
        return caller;
    }

    Addresses addresses() {
        return addresses;
    }

    String id() {
        return request.path().pathParameters().get("id");
    }

    Optional<String> header(HeaderName name) {
        return request.headers().first(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /// @param types that the document may be of; without a type it is taken for one of these
    RequestDocument document(String... types) {
        return RequestDocument.read(request, List.of(types));
    }

    /// The address as the outside knows it, without a query.
    String address() {
        return addresses.of(request.path().absolute().path());
    }

    Slice slice() {
        return new Slice(
                pageParameter("page[number]", 1, Integer.MAX_VALUE),
                pageParameter("page[size]", DEFAULT_SIZE, Slice.MAX_SIZE));
    }

    Map<String, Iterable<String>> parametersWithoutPage() {
        var parameters = new LinkedHashMap<String, Iterable<String>>();
        for (var name : new TreeSet<>(request.query().names())) {
            if (!name.startsWith("page[")) {
                parameters.put(name, request.query().all(name));
            }
        }
        return parameters;
    }

    /// What is to be included, by name; names that we do not know are no fault.
    Set<String> includes() {
        return new LinkedHashSet<>(commaSeparated("include"));
    }

    /// The values of `filter[name]`; a comma means *or*.
    List<String> filter(String name) {
        return commaSeparated("filter[" + name + "]");
    }

    /// The values of `filter[name]` that we know. Words that nobody knows match nothing, which is not the same as no
    /// filter.
    ///
    /// @param known from the word to its meaning
    /// @return empty where the filter is not given
    <T> Optional<Set<T>> filter(String name, Function<String, Optional<T>> known) {
        var words = filter(name);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var meanings = new LinkedHashSet<T>();
        for (var word : words) {
            known.apply(word).ifPresent(meanings::add);
        }
        return Optional.of(meanings);
    }

    Optional<String> filterText(String name) {
        return parameter("filter[" + name + "]");
    }

    /// The first instant that `filter[name][gt]` or `[gte]` lets in.
    Optional<Instant> from(String name) {
        return instant("filter[" + name + "][gte]")
                .or(() -> instant("filter[" + name + "][gt]").map(after -> after.plusNanos(1000)));
    }

    /// The first instant that `filter[name][lt]` or `[lte]` no longer lets in.
    Optional<Instant> until(String name) {
        return instant("filter[" + name + "][lt]")
                .or(() -> instant("filter[" + name + "][lte]").map(last -> last.plusNanos(1000)));
    }

    /// @param known from the word, as in `-created_at`, to its meaning; a word that is not there is a problem
    <T> Optional<T> sort(Map<String, T> known) {
        var words = commaSeparated("sort");
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var first = words.getFirst();
        var meaning = Optional.ofNullable(known.get(first));
        if (meaning.isEmpty()) {
            throw new ApiProblem(
                    400,
                    "Invalid sort",
                    "Sort by one of "
                            + String.join(", ", known.keySet().stream().sorted().toList()) + ".",
                    new Source.Parameter("sort"));
        }
        return meaning;
    }

    private Optional<Instant> instant(String name) {
        return parameter(name).map(text -> {
            try {
                // A plus sign that was not escaped arrives as a space.
                return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            } catch (DateTimeParseException e) {
                throw new ApiProblem(
                        400, "Invalid time", "Write the time as in 2026-11-23T10:00:00Z.", new Source.Parameter(name));
            }
        });
    }

    private int pageParameter(String name, int fallback, int most) {
        return parameter(name)
                .map(text -> {
                    try {
                        int number = Integer.parseInt(text);
                        if (number >= 1) {
                            return Math.min(number, most);
                        }
                    } catch (NumberFormatException e) {
                        // answered below, as a number out of range is
                    }
                    throw new ApiProblem(
                            400,
                            "Invalid page",
                            name + " is a whole number from 1, and a page holds at most " + Slice.MAX_SIZE + ".",
                            new Source.Parameter(name));
                })
                .orElse(fallback);
    }

    private List<String> commaSeparated(String name) {
        return parameter(name)
                .map(text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private Optional<String> parameter(String name) {
        var query = request.query();
        if (query.contains(name)) {
            return query.all(name).stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .findFirst();
        }
        return Optional.empty();
    }
}
