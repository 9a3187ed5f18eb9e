package dev.graft.partner.pagertree;

/// What a test of an API key says to the person who pasted it.
final class ConnectionRules {
    private ConnectionRules() {}

    static String words(Answer answer) {
        return switch (answer) {
            case Answer.Read(var words, var _, var _) -> "The key works (" + words + ").";
            case Answer.KeyRefused(var words) ->
                "PagerTree does not know this key (" + words
                        + "). Copy it again from PagerTree: your user settings, API" + " keys. Nothing was changed.";
            case Answer.NotAllowed(var words) ->
                "PagerTree knows the key, but its user may not see this (" + words
                        + "). Use the key of an admin of the account. Nothing was changed.";
            case Answer.Refused(var words) -> "PagerTree turned the test down (" + words + "). Nothing was changed.";
            case Answer.Gone(var words) ->
                "There is no PagerTree at the configured address (" + words + "). Ask whoever runs Graft."
                        + " Nothing was changed.";
            case Answer.NotDone(var words, var _) ->
                "PagerTree cannot be reached (" + words + "). Try again in a minute; if it stays so, ask whoever runs"
                        + " Graft whether it may connect to the internet. Nothing was changed.";
            case Answer.Unknown(var words) ->
                "Whether the key works cannot be told (" + words + "). Try again in a minute. Nothing was changed.";
        };
    }
}
