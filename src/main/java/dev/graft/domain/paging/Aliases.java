package dev.graft.domain.paging;

import java.util.Map;

/// The paging partner names one team, user or router in several ways; each of its ids stands here with the one that we
/// compare by.
public record Aliases(Map<String, String> canonicalById) {
    public Aliases {
        canonicalById = Map.copyOf(canonicalById);
    }

    /// An id that is not known stands for itself.
    public String canonical(String partnerId) {
        return canonicalById.getOrDefault(partnerId, partnerId);
    }
}
