package dev.graft.partner.pagertree;

import java.util.regex.Pattern;

/// Text from outside, made fit to be kept and shown. The raw bytes stay as they came.
final class PagerTreeText {
    private static final char REPLACEMENT = '\uFFFD';

    /// Handlebars' `{{…}}` writes these seven for the characters that it escapes, and leaves none of the characters.
    /// Source: https://handlebarsjs.com/api-reference/utilities.html, read 2026-11-23.
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|#x27|#x60|#x3D);");

    private static final Pattern CHARACTER_TO_ESCAPE = Pattern.compile("[&<>\"'`=]");

    private PagerTreeText() {}

    /// The text without U+0000 and lone surrogates, which PostgreSQL and JSON writers refuse, cut to a length.
    static String clean(String text, int maxCharacters) {
        var clean = new StringBuilder(Math.min(text.length(), maxCharacters));
        int position = 0;
        while (position < text.length()) {
            int character = text.codePointAt(position);
            int width = Character.charCount(character);
            if (clean.length() + width > maxCharacters) {
                clean.setLength(Math.min(clean.length(), maxCharacters - 1));
                if (!clean.isEmpty() && Character.isHighSurrogate(clean.charAt(clean.length() - 1))) {
                    clean.setLength(clean.length() - 1);
                }
                return clean.append('…').toString();
            }
            boolean isLone = width == 1 && Character.isSurrogate((char) character);
            clean.appendCodePoint(isLone || character == 0 ? REPLACEMENT : character);
            position += width;
        }
        return clean.toString();
    }

    /// Takes back the HTML escaping of a customer's Handlebars template, where the text can only come from one: every
    /// character that Handlebars escapes is escaped in it, and one is there.
    static String withoutTemplateEscapes(String text) {
        if (text.indexOf('&') < 0
                || CHARACTER_TO_ESCAPE
                        .matcher(ENTITY.matcher(text).replaceAll(""))
                        .find()) {
            return text;
        }
        return ENTITY.matcher(text).replaceAll(entity -> switch (entity.group(1)) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "#x27" -> "'";
            case "#x60" -> "`";
            default -> "=";
        });
    }
}
