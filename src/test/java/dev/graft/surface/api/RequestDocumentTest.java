package dev.graft.surface.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestDocumentTest {
    @Test
    void the_envelope_is_read() {
        var document = read("""
                {"data":{"id":"x","type":"incidents","attributes":{"title":"Down","group_ids":["a",7],"private":true}}}""");

        assertThat(document.text("title")).contains("Down");
        assertThat(document.ids("group_ids")).containsExactly("a", "7");
        assertThat(document.flag("private")).contains(true);
        assertThat(document.id()).contains("x");
    }

    @Test
    void a_text_with_u_0000_is_refused_wherever_it_stands() {
        for (var document : List.of(
                "{\"title\":\"a\\u0000b\"}",
                "{\"data\":{\"attributes\":{\"labels\":{\"a\\u0000\":\"b\"}}}}",
                "{\"group_ids\":[\"\\u0000\"]}")) {
            assertThatThrownBy(() -> read(document)).as(document).isInstanceOf(ApiProblem.class);
        }
        assertThat(read("{\"title\":\"\\\\u0000\"}").text("title")).contains("\\u0000");
    }

    @Test
    void flat_attributes_and_no_body_at_all_are_tolerated() {
        assertThat(read("{\"title\":\"Down\"}").text("title")).contains("Down");
        assertThat(read("").text("title")).isEmpty();
        assertThat(read("{}").text("title")).isEmpty();
        assertThat(read("{\"data\":{\"attributes\":{\"title\":\"Down\"}}}").text("title"))
                .contains("Down");
        assertThat(read("{\"data\":{\"type\":\"incidents\"}}").text("title")).isEmpty();
        assertThat(read("{\"title\":\"Down\",\"data\":{\"pct\":91}}").text("title"))
                .contains("Down");
    }

    @Test
    void labels_are_read_as_an_object_and_as_a_list() {
        assertThat(read("{\"labels\":{\"a\":\"1\"}}").labels("labels")).contains(Map.of("a", "1"));
        assertThat(read("{\"labels\":[{\"key\":\"a\",\"value\":\"1\"}]}").labels("labels"))
                .contains(Map.of("a", "1"));
    }

    @Test
    void what_is_no_json_points_at_the_whole_document() {
        var broken = refusal("{\"data\":");

        assertThat(broken.get("status").asText()).isEqualTo("400");
        assertThat(broken.at("/source").has("pointer")).isTrue();
        assertThat(broken.get("detail").asText()).contains("must be JSON");
        assertThat(refusal("[]").get("status").asText()).isEqualTo("400");
        assertThat(refusal("\"title\"").get("status").asText()).isEqualTo("400");
    }

    @Test
    void a_wrong_shape_points_at_its_place() {
        assertThat(pointer("{\"data\":[]}")).isEqualTo("/data");
        assertThat(pointer("{\"data\":{\"type\":\"incidents\",\"attributes\":[]}}"))
                .isEqualTo("/data/attributes");
    }

    @Test
    void a_wrong_type_is_a_conflict_that_names_the_right_one() {
        var error = refusal("{\"data\":{\"type\":\"alerts\",\"attributes\":{}}}");

        assertThat(error.get("status").asText()).isEqualTo("409");
        assertThat(error.get("detail").asText()).contains("incidents");
        assertThat(error.at("/source/pointer").asText()).isEqualTo("/data/type");
    }

    @Test
    void a_wrong_attribute_points_at_itself_in_either_form() {
        var enveloped = catchProblem(() -> read("{\"data\":{\"type\":\"incidents\",\"attributes\":{\"title\":{}}}}")
                .text("title"));
        var flat = catchProblem(() -> read("{\"title\":{}}").text("title"));

        assertThat(first(enveloped).at("/source/pointer").asText()).isEqualTo("/data/attributes/title");
        assertThat(first(flat).at("/source/pointer").asText()).isEqualTo("/title");
        assertThat(first(flat).get("title").asText()).isEqualTo("Title must be a string");
        assertThat(catchProblem(() -> read("{\"group_ids\":\"a\"}").ids("group_ids"))
                        .status())
                .isEqualTo(422);
        assertThat(catchProblem(() -> read("{\"private\":\"maybe\"}").flag("private"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_form_is_not_a_document() {
        var problem = catchProblem(() -> RequestDocument.parse(
                "title=Down".getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded",
                List.of("incidents")));

        assertThat(problem.status()).isEqualTo(415);
        assertThat(first(problem).at("/source/header").asText()).isEqualTo("Content-Type");
    }

    private static RequestDocument read(String body) {
        return RequestDocument.parse(
                body.getBytes(StandardCharsets.UTF_8), "application/json; charset=utf-8", List.of("incidents"));
    }

    private static JsonNode refusal(String body) {
        return first(catchProblem(() -> read(body)));
    }

    private static String pointer(String body) {
        return refusal(body).at("/source/pointer").asText();
    }

    private static ApiProblem catchProblem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ApiProblem.class, call);
    }

    private static JsonNode first(ApiProblem problem) {
        try {
            return Json.read(Json.write(problem.answer().document())).at("/errors/0");
        } catch (dev.graft.platform.http.MalformedJson e) {
            throw new AssertionError(e);
        }
    }
}
