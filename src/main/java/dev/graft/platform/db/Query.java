package dev.graft.platform.db;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/// A statement that answers rows.
public final class Query {
    private final org.jdbi.v3.core.statement.Query statement;

    Query(org.jdbi.v3.core.statement.Query statement) {
        this.statement = statement;
    }

    /// Binds text (JSON too, with a cast in the SQL), uuid, instant, bytes, number, boolean, an enum constant as its
    /// name in lower case, an `Optional` of these, or an array of these for `unnest(:name::uuid[], …)`.
    ///
    /// A name in the SQL to which nothing was bound is refused when the statement runs.
    public Query bind(String name, @Nullable Object value) {
        statement.bind(name, Bindings.argument(value));
        return this;
    }

    /// The row, if there is one.
    ///
    /// @throws IllegalStateException when there are several
    public <R> Optional<R> one(Reader<R> reader) {
        var rows = list(reader);
        if (rows.size() > 1) {
            throw new IllegalStateException("expected one row at most, the database found " + rows.size());
        }
        return rows.stream().findFirst();
    }

    /// The row that is always there, such as a count.
    ///
    /// @throws IllegalStateException when there is none, or several
    public <R> R only(Reader<R> reader) {
        return one(reader).orElseThrow(() -> new IllegalStateException("expected a row, the database found none"));
    }

    public <R> List<R> list(Reader<R> reader) {
        return List.copyOf(rows(reader).list());
    }

    private <R> ResultIterable<R> rows(Reader<R> reader) {
        return statement.map((results, context) -> reader.read(new Row(results)));
    }
}
