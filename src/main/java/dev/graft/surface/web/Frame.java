package dev.graft.surface.web;

import java.util.Optional;

/// What surrounds every page.
///
/// @param place which entry of the menu the page belongs to
/// @param visitor empty where nobody is signed in
/// @param notice what has just been done, in words
/// @param isLive the page asks for itself every few seconds
public record Frame(
        String title, Place place, Optional<Visitor> visitor, Optional<String> notice, boolean isLive, Assets assets) {
    public enum Place {
        HOME,
        ALERTS,
        INCIDENTS,
        WORKFLOWS,
        INTEGRATIONS,
        NOWHERE
    }

    /// @param csrf goes with every form
    public record Visitor(String name, String workspace, String csrf) {
        public String initial() {
            return name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1));
        }
    }

    Frame live() {
        return new Frame(title, place, visitor, notice, true, assets);
    }

    public String csrf() {
        return visitor.map(Visitor::csrf).orElse("");
    }

    public boolean isAt(Place other) {
        return place == other;
    }
}
