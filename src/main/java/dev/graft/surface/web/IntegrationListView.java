package dev.graft.surface.web;

import java.util.Optional;

/// @param state empty where the visitor may not see it
public record IntegrationListView(Frame frame, Optional<Look> state, Optional<Moment> lastHeard) {}
