package dev.graft.partner.pagertree;

import java.util.regex.Pattern;

/// The two forms of PagerTree's ids: a prefix id (`alt_mQ7xPz-2_kLw9T`) in webhooks, a ULID in the API. Neither form is
/// documented; both are checked loosely, so that none of theirs is refused, and strictly enough for a URL.
///
/// Source: screenshots in PagerTree's documentation, legacy API documentation; read 2026-11-23.
final class PagerTreeIds {
    private static final Pattern PREFIX_ID = Pattern.compile("[a-z]{3}_[A-Za-z0-9_-]{4,40}");
    private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}");

    private PagerTreeIds() {}

    static boolean isOne(String text) {
        return isPrefixId(text) || isUlid(text);
    }

    static boolean isPrefixId(String text) {
        return PREFIX_ID.matcher(text).matches();
    }

    static boolean isUlid(String text) {
        return ULID.matcher(text).matches();
    }
}
