package dev.graft.platform.db;

/// Makes a value of one row; usually a method of the room's store.
@FunctionalInterface
public interface Reader<R> {
    R read(Row row);
}
