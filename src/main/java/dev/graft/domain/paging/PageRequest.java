package dev.graft.domain.paging;

import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Actor;
import java.util.List;
import java.util.Optional;

/// Somebody is to be woken.
///
/// @param severity the partner's incident severity, `SEV-1` to `SEV-5`
/// @param isIncident the partner is to treat its alert as an incident
/// @param cause why, in words for people: "Workflow: Page PagerTree on incident created"
/// @param requestKey makes asking twice harmless: one page per key and workspace
/// @param hops how many effects of ours led to this one; beyond `Pages.MAX_HOPS` nobody is paged
public record PageRequest(
        Optional<IncidentId> incident,
        String title,
        String description,
        Urgency urgency,
        Optional<String> severity,
        boolean isIncident,
        List<Destination> destinations,
        Actor requestedBy,
        String cause,
        String requestKey,
        int hops) {
    public PageRequest {
        destinations = List.copyOf(destinations);
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException("a page goes to somebody");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("a page says what it is about");
        }
    }
}
