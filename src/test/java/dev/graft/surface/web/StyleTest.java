package dev.graft.surface.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StyleTest {
    /// WCAG 2.2, success criterion 1.4.3: normal text.
    private static final double ENOUGH = 4.5;

    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");

    /// Which text stands on which ground.
    private static final Map<String, List<String>> TEXTS_ON = Map.of(
            "ground", List.of("text", "muted", "accent", "danger", "warn"),
            "surface", List.of("text", "muted", "accent", "danger"),
            "sunken", List.of("text", "accent"),
            "danger-ground", List.of("danger", "text"),
            "warn-ground", List.of("warn"),
            "ok-ground", List.of("ok"),
            "info-ground", List.of("info"),
            "idle-ground", List.of("idle"),
            "accent", List.of("on-accent"),
            "danger", List.of("surface"));

    @Test
    void every_text_can_be_read_on_its_ground_in_both_schemes() throws IOException {
        var css = css();
        int dark = css.indexOf("prefers-color-scheme: dark");
        var light = tokens(css.substring(0, dark));

        assertReadable("light", light);
        assertReadable("dark", tokens(css.substring(dark)));
    }

    @Test
    void the_formula_knows_black_on_white() {
        assertThat(contrast("#000000", "#ffffff")).isEqualTo(21.0);
        assertThat(contrast("#777777", "#ffffff")).isLessThan(ENOUGH);
    }

    @Test
    void the_style_asks_nobody_outside() throws IOException {
        assertThat(css()).doesNotContain("http:", "https:", "@import", "url(");
    }

    private static void assertReadable(String scheme, Map<String, String> tokens) {
        TEXTS_ON.forEach((ground, texts) ->
                texts.forEach(text -> assertThat(contrast(colour(tokens, text), colour(tokens, ground)))
                        .as("%s: %s on %s", scheme, text, ground)
                        .isGreaterThanOrEqualTo(ENOUGH)));
    }

    private static String colour(Map<String, String> tokens, String name) {
        return requireNonNull(tokens.get(name), name);
    }

    private static Map<String, String> tokens(String css) {
        var tokens = new HashMap<String, String>();
        var matcher = TOKEN.matcher(css);
        while (matcher.find()) {
            tokens.putIfAbsent(matcher.group(1), matcher.group(2));
        }
        return tokens;
    }

    private static double contrast(String one, String other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String css() throws IOException {
        try (var in = StyleTest.class.getResourceAsStream("/dev/graft/static/graft.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
