package dev.graft.sandbox.pagertree;

import java.util.Locale;
import java.util.Optional;

/// PagerTree's documentation names four; `silent` is in its code.
enum Urgency {
    SILENT,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Urgency> find(String word) {
        for (var urgency : values()) {
            if (urgency.word().equals(word)) {
                return Optional.of(urgency);
            }
        }
        return Optional.empty();
    }
}
