package dev.graft.partner.pagertree;

/// What became of making PagerTree's outgoing webhook, in words for the person who asked.
public sealed interface WebhookSetup {
    String words();

    record Made() implements WebhookSetup {
        @Override
        public String words() {
            return "Graft made the outgoing webhook in PagerTree, with all alert events on.";
        }
    }

    /// It was there before, made by Graft or by hand with this address; what was amiss with it is put right.
    record KnownAgain() implements WebhookSetup {
        @Override
        public String words() {
            return "Graft knew its outgoing webhook in PagerTree again, and did not make a second one.";
        }
    }

    /// @param words why not, and what to do instead
    record NotMade(String words) implements WebhookSetup {}
}
