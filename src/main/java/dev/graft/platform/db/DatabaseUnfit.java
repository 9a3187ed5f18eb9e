package dev.graft.platform.db;

import java.util.List;
import java.util.stream.Collectors;

/// The database is there, and we refuse to work on it: on this server, or as this role, what we promise would not hold.
public final class DatabaseUnfit extends RuntimeException {

    public enum Reason {
        FSYNC_OFF("fsync is off: a power cut may destroy the database"),
        FULL_PAGE_WRITES_OFF("full_page_writes is off: a power cut may leave torn pages"),
        SYNCHRONOUS_COMMIT_OFF("synchronous_commit is off: a crash may lose what we said was accepted"),
        SUPERUSER("the role is a superuser: row-level security does not hold it, make a role for Graft"),
        BYPASSES_ROW_LEVEL_SECURITY("the role has BYPASSRLS: row-level security does not hold it");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final List<Reason> reasons;

    DatabaseUnfit(List<Reason> reasons) {
        super("Graft does not start on this database: "
                + reasons.stream().map(reason -> reason.sentence).collect(Collectors.joining("; ")));
        this.reasons = List.copyOf(reasons);
    }

    public List<Reason> reasons() {
        return reasons;
    }
}
