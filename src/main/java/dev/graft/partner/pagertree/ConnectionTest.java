package dev.graft.partner.pagertree;

/// What a live test of an API key found, with words that say what to do.
public sealed interface ConnectionTest {
    String words();

    record Works(int teams, int users) implements ConnectionTest {
        @Override
        public String words() {
            return "PagerTree accepts the key. It shows " + teams + (teams == 1 ? " team" : " teams") + " and " + users
                    + (users == 1 ? " user." : " users.");
        }
    }

    /// The key was not kept.
    record Fails(String words) implements ConnectionTest {}
}
