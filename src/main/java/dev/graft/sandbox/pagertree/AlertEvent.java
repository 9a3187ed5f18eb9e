package dev.graft.sandbox.pagertree;

import java.util.Locale;

/// What PagerTree tells the outside about an alert, each in a webhook of its own if the integration asks for it.
enum AlertEvent {
    CREATED,
    OPEN,
    ACKNOWLEDGED,
    REJECTED,
    TIMEOUT,
    RESOLVED,
    DROPPED,
    HANDOFF;

    /// As in the webhook's `type`.
    String type() {
        return "alert." + name().toLowerCase(Locale.ROOT);
    }

    /// As in the integration's options; all are off until switched on.
    String option() {
        return "option_alert_" + name().toLowerCase(Locale.ROOT);
    }
}
