package dev.graft.surface.web;

import java.util.List;
import java.util.Optional;

/// One alert, whole.
///
/// @param warnings sentences about what is odd with it
/// @param payload what the partner said last, as text
public record AlertView(
        Frame frame,
        AlertRow row,
        Optional<String> description,
        List<String> warnings,
        List<Fact> facts,
        List<Fact> labels,
        Timeline timeline,
        List<DecisionView> decisions,
        String payload,
        Optional<Link> partner,
        boolean mayAcknowledge,
        boolean mayResolve,
        boolean mayDeclare) {}
