package dev.graft.domain.paging;

import java.util.List;
import java.util.Optional;

/// What was decided when an incident was to page.
///
/// @param page the one page to everybody who had to be woken; empty where nobody had to
public record PageDecisions(Optional<PageId> page, List<PageDecision> decisions) {
    public PageDecisions {
        decisions = List.copyOf(decisions);
    }
}
