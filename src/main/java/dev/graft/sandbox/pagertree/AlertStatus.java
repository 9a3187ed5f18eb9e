package dev.graft.sandbox.pagertree;

import java.util.Locale;

/// The states an alert of PagerTree can be in here. Rejected, timed out and handed off are events, not states.
enum AlertStatus {
    QUEUED,
    OPEN,
    ACKNOWLEDGED,
    RESOLVED,
    DROPPED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
