package dev.graft.domain.incident;

import java.util.List;

/// What a command does to an incident.
///
/// @param facts empty: it was so already, and nobody is told
record IncidentDecision(Incident state, List<IncidentFact> facts) {
    IncidentDecision {
        facts = List.copyOf(facts);
    }

    static IncidentDecision unchanged(Incident incident) {
        return new IncidentDecision(incident, List.of());
    }
}
