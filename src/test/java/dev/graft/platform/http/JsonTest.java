package dev.graft.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void a_plain_document_is_read() throws MalformedJson {
        var node =
                Json.read(utf8("{\"type\":\"alert.created\",\"data\":{\"title\":\"Gr\u00fc\u00dfe \ud83d\udd25\"}}"));

        assertThat(node.path("type").asText()).isEqualTo("alert.created");
        assertThat(node.path("data").path("title").asText()).isEqualTo("Gr\u00fc\u00dfe \ud83d\udd25");
    }

    @Test
    void nesting_up_to_64_is_read_and_no_deeper() throws MalformedJson {
        assertThat(Json.read(utf8("[".repeat(64) + "]".repeat(64))).isArray()).isTrue();
        assertThat(reasonFor("[".repeat(65) + "]".repeat(65)))
                .contains("beyond a bound")
                .contains("depth");
        assertThat(reasonFor("[".repeat(100_000))).contains("beyond a bound");
    }

    @Test
    void tokens_strings_names_and_numbers_have_bounds() throws MalformedJson {
        assertThat(reasonFor("[" + "1,".repeat(100_000) + "1]")).contains("Token count");
        assertThat(reasonFor("\"" + "x".repeat(512 * 1024 + 1) + "\"")).contains("String");
        assertThat(reasonFor("{\"" + "x".repeat(1025) + "\":1}")).contains("Name");
        assertThat(reasonFor("1".repeat(65))).contains("Number");
        assertThat(Json.read(utf8("1".repeat(64))).isBigInteger()).isTrue();
        assertThat(Json.read(utf8("1e400")).asDouble()).isInfinite();
    }

    @Test
    void a_document_over_a_mebibyte_is_refused_before_it_is_parsed() {
        assertThat(reasonFor(" ".repeat(1024 * 1024) + "1")).isEqualTo("larger than 1048576 bytes");
    }

    @Test
    void a_key_given_twice_is_refused() {
        assertThat(reasonFor("{\"type\":1,\"type\":2}")).startsWith("a key given twice");
        assertThat(reasonFor("{\"a\":{\"b\":1,\"b\":1}}")).startsWith("a key given twice");
    }

    @Test
    void only_clean_utf_8_is_read() {
        assertThat(reasonFor(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'})).isEqualTo("not valid UTF-8");
        assertThat(reasonFor(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .isEqualTo("not valid UTF-8");
        assertThat(reasonFor("{}".getBytes(StandardCharsets.UTF_16))).isNotEmpty();
        assertThat(reasonFor("{}".getBytes(StandardCharsets.UTF_16LE))).isNotEmpty();
        assertThat(reasonFor("\uFEFF{}")).startsWith("not JSON");
    }

    @Test
    void what_is_not_one_json_value_is_refused() {
        assertThat(reasonFor("")).isEqualTo("empty");
        assertThat(reasonFor("  ")).isEqualTo("empty");
        assertThat(reasonFor("{} {}")).startsWith("not JSON");
        assertThat(reasonFor("{'a':1}")).startsWith("not JSON");
        assertThat(reasonFor("[1,]")).startsWith("not JSON");
        assertThat(reasonFor("NaN")).startsWith("not JSON");
        assertThat(reasonFor("{\"a\":1")).startsWith("not JSON");
    }

    @Test
    void a_reason_never_quotes_the_document() {
        assertThat(reasonFor("{\"hunter2\":1,\"hunter2\":1}")).doesNotContain("hunter2");
        assertThat(reasonFor("hunter2")).doesNotContain("hunter2").contains("line 1");
        assertThat(reasonFor("{\"a\":\"x\ty\"}")).doesNotContain("x");
    }

    @Test
    void times_are_written_in_iso_form() {
        record Shift(Instant start, Duration length, Optional<String> note) {}

        var written = Json.write(
                new Shift(Instant.parse("2026-11-23T09:15:02.118Z"), Duration.ofMinutes(90), Optional.empty()));

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("{\"start\":\"2026-11-23T09:15:02.118Z\",\"length\":\"PT1H30M\",\"note\":null}");
    }

    @Test
    void a_lone_surrogate_from_outside_can_be_written_back() throws MalformedJson {
        var title = Json.read(utf8("\"a\\ud800b\\u0000\"")).asText();

        var written = Json.write(Map.of("title", title));

        assertThat(Json.read(written).path("title").asText()).isEqualTo("a?b\u0000");
    }

    @Test
    void a_record_of_a_newer_version_is_still_read() throws Exception {
        record Job(String kind) {}

        assertThat(Json.mapper().readValue("{\"kind\":\"page\",\"colour\":\"red\"}", Job.class))
                .isEqualTo(new Job("page"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String reasonFor(String document) {
        return reasonFor(utf8(document));
    }

    private static String reasonFor(byte[] document) {
        var problem = catchThrowableOfType(MalformedJson.class, () -> Json.read(document));
        assertThat(problem).as("refusal").isNotNull();
        return problem.reason();
    }
}
