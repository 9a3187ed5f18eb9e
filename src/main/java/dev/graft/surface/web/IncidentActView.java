package dev.graft.surface.web;

import java.util.List;
import java.util.Optional;

/// Asks before an incident changes: what follows, and whether there is something to say.
///
/// @param consequences what follows, in sentences
/// @param affected the alerts that are resolved with it
/// @param messageLabel empty where there is nothing to say
public record IncidentActView(
        Frame frame,
        IncidentRow row,
        String heading,
        String button,
        String action,
        List<String> consequences,
        List<AlertRow> affected,
        Optional<String> messageLabel,
        boolean isGrave) {}
