package dev.graft.surface.web;

import java.util.Optional;

/// Why there is nothing to show: nothing is wrong, or nothing arrives.
///
/// @param lastHeard empty where nothing has ever arrived
public record Quiet(Optional<Moment> lastHeard) {}
