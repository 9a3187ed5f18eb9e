package dev.graft.domain.incident;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How an incident is called where nobody said so, and how its addresses spell it.
final class IncidentNames {
    /// Long enough to be recognised in an address bar, short enough for a line of a log.
    private static final int SLUG_CHARACTERS = 60;

    /// A title that is made from an alert is cut here, so that it fits a list.
    private static final int MADE_TITLE_CHARACTERS = 250;

    private IncidentNames() {}

    /// @param alertSummaries of the alerts that are attached at once; the first one lends its summary
    static String title(Optional<String> given, List<String> alertSummaries, long number) {
        return given.map(String::strip)
                .filter(title -> !title.isEmpty())
                .or(() -> alertSummaries.stream()
                        .map(String::strip)
                        .filter(summary -> !summary.isEmpty())
                        .map(summary -> cut(summary, MADE_TITLE_CHARACTERS))
                        .findFirst())
                .orElse("Incident INC-" + number);
    }

    /// Ends with the number, which makes it unique. A private incident's says nothing about it.
    static String slug(String title, boolean isPrivate, long number) {
        var words = Normalizer.normalize(isPrivate ? "" : title, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        var cut = cut(words, SLUG_CHARACTERS).replaceAll("^-+|-+$", "");
        return (cut.isEmpty() ? "incident" : cut) + "-" + number;
    }

    private static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, splitsPair ? characters - 1 : characters);
    }
}
