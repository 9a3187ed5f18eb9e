package dev.graft.domain.paging;

/// Whom a page goes to: somebody whom the paging partner knows.
///
/// @param id the partner's id, in either of its forms
/// @param name for people to read
public record Destination(Kind kind, String id, String name) {
    public enum Kind {
        TEAM,
        USER,
        ROUTER
    }

    public static Destination team(String id, String name) {
        return new Destination(Kind.TEAM, id, name);
    }
}
