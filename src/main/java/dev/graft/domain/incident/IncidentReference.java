package dev.graft.domain.incident;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/// How people and programs name an incident: by its id, its number (`7`, `INC-7`), or its slug, which ends with the
/// number.
sealed interface IncidentReference {
    record ById(IncidentId id) implements IncidentReference {}

    record ByNumber(long number) implements IncidentReference {}

    /// @param number that the slug ends with
    record BySlug(String slug, long number) implements IncidentReference {}

    record None() implements IncidentReference {}

    Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    Pattern NUMBER_FORM = Pattern.compile("(?:inc-)?([0-9]{1,18})");

    Pattern SLUG_FORM = Pattern.compile("[a-z0-9-]*-([0-9]{1,18})");

    static IncidentReference read(String text) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        if (UUID_FORM.matcher(lower).matches()) {
            return new ById(new IncidentId(UUID.fromString(lower)));
        }
        var number = NUMBER_FORM.matcher(lower);
        if (number.matches()) {
            return new ByNumber(Long.parseLong(number.group(1)));
        }
        var slug = SLUG_FORM.matcher(lower);
        return slug.matches() ? new BySlug(lower, Long.parseLong(slug.group(1))) : new None();
    }
}
