package dev.graft.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of an answer, read by column name. A method without `find` or `OrNull` in its name expects a value, and says
/// which column was null.
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    public UUID uuid(String column) {
        return present(column, uuidOrNull(column));
    }

    public Optional<UUID> findUuid(String column) {
        return Optional.ofNullable(uuidOrNull(column));
    }

    public @Nullable UUID uuidOrNull(String column) {
        return read(column, () -> results.getObject(column, UUID.class));
    }

    /// Also for jsonb, as its text.
    public String text(String column) {
        return present(column, textOrNull(column));
    }

    public Optional<String> findText(String column) {
        return Optional.ofNullable(textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        return read(column, () -> results.getString(column));
    }

    /// An enum constant kept as its name in lower case.
    public <E extends Enum<E>> E word(String column, Class<E> type) {
        return Enum.valueOf(type, text(column).toUpperCase(Locale.ROOT));
    }

    public <E extends Enum<E>> Optional<E> findWord(String column, Class<E> type) {
        return findText(column).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }

    public Instant instant(String column) {
        return present(column, instantOrNull(column));
    }

    public Optional<Instant> findInstant(String column) {
        return Optional.ofNullable(instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        var time = read(column, () -> results.getObject(column, OffsetDateTime.class));
        return time == null ? null : time.toInstant();
    }

    public int integer(String column) {
        return present(column, integerOrNull(column));
    }

    public Optional<Integer> findInteger(String column) {
        return Optional.ofNullable(integerOrNull(column));
    }

    public long longValue(String column) {
        return present(column, longOrNull(column));
    }

    public Optional<Long> findLong(String column) {
        return Optional.ofNullable(longOrNull(column));
    }

    private @Nullable Integer integerOrNull(String column) {
        return read(column, () -> {
            int number = results.getInt(column);
            return results.wasNull() ? null : number;
        });
    }

    private @Nullable Long longOrNull(String column) {
        return read(column, () -> {
            long number = results.getLong(column);
            return results.wasNull() ? null : number;
        });
    }

    public boolean bool(String column) {
        return present(column, read(column, () -> results.getObject(column, Boolean.class)));
    }

    public Optional<Boolean> findBool(String column) {
        return Optional.ofNullable(read(column, () -> results.getObject(column, Boolean.class)));
    }

    public byte[] bytes(String column) {
        return present(column, read(column, () -> results.getBytes(column)));
    }

    public Optional<byte[]> findBytes(String column) {
        return Optional.ofNullable(read(column, () -> results.getBytes(column)));
    }

    /// A column of type text[].
    public List<String> texts(String column) {
        return List.of((String[]) array(column));
    }

    /// A column of type uuid[].
    public List<UUID> uuids(String column) {
        return Arrays.stream((Object[]) array(column)).map(UUID.class::cast).toList();
    }

    private Object array(String column) {
        return present(column, read(column, () -> {
            var array = results.getArray(column);
            return array == null ? null : array.getArray();
        }));
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    private interface Column<T> {
        @Nullable T read() throws SQLException;
    }

    private static <T> @Nullable T read(String column, Column<T> reading) {
        try {
            return reading.read();
        } catch (SQLException failure) {
            throw new IllegalStateException("column " + column + " cannot be read", failure);
        }
    }
}
