package dev.graft.domain.alert;

import java.time.Instant;
import java.util.UUID;

/// One line on an alert's timeline.
///
/// @param kind Rootly's word: `status_update`, `action`, `informational`, …
/// @param action Rootly's word: `created`, `triggered`, `acknowledged`, `resolved`, `updated`, …
/// @param source who said so: `pagertree`, `web`, `api`
/// @param details a sentence for people
/// @param late it was heard after news that came behind it
/// @param occurredAt when it happened, by the partner's clock where the report states it
public record AlertEvent(
        UUID id,
        AlertId alert,
        String kind,
        String action,
        String source,
        String details,
        boolean late,
        Instant occurredAt,
        Instant createdAt) {}
