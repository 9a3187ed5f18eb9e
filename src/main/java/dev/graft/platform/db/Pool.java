package dev.graft.platform.db;

import java.time.Duration;

/// How one `Db` holds its connections. Two pools keep apart what must not starve each other: people and programs that
/// ask (`forRequests`), and the workers of the queues (`forWorkers`).
///
/// @param patience how long to wait for a free connection before it counts as `DatabaseDown`
/// @param keepsPlans whether a statement that is run often is planned once for all
public record Pool(String name, int size, Duration patience, boolean keepsPlans) {
    private static final Duration PATIENCE = Duration.ofSeconds(2); // a request answers 503 rather than hang longer

    public static Pool forRequests() {
        return new Pool("requests", 32, PATIENCE, true);
    }

    /// One connection, which nobody else can hold while a hundred requests wait for their commit.
    public static Pool forInbox() {
        return new Pool("inbox", 1, PATIENCE, true);
    }

    /// One connection that listens to the other nodes, and one that tells them.
    public static Pool forChanges() {
        return new Pool("changes", 2, PATIENCE, true);
    }

    /// Plans are made anew for each execution: a queue table is empty when its claim is first planned, and the plan
    /// kept from then reads the whole table for ever after (measured: a half to a fifth of the rate). The driver
    /// does it, because with `plan_cache_mode` the server would plan the check of each foreign key of each row anew
    /// too (measured: a third more work for the server).
    public static Pool forWorkers() {
        return new Pool("workers", 8, PATIENCE, false);
    }
}
