package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.http.OutgoingHttp.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "400, Refused",
        "401, KeyRefused",
        "402, Refused",
        "403, NotAllowed",
        "404, Gone",
        "405, Refused",
        "408, Unknown",
        "409, Unknown",
        "413, Refused",
        "422, Refused",
        "425, Unknown",
        "429, NotDone",
        "500, Unknown",
        "502, Unknown",
        "503, Unknown",
        "301, Unknown",
        "302, Unknown",
        "100, Unknown"
    })
    void every_status_has_one_meaning(int status, String meaning) {
        var answer = answer(status, "{\"errors\":[{\"message\":\"No.\"}],\"code\":" + status + "}", Map.of());

        assertThat(answer.getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(answer.words()).isEqualTo("POST /alerts → " + status + ": No.");
    }

    @Test
    void a_success_that_can_be_read_is_done() {
        assertThat(answer(201, "{\"id\":\"x\"}", Map.of())).isInstanceOfSatisfying(Answer.Read.class, read -> {
            assertThat(read.json().path("id").asText()).isEqualTo("x");
            assertThat(read.words()).isEqualTo("POST /alerts → 201");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Maintenance</html>", "{\"id\":", "7", "\"ok\"", "null"})
    void a_success_that_cannot_be_read_is_unknown(String body) {
        assertThat(answer(200, body, Map.of())).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void what_was_certainly_not_sent_is_not_done_and_what_broke_off_is_unknown() {
        assertThat(AnswerRules.read("POST /alerts", new Outcome.NotSent("no such host"), NOON))
                .isEqualTo(new Answer.NotDone("POST /alerts: no such host", Optional.empty()));
        assertThat(AnswerRules.read("POST /alerts", new Outcome.Unknown("broken off"), NOON))
                .isEqualTo(new Answer.Unknown("POST /alerts: broken off"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "7, 7",
                "' 7 ', 7",
                "0, 0",
                "999999999, 999999999",
                "99999999999999999999, none",
                "-3, none",
                "soon, none",
                "'Mon, 23 Nov 2026 12:01:30 GMT', 90",
                "'Mon, 23 Nov 2026 11:59:00 GMT', -60"
            })
    void retry_after_is_read_as_seconds_or_as_a_date(String header, Long seconds) {
        var answer = (Answer.NotDone) answer(429, "", Map.of("retry-after", List.of(header)));

        assertThat(answer.notBefore()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void all_messages_of_an_error_are_told_and_a_page_of_html_is_not() {
        assertThat(answer(
                                422,
                                "{\"errors\":[{\"message\":\"Title is missing\"},{\"message\":\"Urgency is odd\"}]}",
                                Map.of())
                        .words())
                .isEqualTo("POST /alerts → 422: Title is missing; Urgency is odd");
        assertThat(answer(500, "<html>boom</html>", Map.of()).words()).isEqualTo("POST /alerts → 500");
        assertThat(answer(422, "{\"errors\":\"odd\",\"code\":422}", Map.of()).words())
                .isEqualTo("POST /alerts → 422");
        assertThat(answer(422, "{\"errors\":[{\"message\":\"" + "x".repeat(1000) + "\"}]}", Map.of())
                        .words())
                .hasSizeLessThan(400);
    }

    private static Answer answer(int status, String body, Map<String, List<String>> headers) {
        return AnswerRules.read(
                "POST /alerts", new Outcome.Answered(status, headers, body.getBytes(StandardCharsets.UTF_8)), NOON);
    }
}
