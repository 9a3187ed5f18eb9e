package dev.graft.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.graft.platform.id.WorkspaceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/// Transactions. Each belongs to one workspace, named to the database before anything else, so that row-level security
/// shows it the rows of that workspace and no others.
///
/// Isolation is READ COMMITTED: what must not change under a decision is locked by the store that reads it, and unique
/// keys are the referee. A transaction inside a transaction is refused: the door opens it and passes the `Tx` on.
public final class Db implements AutoCloseable {
    /// No statement of ours takes longer; one that does holds locks that others wait for.
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(20);

    /// When the network swallows everything, a connection is given up after this; longer than any statement.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /// A transaction that stopped talking gives its locks back.
    private static final Duration LONGEST_IDLENESS_IN_TRANSACTION = Duration.ofSeconds(60);

    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private volatile Consumer<WorkspaceId> onChange = workspace -> {};

    private Db(HikariDataSource connections) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        // A value must never travel in an error message: it may be a payload or a secret.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /// Connects lazily: a database that is down makes the first transaction fail, not this call.
    public static Db open(DatabaseAddress address, Pool pool) {
        var config = new HikariConfig();
        config.setPoolName(pool.name());
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password().reveal());
        config.setMaximumPoolSize(pool.size());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(pool.patience().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(true);
        driverSettings(pool).forEach(config::addDataSourceProperty);
        return new Db(new HikariDataSource(config));
    }

    /// All of them text: the driver does not see a number or a boolean among its properties, and says nothing.
    private static Map<String, String> driverSettings(Pool pool) {
        return Map.of(
                "ApplicationName",
                "graft " + pool.name(),
                "connectTimeout",
                Long.toString(pool.patience().plusSeconds(1).toSeconds()),
                "socketTimeout",
                Long.toString(LONGEST_SILENCE.toSeconds()),
                "tcpKeepAlive",
                "true",
                "logServerErrorDetail",
                "false", // "Key (email)=(ana@example.com) already exists"
                "options",
                serverSettings(),
                "prepareThreshold",
                pool.keepsPlans() ? "5" : "0"); // runs until a plan is kept; 5 is the driver's own
    }

    private static String serverSettings() {
        return "-c statement_timeout=" + LONGEST_STATEMENT.toMillis() + " -c idle_in_transaction_session_timeout="
                + LONGEST_IDLENESS_IN_TRANSACTION.toMillis();
    }

    /// Runs the work in one transaction of this workspace and commits; anything thrown rolls it back.
    ///
    /// @throws DatabaseDown nothing has happened
    /// @throws TransactionFailed taken back by the database, or of unknown fate
    public <R extends @Nullable Object> R inTransaction(WorkspaceId workspace, Work<R> work) {
        return transaction(Optional.of(workspace), "work for workspace " + workspace, work);
    }

    /// As `inTransaction`, for work without an answer.
    public void useTransaction(WorkspaceId workspace, Steps steps) {
        inTransaction(workspace, tx -> {
            steps.with(tx);
            return true;
        });
    }

    /// Runs the work in a transaction that belongs to no workspace: it sees the few tables outside row-level security,
    /// and nothing of the others.
    ///
    /// @param name says in the code and in failures what needs this, for example `"look up a token"`
    public <R extends @Nullable Object> R acrossWorkspaces(String name, Work<R> work) {
        return transaction(Optional.empty(), name, work);
    }

    /// Runs one single statement that is its own transaction, for no workspace: one round trip instead of two.
    ///
    /// @throws DatabaseDown when there was no connection to send it on: nothing has happened
    /// @throws TransactionFailed of unknown fate, when the connection broke while it was on its way
    /// @throws IllegalStateException when the work asks for a second statement
    public <R extends @Nullable Object> R inOneStatement(String name, Work<R> work) {
        Tx tx;
        R result;
        try (var handle = connect(name)) {
            tx = Tx.ofOneStatement(handle);
            try {
                result = work.in(tx);
            } catch (RuntimeException failure) {
                throw Failures.whileCommitting(name, failure);
            } finally {
                tx.end();
            }
        }
        tx.runAfterCommit();
        return result;
    }

    /// Sets who is told, after its commit, of each transaction that changed rows of a workspace. It is called by the
    /// thread that committed, and must neither wait nor fail.
    public void tellOfChanges(Consumer<WorkspaceId> listener) {
        onChange = listener;
    }

    /// The connections themselves, for a library that brings its own SQL (the clock's timers).
    public DataSource connections() {
        return connections;
    }

    @Override
    public void close() {
        connections.close();
    }

    private <R extends @Nullable Object> R transaction(Optional<WorkspaceId> workspace, String name, Work<R> work) {
        if (INSIDE.get()) {
            throw new IllegalStateException("a transaction inside a transaction: " + name);
        }
        INSIDE.set(true);
        Tx tx;
        R result;
        try (var handle = connect(name)) {
            tx = Tx.of(handle, workspace);
            result = workAndCommit(handle, tx, name, work);
        } finally {
            INSIDE.remove();
        }
        tx.runAfterCommit();
        if (tx.hasChangedRows()) {
            workspace.ifPresent(onChange);
        }
        return result;
    }

    private static <R extends @Nullable Object> R workAndCommit(Handle handle, Tx tx, String name, Work<R> work) {
        R result;
        try {
            handle.begin();
            tx.nameWorkspace();
            result = work.in(tx);
        } catch (Throwable failure) {
            rollBack(handle, failure);
            throw Failures.beforeCommit(name, failure);
        } finally {
            tx.end();
        }
        try {
            handle.commit();
        } catch (RuntimeException failure) {
            rollBack(handle, failure);
            throw Failures.whileCommitting(name, failure);
        }
        return result;
    }

    private static void rollBack(Handle handle, Throwable failure) {
        try {
            handle.rollback();
        } catch (RuntimeException alsoFailed) { // the connection is gone, and the transaction with it
            failure.addSuppressed(alsoFailed);
        }
    }

    private Handle connect(String name) {
        try {
            return jdbi.open();
        } catch (ConnectionException failure) {
            throw new DatabaseDown(name, failure);
        }
    }
}
