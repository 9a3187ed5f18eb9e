package dev.graft;

import java.util.Locale;

/// A setting of the hub: one name, given in a file (`port`), in the environment (`GRAFT_PORT`) or as a flag (`--port`).
enum Setting {
    HOST("127.0.0.1", "the address to listen on; 0.0.0.0 for every network"),
    PORT("8080", "the port of the web console, the API and the webhooks; 0 takes a free one"),
    MANAGEMENT_PORT("0", "the port of /metrics, /live and /ready, on this machine only; 0 takes a free one"),
    DATA("graft-data", "the folder of the bundled database, the master key and the logs"),
    DATABASE_URL("", "postgresql://user:password@host:port/database; empty starts the bundled PostgreSQL in --data"),
    MASTER_KEY_FILE("", "the key that secrets are sealed with; empty means master.key in --data"),
    PUBLIC_URL("", "how people and PagerTree reach this hub; empty means http://localhost:PORT"),
    PAGERTREE_SANDBOX_URL("", "the API of a PagerTree sandbox, ending in /api/v4; empty switches it off"),
    PAGERTREE_SANDBOX_UI_URL("", "the console of that sandbox, for links; empty derives it from its API");

    private final String fallback;
    private final String explanation;

    Setting(String fallback, String explanation) {
        this.fallback = fallback;
        this.explanation = explanation;
    }

    String fallback() {
        return fallback;
    }

    String explanation() {
        return explanation;
    }

    /// As it is spelt in a file and, with two dashes before it, on the command line.
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String environmentVariable() {
        return "GRAFT_" + name();
    }
}
