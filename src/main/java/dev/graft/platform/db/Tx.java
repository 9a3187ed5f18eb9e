package dev.graft.platform.db;

import dev.graft.platform.id.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open transaction, of one workspace. It is over when the work that it was given to returns.
///
/// In the SQL, `:name` is a value to bind and `::type` a cast; the operator `?` of jsonb is written `??`. `:workspace`
/// is bound already.
public final class Tx {
    private static final Logger log = LoggerFactory.getLogger(Tx.class);

    private static final Pattern NAMES_WORKSPACE = Pattern.compile(":workspace\\b");

    private final Handle handle;
    private final Optional<WorkspaceId> workspace;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private int statementsLeft;
    private boolean hasChangedRows;

    private Tx(Handle handle, Optional<WorkspaceId> workspace, int statementsLeft) {
        this.handle = handle;
        this.workspace = workspace;
        this.statementsLeft = statementsLeft;
    }

    static Tx of(Handle handle, Optional<WorkspaceId> workspace) {
        return new Tx(handle, workspace, Integer.MAX_VALUE);
    }

    static Tx ofOneStatement(Handle handle) {
        return new Tx(handle, Optional.empty(), 1);
    }

    /// @throws IllegalStateException in a transaction across workspaces
    public WorkspaceId workspace() {
        return workspace.orElseThrow(() -> new IllegalStateException("this transaction belongs to no workspace"));
    }

    /// A statement that answers rows: `select`, or one with `returning`.
    public Query query(String sql) {
        countStatement();
        return new Query(withWorkspace(sql, handle.createQuery(sql)));
    }

    /// A statement that changes rows and answers how many.
    public Update update(String sql) {
        countStatement();
        return new Update(withWorkspace(sql, handle.createUpdate(sql)), () -> hasChangedRows = true);
    }

    /// Runs this right after the commit, in the order of asking, and never after a rollback. For hints, such as waking
    /// a queue: the process may die in between.
    public void afterCommit(Runnable hint) {
        afterCommit.add(hint);
    }

    /// The first statement; the driver sends BEGIN with it, in the same round trip.
    void nameWorkspace() {
        if (workspace.isPresent()) {
            query("select set_config('graft.workspace', :workspace::text, true)")
                    .only(row -> true);
        }
    }

    boolean hasChangedRows() {
        return hasChangedRows;
    }

    void end() {
        statementsLeft = 0;
    }

    void runAfterCommit() {
        for (var hint : afterCommit) {
            try {
                hint.run();
            } catch (RuntimeException failure) { // the transaction is done; nobody may take this for its failure
                log.atError().setCause(failure).log("a hint after a commit failed");
            }
        }
    }

    private <S extends SqlStatement<S>> S withWorkspace(String sql, S statement) {
        if (NAMES_WORKSPACE.matcher(sql).find()) {
            statement.bind("workspace", Bindings.argument(workspace().value()));
        }
        return statement;
    }

    private void countStatement() {
        if (statementsLeft == 0) {
            throw new IllegalStateException("this transaction is over");
        }
        statementsLeft--;
    }
}
