package dev.graft.surface.web;

import java.util.List;

/// What is wrong now.
public record HomeView(
        Frame frame,
        List<AlarmView> alarms,
        List<IncidentRow> incidents,
        long incidentsInAll,
        List<AlertRow> alerts,
        long alertsInAll,
        Quiet quiet) {
    public boolean isQuiet() {
        return alarms.isEmpty() && incidents.isEmpty() && alerts.isEmpty();
    }
}
