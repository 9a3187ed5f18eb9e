package dev.graft.platform.db;

import org.jspecify.annotations.Nullable;

/// A statement that changes rows.
public final class Update {
    private final org.jdbi.v3.core.statement.Update statement;

    private final Runnable onChange;

    /// @param onChange told when rows were changed
    Update(org.jdbi.v3.core.statement.Update statement, Runnable onChange) {
        this.statement = statement;
        this.onChange = onChange;
    }

    /// As `Query.bind`.
    public Update bind(String name, @Nullable Object value) {
        statement.bind(name, Bindings.argument(value));
        return this;
    }

    /// @return how many rows it inserted, changed or deleted
    public int run() {
        int rows = statement.execute();
        if (rows > 0) {
            onChange.run();
        }
        return rows;
    }
}
