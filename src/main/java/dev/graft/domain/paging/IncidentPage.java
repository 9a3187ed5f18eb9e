package dev.graft.domain.paging;

import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Actor;
import java.util.List;
import java.util.Optional;

/// An incident is to page whoever is not covered yet: what the task *create_pagertree_alert* asks for.
///
/// @param urgency empty: by the incident's severity
/// @param severity the partner's incident severity, `SEV-1` to `SEV-5`; empty: by the incident's severity
/// @param isIncident the partner is to treat its alert as an incident
/// @param destinations empty: the incident's teams, and without teams the default destination
/// @param requestKey makes asking twice harmless: one page per key and workspace
public record IncidentPage(
        IncidentId incident,
        String title,
        String description,
        Optional<Urgency> urgency,
        Optional<String> severity,
        boolean isIncident,
        List<Destination> destinations,
        Actor requestedBy,
        String cause,
        String requestKey,
        int hops) {
    public IncidentPage {
        destinations = List.copyOf(destinations);
    }
}
