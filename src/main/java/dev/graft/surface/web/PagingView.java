package dev.graft.surface.web;

import java.util.List;
import java.util.Optional;

/// Asks whom to page for an incident.
///
/// @param key goes with the form, so that tapping twice is one page
public record PagingView(
        Frame frame,
        IncidentRow row,
        List<Choice> teams,
        List<Choice> others,
        String message,
        String key,
        Optional<String> problem) {}
