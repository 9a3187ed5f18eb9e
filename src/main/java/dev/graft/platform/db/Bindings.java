package dev.graft.platform.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/// How a Java value becomes one of PostgreSQL's.
final class Bindings {
    private Bindings() {}

    static Argument argument(@Nullable Object value) {
        return switch (value) {
            case null -> (position, statement, context) -> statement.setNull(position, Types.OTHER);
            case Optional<?> optional -> argument(optional.orElse(null));
            case String text -> (position, statement, context) -> statement.setString(position, text);
            case UUID id -> (position, statement, context) -> statement.setObject(position, id);
            case Instant instant ->
                (position, statement, context) ->
                        statement.setObject(position, toMicros(instant).atOffset(ZoneOffset.UTC));
            case byte[] bytes -> (position, statement, context) -> statement.setBytes(position, bytes);
            case Integer number -> (position, statement, context) -> statement.setInt(position, number);
            case Long number -> (position, statement, context) -> statement.setLong(position, number);
            case Boolean bool -> (position, statement, context) -> statement.setBoolean(position, bool);
            case Enum<?> word -> argument(toWord(word));
            case UUID[] array ->
                (position, statement, context) -> statement.setObject(position, literal(array), Types.OTHER);
            case String[] array -> array("text", array);
            case Long[] array -> array("int8", array);
            case Integer[] array -> array("int4", array);
            case Boolean[] array -> array("bool", array);
            case byte[][] array -> array("bytea", array);
            case Instant[] array ->
                array(
                        "timestamptz",
                        Arrays.stream(array)
                                .map(instant -> instant == null
                                        ? null
                                        : toMicros(instant).toString())
                                .toArray(String[]::new));
            default -> argumentOfWords(value);
        };
    }

    /// Apart from the rest because `case Enum<?>[]` does not parse.
    private static Argument argumentOfWords(Object value) {
        if (!(value instanceof Enum<?>[] words)) {
            throw new IllegalArgumentException(
                    "cannot bind a " + value.getClass().getName());
        }
        return array(
                "text",
                Arrays.stream(words)
                        .map(word -> word == null ? null : toWord(word))
                        .toArray(String[]::new));
    }

    /// The driver makes arrays of ids a character at a time.
    private static String literal(@Nullable UUID[] ids) {
        return Arrays.stream(ids).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static Argument array(String type, @Nullable Object[] elements) {
        return (position, statement, context) -> setArray(statement, position, type, elements);
    }

    private static void setArray(PreparedStatement statement, int position, String type, @Nullable Object[] elements)
            throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
    }

    static String toWord(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The finest step that the database keeps; it would round, and what was kept would lie in the future.
    private static Instant toMicros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
