package dev.graft.surface.web;

import dev.graft.partner.pagertree.Parting;
import java.util.List;
import java.util.Optional;

/// Before PagerTree is disconnected: what that means; and afterwards: what was done.
///
/// @param parting empty afterwards
/// @param done empty beforehand
public record DisconnectView(
        Frame frame, Optional<Parting> parting, Optional<String> problem, List<String> done, String nameToType) {}
