package dev.graft.surface.web;

import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import java.util.Optional;
import java.util.function.IntFunction;

/// Leads to the other pages of a list.
///
/// @param words as in `26–50 of 61`
public record Turner(String words, Optional<String> previous, Optional<String> next) {
    static Turner of(Slice slice, Sliced<?> found, IntFunction<String> address) {
        long from = slice.offset() + 1;
        long to = slice.offset() + found.items().size();
        return new Turner(
                found.total() == 0 ? "" : from + "–" + to + " of " + found.total(),
                slice.number() > 1 ? Optional.of(address.apply(slice.number() - 1)) : Optional.empty(),
                to < found.total() && !found.items().isEmpty()
                        ? Optional.of(address.apply(slice.number() + 1))
                        : Optional.empty());
    }

    public boolean isNeeded() {
        return previous.isPresent() || next.isPresent();
    }
}
