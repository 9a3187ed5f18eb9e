package dev.graft.platform.db;

import org.jspecify.annotations.Nullable;

/// What is done in one transaction, with an answer.
@FunctionalInterface
public interface Work<R extends @Nullable Object> {
    R in(Tx tx);
}
