package dev.graft.platform.db;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/// Tells from what the driver threw whether the database is down, took the transaction back, or left us in doubt; what
/// is none of these (a constraint, a mistake in the SQL, an exception of the work itself) passes as it is.
final class Failures {
    /// serialization_failure, deadlock_detected
    private static final Set<String> TAKEN_BACK = Set.of("40001", "40P01");

    /// admin_shutdown, crash_shutdown, cannot_connect_now, idle_in_transaction_session_timeout; and all of class 08,
    /// connection exception
    private static final Set<String> CONNECTION_GONE = Set.of("57P01", "57P02", "57P03", "25P03");

    private Failures() {}

    static RuntimeException beforeCommit(String name, Throwable failure) {
        return switch (kindOf(failure)) {
            case TAKEN_BACK -> new TransactionFailed(TransactionFailed.Fate.ROLLED_BACK, name, failure);
            case GONE -> new DatabaseDown(name, failure);
            case OTHER -> asItIs(failure);
        };
    }

    static RuntimeException whileCommitting(String name, Throwable failure) {
        return switch (kindOf(failure)) {
            case TAKEN_BACK -> new TransactionFailed(TransactionFailed.Fate.ROLLED_BACK, name, failure);
            case GONE -> new TransactionFailed(TransactionFailed.Fate.UNKNOWN, name, failure);
            case OTHER -> asItIs(failure);
        };
    }

    private enum Kind {
        TAKEN_BACK,
        GONE,
        OTHER
    }

    private static Kind kindOf(Throwable failure) {
        if (failure instanceof DatabaseDown || failure instanceof TransactionFailed) {
            return Kind.OTHER; // already said
        }
        return findSqlException(failure)
                .map(sql -> {
                    var state = Optional.ofNullable(sql.getSQLState()).orElse("");
                    if (TAKEN_BACK.contains(state)) {
                        return Kind.TAKEN_BACK;
                    }
                    var gone = CONNECTION_GONE.contains(state)
                            || state.startsWith("08")
                            || sql.getCause() instanceof IOException;
                    return gone ? Kind.GONE : Kind.OTHER;
                })
                .orElse(Kind.OTHER);
    }

    private static Optional<SQLException> findSqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static RuntimeException asItIs(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
