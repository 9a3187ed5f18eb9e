package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configured outgoing webhook, the one type of integration the sandbox has.
///
/// @param options by PagerTree's names (`option_webhook_url`, `option_alert_created`, …); values text or boolean
record Integration(
        Identity identity,
        int tinyId,
        String name,
        Urgency urgency,
        boolean isEnabled,
        List<Destination> destinations,
        Map<String, Object> options,
        Instant createdAt,
        Instant updatedAt) {
    Integration {
        destinations = List.copyOf(destinations);
        options = Map.copyOf(options);
    }

    Integration withOptions(Map<String, Object> others) {
        return new Integration(identity, tinyId, name, urgency, isEnabled, destinations, others, createdAt, updatedAt);
    }

    boolean wants(AlertEvent event) {
        return isEnabled && Boolean.TRUE.equals(options.get(event.option()));
    }

    Optional<String> findText(String option) {
        return options.get(option) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
