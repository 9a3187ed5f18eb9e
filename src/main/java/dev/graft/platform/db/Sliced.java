package dev.graft.platform.db;

import java.util.List;

/// One part of a long list, and how many items there are in all.
public record Sliced<T>(List<T> items, long total) {
    public Sliced {
        items = List.copyOf(items);
    }
}
