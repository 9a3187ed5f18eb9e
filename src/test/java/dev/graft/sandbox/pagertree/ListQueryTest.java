package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListQueryTest {
    private record Thing(int number, String title, Instant createdAt, List<String> tags) {}

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.500Z");

    private static final Shape<Thing> SHAPE = new Shape<Thing>()
            .with("id", thing -> "%03d".formatted(thing.number()))
            .with("number", Thing::number)
            .with("title", Thing::title)
            .with("nothing", _ -> null)
            .with("created_at", Thing::createdAt)
            .with("tag_list", Thing::tags);

    private static final List<Thing> THINGS = IntStream.range(0, 25)
            .mapToObj(number -> new Thing(
                    number, "thing " + number, NOON.plusSeconds(number), number % 2 == 0 ? List.of("even") : List.of()))
            .toList();

    @Test
    void the_envelope_says_how_much_there_is() {
        var answer = ask();

        assertThat(numbers(answer)).hasSize(10);
        assertThat(answer).containsEntry("has_more", true).containsEntry("total_count", 25);
        assertThat(answer.keySet()).containsExactly("data", "has_more", "total_count");
    }

    @Test
    void pages_and_offsets_walk_through_all() {
        assertThat(numbers(ask("limit", "10", "page", "3", "sort", "number"))).containsExactly(20, 21, 22, 23, 24);
        assertThat(ask("limit", "10", "page", "3")).containsEntry("has_more", false);
        assertThat(numbers(ask("limit", "2", "offset", "3", "sort", "number"))).containsExactly(3, 4);
        assertThat(numbers(ask("offset", "100"))).isEmpty();
        assertThat(ask("offset", "15", "limit", "10")).containsEntry("has_more", false);
        assertThat(ask("offset", "14", "limit", "10")).containsEntry("has_more", true);
    }

    @Test
    void a_limit_out_of_range_is_brought_into_it() {
        assertThat(numbers(ask("limit", "0"))).hasSize(1);
        assertThat(numbers(ask("limit", "1000"))).hasSize(25);
        assertThatThrownBy(() -> ask("limit", "many")).hasMessageContaining("400");
    }

    @Test
    void the_newest_comes_first_unless_asked_otherwise() {
        assertThat(numbers(ask("limit", "2"))).containsExactly(24, 23);
        assertThat(numbers(ask("limit", "2", "sort", "created_at"))).containsExactly(0, 1);
        assertThat(numbers(ask("limit", "2", "sort", "created_at", "direction", "desc")))
                .containsExactly(24, 23);
        assertThatThrownBy(() -> ask("sort", "colour")).hasMessageContaining("400");
    }

    @Test
    void every_operation_compares_as_documented() {
        assertThat(numbers(ask("title", "thing 7"))).containsExactly(7);
        assertThat(ask("number", "7", "ops", "number:ne")).containsEntry("total_count", 24);
        assertThat(ask("number", "7", "ops", "number:lt")).containsEntry("total_count", 7);
        assertThat(ask("number", "7", "ops", "number:lte")).containsEntry("total_count", 8);
        assertThat(ask("number", "7", "ops", "number:gt")).containsEntry("total_count", 17);
        assertThat(ask("number", "7", "ops", "number:gte")).containsEntry("total_count", 18);
        assertThat(ask("title", "thing 2", "ops", "title:beginsWith")).containsEntry("total_count", 6);
        assertThat(ask("title", "g 2", "ops", "title:contains")).containsEntry("total_count", 6);
        assertThat(ask("tag_list", "even", "ops", "tag_list:contains")).containsEntry("total_count", 13);
        assertThat(ask("number", "3..5", "ops", "number:between")).containsEntry("total_count", 3);
        assertThat(ask("number", "3..5", "title", "thing 4", "ops", "number:between,title:ne"))
                .containsEntry("total_count", 2);
        assertThatThrownBy(() -> ask("number", "7", "ops", "number:like")).hasMessageContaining("400");
    }

    @Test
    void times_are_compared_as_times() {
        assertThat(ask("created_at", "2026-11-23T12:00:20.500Z", "ops", "created_at:gte"))
                .containsEntry("total_count", 5);
        assertThat(ask("created_at", "2026-11-23T13:00:20.500+01:00", "ops", "created_at:gte"))
                .containsEntry("total_count", 5);
        assertThat(ask("created_at", "2026-11-23 12:00:20", "ops", "created_at:gte"))
                .containsEntry("total_count", 5);
        assertThat(ask("created_at", "2026-11-23T12:00:01Z..2026-11-23T12:00:03Z", "ops", "created_at:between"))
                .containsEntry("total_count", 2);
        assertThatThrownBy(() -> ask("created_at", "yesterday", "ops", "created_at:gte"))
                .hasMessageContaining("400");
    }

    @Test
    void unknown_attributes_are_ignored_and_absent_values_match_only_not_equal() {
        assertThat(ask("colour", "red")).containsEntry("total_count", 25);
        assertThat(ask("nothing", "x")).containsEntry("total_count", 0);
        assertThat(ask("nothing", "x", "ops", "nothing:ne")).containsEntry("total_count", 25);
        assertThat(ask("q", "THING 2")).containsEntry("total_count", 6);
    }

    private static Map<String, Object> ask(String... query) {
        var parameters = new LinkedHashMap<String, String>();
        for (int at = 0; at + 1 < query.length; at += 2) {
            parameters.put(query[at], query[at + 1]);
        }
        return new ListQuery(parameters).answer(THINGS, SHAPE);
    }

    private static List<Integer> numbers(Map<String, Object> answer) {
        return Json.mapper().valueToTree(answer).path("data").findValues("number").stream()
                .map(JsonNode::asInt)
                .toList();
    }
}
