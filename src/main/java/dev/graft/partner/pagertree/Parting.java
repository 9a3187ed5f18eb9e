package dev.graft.partner.pagertree;

import java.util.List;

/// What disconnecting would mean just now.
///
/// @param workflows the names of those that ask something of PagerTree
/// @param unsentPages those that PagerTree has not been given yet
/// @param openAlerts PagerTree's alerts that are not resolved
public record Parting(List<String> workflows, long unsentPages, long openAlerts) {}
