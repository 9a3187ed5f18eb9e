package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Filtering, sorting and paging as all lists of API v4 do it.
/// https://pagertree.com/docs/api/pagination-and-filters, read 2026-11-23; `between` is in an older version of it.
///
/// Decided here: a limit out of range is brought into it, unknown attributes are ignored, the newest comes first unless
/// asked otherwise, and `q` looks for its words in title, name and description.
final class ListQuery {
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;

    private enum Operator {
        EQUALS("equals"),
        NE("ne"),
        LT("lt"),
        LTE("lte"),
        GT("gt"),
        GTE("gte"),
        BEGINS_WITH("beginsWith"),
        CONTAINS("contains"),
        BETWEEN("between");

        private final String word;

        Operator(String word) {
            this.word = word;
        }

        static Operator of(String word) {
            for (var operator : values()) {
                if (operator.word.equals(word)) {
                    return operator;
                }
            }
            throw ApiProblem.badRequest("ops holds an unknown operation");
        }
    }

    private final Map<String, String> query;

    ListQuery(Map<String, String> query) {
        this.query = query;
    }

    <T> Map<String, Object> answer(Collection<T> all, Shape<T> shape) {
        int limit = Math.clamp(number("limit", DEFAULT_LIMIT), 1, MAX_LIMIT);
        long offset = query.containsKey("page")
                ? (Math.max(1, number("page", 1)) - 1L) * limit
                : Math.max(0, number("offset", 0));
        var found = all.stream().filter(filter(shape)).sorted(order(shape)).toList();
        var page = found.stream().skip(offset).limit(limit).map(shape::render).toList();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("data", page);
        answer.put("has_more", offset + page.size() < found.size());
        answer.put("total_count", found.size());
        return answer;
    }

    private <T> Predicate<T> filter(Shape<T> shape) {
        var operators = operators();
        var conditions = new ArrayList<Predicate<T>>();
        query.forEach((name, value) -> {
            if (shape.names().contains(name)) {
                var operator = operators.getOrDefault(name, Operator.EQUALS);
                conditions.add(object -> shape.find(object, name)
                        .map(found -> holds(found, operator, value))
                        .orElse(operator == Operator.NE));
            }
        });
        var words = query.getOrDefault("q", "").toLowerCase(Locale.ROOT);
        if (!words.isBlank()) {
            conditions.add(object -> List.of("title", "name", "description").stream()
                    .map(name -> shape.find(object, name))
                    .flatMap(Optional::stream)
                    .anyMatch(text -> text.toString().toLowerCase(Locale.ROOT).contains(words)));
        }
        return object -> conditions.stream().allMatch(condition -> condition.test(object));
    }

    private Map<String, Operator> operators() {
        var operators = new LinkedHashMap<String, Operator>();
        for (var part : query.getOrDefault("ops", "").split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                operators.put(
                        part.substring(0, colon).strip(),
                        Operator.of(part.substring(colon + 1).strip()));
            } else if (!part.isBlank()) {
                throw ApiProblem.badRequest("ops is not of the form attribute:operation");
            }
        }
        return operators;
    }

    private static boolean holds(Object found, Operator operator, String value) {
        return switch (operator) {
            case EQUALS -> found instanceof List<?> list ? list.contains(value) : compare(found, value) == 0;
            case NE -> found instanceof List<?> list ? !list.contains(value) : compare(found, value) != 0;
            case LT -> compare(found, value) < 0;
            case LTE -> compare(found, value) <= 0;
            case GT -> compare(found, value) > 0;
            case GTE -> compare(found, value) >= 0;
            case BEGINS_WITH -> found.toString().startsWith(value);
            case CONTAINS ->
                found instanceof List<?> list
                        ? list.contains(value)
                        : found.toString().contains(value);
            case BETWEEN -> {
                int dots = value.indexOf("..");
                if (dots < 0) {
                    throw ApiProblem.badRequest("between needs two values, a..b");
                }
                yield compare(found, value.substring(0, dots)) >= 0 && compare(found, value.substring(dots + 2)) <= 0;
            }
        };
    }

    private static int compare(Object found, String value) {
        return switch (found) {
            case Instant time -> time.compareTo(time(value));
            case Number number -> Double.compare(number.doubleValue(), number(value));
            default -> found.toString().compareTo(value);
        };
    }

    private <T> Comparator<T> order(Shape<T> shape) {
        var attribute = query.getOrDefault("sort", "created_at");
        if (!shape.names().contains(attribute)) {
            throw ApiProblem.badRequest("sort names an unknown attribute");
        }
        boolean isAscending = query.containsKey("sort")
                ? query.getOrDefault("direction", "asc").equals("asc")
                : query.getOrDefault("direction", "desc").equals("asc");
        Comparator<T> order = Comparator.comparing(
                        (T object) -> shape.find(object, attribute).orElse(""), ListQuery::compareValues)
                .thenComparing(object -> shape.find(object, "id").orElse("").toString());
        return isAscending ? order : order.reversed();
    }

    private static int compareValues(Object one, Object other) {
        return switch (one) {
            case Instant time when other instanceof Instant otherTime -> time.compareTo(otherTime);
            case Number number
            when other instanceof Number otherNumber -> Double.compare(number.doubleValue(), otherNumber.doubleValue());
            default -> one.toString().compareTo(other.toString());
        };
    }

    private int number(String name, int otherwise) {
        var text = query.get(name);
        try {
            return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw ApiProblem.badRequest(name + " is not a number");
        }
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw ApiProblem.badRequest("a number is compared with a text");
        }
    }

    /// ISO 8601 with any zone; the documentation also shows `2022-10-12 07:00:00`, taken as UTC.
    private static Instant time(String value) {
        var text = value.strip().replace(' ', 'T');
        return Stream.of(text, text + "Z", text + "T00:00:00Z")
                .map(ListQuery::findTime)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> ApiProblem.badRequest("a time is compared with what is no time"));
    }

    private static Optional<Instant> findTime(String iso) {
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
