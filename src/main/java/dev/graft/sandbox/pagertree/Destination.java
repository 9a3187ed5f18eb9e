package dev.graft.sandbox.pagertree;

/// Whom an alert is for: a team or one person. (The sandbox has no routers.)
///
/// @param id ULID of the team or account user
record Destination(Kind kind, String id) {
    enum Kind {
        TEAM,
        PERSON
    }

    static Destination team(String id) {
        return new Destination(Kind.TEAM, id);
    }

    static Destination person(String id) {
        return new Destination(Kind.PERSON, id);
    }
}
