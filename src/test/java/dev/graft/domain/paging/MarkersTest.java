package dev.graft.domain.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarkersTest {
    private static final byte[] OUR_KEY = "our key, 32 bytes in real life".getBytes(StandardCharsets.UTF_8);
    private static final byte[] THEIR_KEY = "another workspace's key".getBytes(StandardCharsets.UTF_8);
    private static final PageId PAGE = new PageId(UUID.fromString("f19af2c1-7d63-7e1b-ffee-1234567890ab"));

    @Test
    void a_marker_names_its_page_to_whoever_made_it() {
        var marker = Markers.of(OUR_KEY, PAGE);

        assertThat(marker).matches("graft1-f19af2c17d637e1bffee1234567890ab-[0-9a-f]{16}");
        assertThat(Markers.findPage(OUR_KEY, marker)).contains(PAGE);
    }

    @Test
    void a_marker_of_another_workspace_or_with_a_forged_signature_names_nothing() {
        var theirs = Markers.of(THEIR_KEY, PAGE);
        var forged = "graft1-f19af2c17d637e1bffee1234567890ab-0000000000000000";

        assertThat(Markers.findPage(OUR_KEY, theirs)).isEmpty();
        assertThat(Markers.findPage(OUR_KEY, forged)).isEmpty();
        assertThat(Markers.looksLikeOne(theirs)).isTrue();
        assertThat(Markers.looksLikeOne(forged)).isTrue();
    }

    @Test
    void a_marker_counts_only_as_a_whole() {
        var marker = Markers.of(OUR_KEY, PAGE);

        assertThat(Markers.findPage(OUR_KEY, "see " + marker)).isEmpty();
        assertThat(Markers.findPage(OUR_KEY, marker + "\n")).isEmpty();
        assertThat(Markers.findPage(OUR_KEY, marker.toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
        assertThat(Markers.looksLikeOne("see " + marker)).isFalse();
    }

    @Test
    void a_word_is_not_a_marker() {
        assertThat(Markers.looksLikeOne("graft")).isFalse();
        assertThat(Markers.looksLikeOne("graft1")).isFalse();
        assertThat(Markers.looksLikeOne("checkout")).isFalse();
        assertThat(Markers.looksLikeOne("graft2-something newer")).isTrue();
    }
}
