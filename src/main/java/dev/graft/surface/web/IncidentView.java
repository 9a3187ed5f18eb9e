package dev.graft.surface.web;

import java.util.List;
import java.util.Optional;

/// One incident, whole.
///
/// @param primary the one thing that is usually done next
/// @param others whatever else can be done
public record IncidentView(
        Frame frame,
        IncidentRow row,
        Optional<String> summary,
        List<AlarmView> alarms,
        List<Fact> facts,
        Timeline timeline,
        List<AlertRow> alerts,
        List<PageView> pages,
        List<DecisionView> decisions,
        Optional<Link> primary,
        List<Link> others,
        boolean mayWrite,
        boolean mayUpdateAlerts) {}
