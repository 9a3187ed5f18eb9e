package dev.graft.domain.paging;

/// Which of the partner's alerts that are linked to an incident are meant.
public enum LinkedScope {
    /// Those that Graft made and those that came in, except one that also belongs to another incident not yet over.
    ALL,
    /// Only those that Graft made.
    OURS
}
