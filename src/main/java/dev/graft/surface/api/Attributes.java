package dev.graft.surface.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The attributes of a resource, in the order in which they were put, in the forms that Rootly's clients read: an
/// absent value is `null`, an enum its lower-case word, an instant ISO 8601 with milliseconds and offset.
final class Attributes {
    /// `+00:00` and not `Z`: older Python reads the one and refuses the other.
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Attributes put(String name, @Nullable Object value) {
        values.put(name, plain(value));
        return this;
    }

    /// Attributes that every document carries and that are always empty here.
    Attributes putNull(Iterable<String> names) {
        names.forEach(name -> values.put(name, null));
        return this;
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    static String iso(Instant instant) {
        return ISO.format(instant);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> plain(optional.isPresent() ? optional.get() : null);
            case Instant instant -> iso(instant);
            case Enum<?> word -> word(word);
            default -> value;
        };
    }
}
