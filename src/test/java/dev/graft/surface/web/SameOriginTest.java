package dev.graft.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameOriginTest {
    private static final URI HUB = URI.create("https://hub.example");

    @Test
    void what_the_browser_says_of_itself_counts_first() {
        assertThat(holds("same-origin", "https://hub.example", "hub.example")).isTrue();
        assertThat(holds("cross-site", "https://hub.example", "hub.example")).isFalse();
        assertThat(holds("same-site", "https://hub.example", "hub.example")).isFalse();
        assertThat(holds("none", null, "hub.example")).isFalse();
    }

    @Test
    void without_it_the_origin_has_to_be_ours() {
        assertThat(holds(null, "https://hub.example", "other:8080")).isTrue();
        assertThat(holds(null, "http://127.0.0.1:8080", "127.0.0.1:8080")).isTrue();
        assertThat(holds(null, "https://evil.example", "hub.example")).isFalse();
        assertThat(holds(null, "https://hub.example.evil.example", "hub.example"))
                .isFalse();
        assertThat(holds(null, "null", "hub.example")).isFalse();
    }

    @Test
    void a_program_that_says_neither_is_left_to_the_token_in_the_form() {
        assertThat(holds(null, null, "hub.example")).isTrue();
    }

    private static boolean holds(
            @org.jspecify.annotations.Nullable String fetchSite,
            @org.jspecify.annotations.Nullable String origin,
            String host) {
        return SameOrigin.holds(Optional.ofNullable(fetchSite), Optional.ofNullable(origin), Optional.of(host), HUB);
    }
}
