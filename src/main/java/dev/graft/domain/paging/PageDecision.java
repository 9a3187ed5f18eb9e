package dev.graft.domain.paging;

import dev.graft.domain.paging.PageDecision.Covered;
import dev.graft.domain.paging.PageDecision.NotNeeded;
import dev.graft.domain.paging.PageDecision.NotPaged;
import dev.graft.domain.paging.PageDecision.Paged;

/// What was decided about one team of an incident, or about whoever stands in for its teams.
public sealed interface PageDecision permits Paged, Covered, NotPaged, NotNeeded {
    /// The team, user or router that the decision is about, as people call it.
    String name();

    /// The decision as a sentence for people.
    String words();

    /// @param inPlaceOf says whom this one stands in for; empty where it was asked for itself
    record Paged(String name, Destination destination, String inPlaceOf) implements PageDecision {
        @Override
        public String words() {
            return inPlaceOf.isEmpty() ? name + " is paged" : name + " is paged, " + inPlaceOf;
        }
    }

    /// @param by the alert or page that wakes this one already
    record Covered(String name, String by) implements PageDecision {
        @Override
        public String words() {
            return name + " is not paged again: covered by " + by;
        }
    }

    /// Also a banner on the incident.
    record NotPaged(String name, String because) implements PageDecision {
        @Override
        public String words() {
            return name + " is not paged because " + because;
        }
    }

    /// Nobody is paged, and that is right.
    record NotNeeded(String name, String why) implements PageDecision {
        @Override
        public String words() {
            return name + " is not paged: " + why;
        }
    }
}
