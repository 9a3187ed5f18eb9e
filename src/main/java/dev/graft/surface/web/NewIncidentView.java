package dev.graft.surface.web;

import java.util.List;
import java.util.Optional;

/// Asks for a new incident.
///
/// @param alert that it is declared from
public record NewIncidentView(
        Frame frame,
        Optional<AlertRow> alert,
        String title,
        String summary,
        List<Choice> severities,
        List<Choice> teams,
        boolean inTriage,
        boolean isPrivate,
        Optional<String> problem) {}
