package dev.graft.surface.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageLinksTest {
    @Test
    void a_page_in_the_middle_knows_its_neighbours() {
        var links = links(Map.of(), new Slice(2, 10), 35);

        assertThat(links.links())
                .containsEntry("self", "https://hub/v1/alerts?page%5Bnumber%5D=2&page%5Bsize%5D=10")
                .containsEntry("first", "https://hub/v1/alerts?page%5Bnumber%5D=1&page%5Bsize%5D=10")
                .containsEntry("prev", "https://hub/v1/alerts?page%5Bnumber%5D=1&page%5Bsize%5D=10")
                .containsEntry("next", "https://hub/v1/alerts?page%5Bnumber%5D=3&page%5Bsize%5D=10")
                .containsEntry("last", "https://hub/v1/alerts?page%5Bnumber%5D=4&page%5Bsize%5D=10");
        assertThat(links.meta())
                .containsEntry("current_page", 2)
                .containsEntry("next_page", 3)
                .containsEntry("prev_page", 1)
                .containsEntry("total_count", 35L)
                .containsEntry("total_pages", 4);
    }

    @Test
    void the_ends_have_no_neighbour_but_the_keys_stay() {
        var only = links(Map.of(), new Slice(1, 50), 50);

        assertThat(only.links())
                .containsKeys("prev", "next")
                .containsEntry("prev", null)
                .containsEntry("next", null);
        assertThat(only.meta()).containsEntry("next_page", null).containsEntry("prev_page", null);
    }

    @Test
    void an_empty_list_has_a_first_page() {
        var empty = links(Map.of(), new Slice(1, 50), 0);

        assertThat(empty.links()).containsEntry("last", empty.links().get("first"));
        assertThat(empty.meta()).containsEntry("total_count", 0L).containsEntry("total_pages", 0);
    }

    @Test
    void a_page_beyond_the_end_leads_back() {
        var beyond = links(Map.of(), new Slice(9, 10), 35);

        assertThat(beyond.meta()).containsEntry("prev_page", 4).containsEntry("next_page", null);
    }

    @Test
    void other_parameters_are_kept_and_stand_before_the_page() {
        var parameters = new LinkedHashMap<String, Iterable<String>>();
        parameters.put("filter[status]", List.of("open,triggered"));
        parameters.put("include", List.of("a,b"));

        assertThat(links(parameters, new Slice(1, 10), 5).links())
                .containsEntry(
                        "self",
                        "https://hub/v1/alerts?filter%5Bstatus%5D=open%2Ctriggered&include=a%2Cb"
                                + "&page%5Bnumber%5D=1&page%5Bsize%5D=10");
    }

    private static PageLinks links(Map<String, Iterable<String>> parameters, Slice slice, long total) {
        return new PageLinks("https://hub/v1/alerts", parameters, slice, total);
    }
}
