package dev.graft.platform.db;

import org.jspecify.annotations.Nullable;

/// A statement that changes rows.
public final class Update {
    private final org.jdbi.v3.core.statement.Update statement;

    Update(org.jdbi.v3.core.statement.Update statement) {
        this.statement = statement;
    }

    /// As `Query.bind`.
    public Update bind(String name, @Nullable Object value) {
        statement.bind(name, Bindings.argument(value));
        return this;
    }

    /// @return how many rows it inserted, changed or deleted
    public int run() {
        return statement.execute();
    }
}
