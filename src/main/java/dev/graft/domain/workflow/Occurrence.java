package dev.graft.domain.workflow;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something happened that workflows may be waiting for.
///
/// @param context what the conditions look at, as it was when it happened
/// @param cause what makes it happen once per trigger
/// @param hops how many effects of ours led to it
/// @param asksAgainOf the occurrence whose decisions are asked for once more
record Occurrence(
        UUID id,
        Trigger trigger,
        Subject subject,
        ConditionContext context,
        String cause,
        int hops,
        Optional<UUID> asksAgainOf,
        Instant at) {}
