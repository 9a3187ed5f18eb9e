package dev.graft.platform.db;

import dev.graft.platform.db.DatabaseUnfit.Reason;
import java.util.ArrayList;
import java.util.List;

/// Asks the database, before anything is accepted, whether it keeps what it says it keeps, and whether row-level
/// security holds our role. Asked through the pool that will be used, because settings may hang on the role, the
/// database and the connection alike.
public final class DurabilityCheck {
    private DurabilityCheck() {}

    /// @throws DatabaseUnfit with every reason, not the first alone
    public static void mustHold(Db db) {
        var reasons = db.<List<Reason>>acrossWorkspaces(
                "check durability and role", tx -> tx.query("""
                select current_setting('fsync')::boolean as fsync,
                       current_setting('full_page_writes')::boolean as full_page_writes,
                       current_setting('synchronous_commit') as synchronous_commit,
                       rolsuper,
                       rolbypassrls
                  from pg_roles
                 where rolname = current_user
                """).only(DurabilityCheck::reasons));
        if (!reasons.isEmpty()) {
            throw new DatabaseUnfit(reasons);
        }
    }

    private static List<Reason> reasons(Row row) {
        var reasons = new ArrayList<Reason>();
        if (!row.bool("fsync")) {
            reasons.add(Reason.FSYNC_OFF);
        }
        if (!row.bool("full_page_writes")) {
            reasons.add(Reason.FULL_PAGE_WRITES_OFF);
        }
        if (row.text("synchronous_commit").equals("off")) {
            reasons.add(Reason.SYNCHRONOUS_COMMIT_OFF);
        }
        if (row.bool("rolsuper")) {
            reasons.add(Reason.SUPERUSER);
        }
        if (row.bool("rolbypassrls")) {
            reasons.add(Reason.BYPASSES_ROW_LEVEL_SECURITY);
        }
        return reasons;
    }
}
