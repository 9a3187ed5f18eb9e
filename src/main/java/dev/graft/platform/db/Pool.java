package dev.graft.platform.db;

import java.time.Duration;
import java.util.Map;

/// How one `Db` holds its connections. Two pools keep apart what must not starve each other: people and programs that
/// ask (`forRequests`), and the workers of the queues (`forWorkers`).
///
/// @param patience how long to wait for a free connection before it counts as `DatabaseDown`
/// @param settings of the server, for every connection of the pool
public record Pool(String name, int size, Duration patience, Map<String, String> settings) {
    private static final Duration PATIENCE = Duration.ofSeconds(2); // a request answers 503 rather than hang longer

    public Pool {
        settings = Map.copyOf(settings);
    }

    public static Pool forRequests() {
        return new Pool("requests", 32, PATIENCE, Map.of());
    }

    /// One connection, which nobody else can hold while a hundred requests wait for their commit.
    public static Pool forInbox() {
        return new Pool("inbox", 1, PATIENCE, Map.of());
    }

    /// Plans are made anew for each execution: a queue table is empty when its claim is first planned, and the plan
    /// kept from then reads the whole table for ever after (measured: a half to a fifth of the rate).
    public static Pool forWorkers() {
        return new Pool("workers", 8, PATIENCE, Map.of("plan_cache_mode", "force_custom_plan"));
    }
}
