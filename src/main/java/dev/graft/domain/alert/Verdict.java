package dev.graft.domain.alert;

import java.util.Optional;

/// What became of a delivery.
///
/// @param reason why, in words for people; empty where the word says it all
/// @param alert the alert that it was about, where there is one
public record Verdict(Word word, String reason, Optional<AlertId> alert) {

    public enum Word {
        /// It was news, and is in the fold.
        APPLIED,
        /// The same bytes had been heard before.
        REPEAT,
        /// It speaks of a page that we sent ourselves; it is in that page's receipt.
        ECHO,
        /// It is readable, and not about an alert.
        IGNORED,
        /// It cannot be read; kept, so that it can be replayed.
        QUARANTINED,
        /// A plan limit keeps it back.
        HELD
    }

    public static Verdict applied(AlertId alert) {
        return new Verdict(Word.APPLIED, "", Optional.of(alert));
    }

    public static Verdict repeat(AlertId alert) {
        return new Verdict(Word.REPEAT, "", Optional.of(alert));
    }

    public static Verdict repeat(String reason) {
        return new Verdict(Word.REPEAT, reason, Optional.empty());
    }

    public static Verdict echo(String reason) {
        return new Verdict(Word.ECHO, reason, Optional.empty());
    }

    public static Verdict ignored(String reason) {
        return new Verdict(Word.IGNORED, reason, Optional.empty());
    }

    public static Verdict quarantined(String reason) {
        return new Verdict(Word.QUARANTINED, reason, Optional.empty());
    }
}
