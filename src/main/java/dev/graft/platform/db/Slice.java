package dev.graft.platform.db;

/// Which part of a long list is asked for.
///
/// @param number counts from 1
/// @param size how many items one part holds, 1 to 100; a caller may not make us read more at once
public record Slice(int number, int size) {
    public static final int MAX_SIZE = 100;

    public Slice {
        if (number < 1 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a slice is numbered from 1 and holds 1 to 100 items");
        }
    }

    public static Slice first(int size) {
        return new Slice(1, size);
    }

    public long offset() {
        return (number - 1L) * size;
    }
}
