package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Arrival;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.StatusWord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryReaderTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final PollNote ASKED = PollNote.because("somebody asked");

    /// Composed after PagerTree's documented example, which is not valid JSON itself; two teams, one has acknowledged.
    private static final String ACKNOWLEDGED_BY_ONE_OF_TWO = """
            {"type":"alert.acknowledged",
             "data":{"sid":"acc_Ab3dEf6hIj9lMn","id":"alt_mQ7xPz-2_kLw9T","tinyId":4711,
              "createdAt":"2026-11-23T09:15:02.118Z","updatedAt":"2026-11-23T09:16:40.902Z",
              "created":1795425302,"acknowledged":1795425400,"resolved":null,"archived":null,
              "title":"Checkout latency above 2 s","description":"p99 at 3.4 s","type":"alert","subtype":"alert",
              "status":"open","urgency":"high",
              "meta":{"incident":true,"incident_severity":"SEV-2","incident_message":"Bridge 4"},
              "parent_id":null,"thirdparty_id":"checkout-p99",
              "destination_ids":["tem_R4kd8sWq1ZpLx0","tem_Yt5hJ2vBn7MqA3"],
              "d_team_id":"tem_R4kd8sWq1ZpLx0","d_user_id":"usr_Kp0sVd3LmQ8xT1","source_id":"int_Gh6wNc4ZrE2yU9",
              "s_log_id":"log_Zx8cVb5NmL1kJ7","acknowledgedby":"usr_Kp0sVd3LmQ8xT1","resolvedby":null,
              "tags":["checkout"],
              "additional_data":[{"format":"link","label":"Dashboard","value":"https://example.test/d/1"}],
              "stakeholder_ids":[],"handoffs":[]}}""";

    @Test
    void a_whole_payload_is_read_whole() {
        var news = newsOf(ACKNOWLEDGED_BY_ONE_OF_TWO);

        assertThat(news.ids()).containsExactly("alt_mQ7xPz-2_kLw9T");
        assertThat(news.account()).contains("acc_Ab3dEf6hIj9lMn");
        var report = news.report();
        assertThat(report.type()).isEqualTo(ReportType.ACKNOWLEDGED);
        assertThat(report.status()).isEqualTo(new StatusWord.Known(AlertState.TRIGGERED));
        assertThat(report.updatedAt()).contains(Instant.parse("2026-11-23T09:16:40.902Z"));
        assertThat(report.created()).contains(Instant.parse("2026-11-23T09:15:02.118Z"));
        assertThat(report.silenced()).isFalse();
        assertThat(report.receivedAt()).isEqualTo(NOON);
        var details = report.details();
        assertThat(details.title()).contains("Checkout latency above 2 s");
        assertThat(details.description()).contains("p99 at 3.4 s");
        assertThat(details.statusWord()).contains("open");
        assertThat(details.urgency()).contains("high");
        assertThat(details.destinations()).contains(List.of("tem_R4kd8sWq1ZpLx0", "tem_Yt5hJ2vBn7MqA3"));
        assertThat(details.team()).contains("tem_R4kd8sWq1ZpLx0");
        assertThat(details.tags()).contains(List.of("checkout"));
        assertThat(details.reference()).contains("checkout-p99");
        assertThat(details.incidentSeverity()).contains("SEV-2");
        assertThat(details.number()).contains("4711");
        assertThat(details.by()).contains("usr_Kp0sVd3LmQ8xT1");
        assertThat(details.carriesMarkerFields()).isTrue();
    }

    @Test
    void each_of_the_eight_alert_events_is_news() {
        var types = Map.of(
                "alert.created", ReportType.CREATED,
                "alert.open", ReportType.OPEN,
                "alert.acknowledged", ReportType.ACKNOWLEDGED,
                "alert.rejected", ReportType.REJECTED,
                "alert.timeout", ReportType.TIMEOUT,
                "alert.resolved", ReportType.RESOLVED,
                "alert.dropped", ReportType.DROPPED,
                "alert.handoff", ReportType.HANDOFF);

        types.forEach((word, type) ->
                assertThat(reportOf(webhook(word, "")).type()).as(word).isEqualTo(type));
    }

    @Test
    void the_same_bytes_are_the_same_report_and_other_bytes_another() {
        assertThat(reportOf(webhook("alert.open", "")).digest())
                .isEqualTo(reportOf(webhook("alert.open", "")).digest())
                .isNotEqualTo(reportOf(webhook("alert.open", " ")).digest());
    }

    @Test
    void each_status_word_means_a_state_or_is_kept_as_it_is() {
        assertThat(statusOf("\"queued\"")).isEqualTo(new StatusWord.Known(AlertState.TRIGGERED));
        assertThat(statusOf("\"open\"")).isEqualTo(new StatusWord.Known(AlertState.TRIGGERED));
        assertThat(statusOf("\"Acknowledged\"")).isEqualTo(new StatusWord.Known(AlertState.ACKNOWLEDGED));
        assertThat(statusOf("\"resolved\"")).isEqualTo(new StatusWord.Known(AlertState.RESOLVED));
        assertThat(statusOf("\"dropped\"")).isEqualTo(new StatusWord.Known(AlertState.DROPPED));
        for (var word : List.of("suppressed", "aggregating", "errored", "archived")) {
            assertThat(statusOf('"' + word + '"')).isEqualTo(new StatusWord.Unknown(word));
        }
        for (var nothing : List.of("null", "\"\"", "\" \"", "7", "[]")) {
            assertThat(statusOf(nothing)).as(nothing).isEqualTo(new StatusWord.Absent());
        }
    }

    @Test
    void an_alert_that_is_suppressed_or_merged_into_another_is_silenced() {
        assertThat(reportOf(webhook("alert.created", ",\"status\":\"suppressed\""))
                        .silenced())
                .isTrue();
        assertThat(reportOf(webhook("alert.created", ",\"parent_id\":\"alt_parent1\""))
                        .silenced())
                .isTrue();
        assertThat(reportOf(webhook("alert.created", ",\"parent_id\":null")).silenced())
                .isFalse();
    }

    @Test
    void what_cannot_be_read_is_quarantined_with_a_reason() {
        assertThat(reasonOf("")).contains("empty");
        assertThat(reasonOf("not json")).contains("not JSON");
        assertThat(reasonOf(ACKNOWLEDGED_BY_ONE_OF_TWO.substring(0, 300))).contains("not JSON");
        assertThat(reasonOf("[1]")).contains("not a JSON object");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"type\":\"alert.open\"}"))
                .contains("a key given twice");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":" + "[".repeat(200) + "]".repeat(200) + "}"))
                .contains("beyond a bound");
        assertThat(reasonOf("{\"data\":{\"id\":\"alt_abcdef\"}}")).contains("no \"type\"");
        assertThat(reasonOf("{\"type\":null}")).contains("no \"type\"");
        assertThat(reasonOf("{\"type\":\"alert.open\"}")).contains("missing");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":null}")).contains("null");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":[]}")).contains("a list");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":\"x\"}")).contains("not an object");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":{}}")).contains("empty");
        assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":{\"title\":\"x\"}}"))
                .contains("no \"id\"");
        for (var id : List.of("7", "\"\"", "\"../../etc\"", "\"alt_a'b\\\"c\"", '"' + "x".repeat(10_000) + '"', "[]")) {
            assertThat(reasonOf("{\"type\":\"alert.open\",\"data\":{\"id\":" + id + "}}"))
                    .as(id)
                    .contains("not one of PagerTree's ids");
        }
    }

    @Test
    void a_body_in_another_encoding_is_quarantined() {
        var latin = webhook("alert.open", ",\"title\":\"Störung\"").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(DeliveryReader.readWebhook(latin, NOON)).isInstanceOf(Reading.Quarantined.class);
    }

    @Test
    void what_is_not_about_an_alert_is_ignored_with_a_reason() {
        assertThat(ignored("{\"type\":\"comment.created\",\"data\":{\"id\":\"x\"}}"))
                .contains("comment");
        assertThat(ignored("{\"type\":\"comment.destroyed\",\"data\":null}")).contains("comment");
        assertThat(ignored("{\"type\":\"event_reminder.going_on_call\",\"data\":{}}"))
                .contains("shift");
        assertThat(ignored("{\"type\":\"event.reminder.going.on.call\",\"data\":null}"))
                .contains("shift");
        assertThat(ignored("{\"type\":\"alert.assigned\",\"data\":{\"id\":\"alt_abcdef\"}}"))
                .contains("alert.assigned");
        assertThat(ignored("{\"type\":42}")).contains("not a word");
        assertThat(ignored("{\"type\":\"" + "t".repeat(300) + "\"}")).hasSizeLessThan(150);
    }

    @Test
    void ids_old_and_new_and_both_forms_of_the_api_are_taken() {
        for (var id :
                List.of("alt_H1kd8s4", "alt_mQ7xPz-2_kLw9T", "alt_________________", "01KAB3N9Q8Z0000000000000AB")) {
            assertThat(newsOf("{\"type\":\"alert.open\",\"data\":{\"id\":\"" + id + "\"}}")
                            .ids())
                    .containsExactly(id);
        }
    }

    @Test
    void times_come_in_many_shapes() {
        var quarterPastNine = Instant.parse("2026-11-23T09:15:02Z");
        for (var time : List.of(
                "\"2026-11-23T09:15:02Z\"",
                "\"2026-11-23T09:15:02.000Z\"",
                "\"2026-11-23T10:15:02+01:00\"",
                "\"2026-11-23T10:15:02+0100\"",
                "\"2026-11-23 09:15:02 UTC\"",
                "\"2026-11-23 10:15:02 +0100\"",
                "\"2026-11-23T09:15:02\"",
                "1795425302",
                "1795425302.0",
                "1795425302000",
                "\"1795425302\"")) {
            assertThat(reportOf(webhook("alert.open", ",\"updatedAt\":" + time)).updatedAt())
                    .as(time)
                    .contains(quarterPastNine);
        }
        for (var nothing :
                List.of("null", "\"\"", "\"soon\"", "{}", "true", "1e300", "-1e300", "99999999999999999999")) {
            assertThat(reportOf(webhook("alert.open", ",\"updatedAt\":" + nothing))
                            .updatedAt())
                    .as(nothing)
                    .isEmpty();
        }
        assertThat(reportOf(webhook("alert.open", ",\"updatedAt\":-5")).updatedAt())
                .contains(Instant.ofEpochSecond(-5));
        assertThat(reportOf(webhook("alert.open", ",\"updatedAt\":\"9999-12-31T00:00:00Z\""))
                        .updatedAt())
                .isPresent(); // the fold decides what can be believed
    }

    @Test
    void a_creation_that_cannot_be_is_no_creation() {
        assertThat(reportOf(webhook("alert.open", ",\"createdAt\":\"9999-12-31T00:00:00Z\""))
                        .created())
                .isEmpty();
        assertThat(reportOf(webhook("alert.open", ",\"createdAt\":0")).created())
                .isEmpty();
        assertThat(reportOf(webhook("alert.open", ",\"created\":1795425302")).created())
                .isEmpty();
    }

    @Test
    void the_number_of_handoffs_is_that_of_the_list() {
        var handedOn = reportOf(webhook("alert.handoff", """
                ,"handoffs":[{"to":"tem_R4kd8sWq1ZpLx0","from":"usr_Kp0sVd3LmQ8xT1","time":1795425302},
                             {"to":"rtr_unknown1","from":null}]"""));

        assertThat(handedOn.handoffs()).isEqualTo(2);
        assertThat(handedOn.details().handedTo()).contains("rtr_unknown1");
        for (var odd : List.of("null", "7", "{}", "\"x\"", "[]")) {
            assertThat(reportOf(webhook("alert.handoff", ",\"handoffs\":" + odd))
                            .handoffs())
                    .as(odd)
                    .isZero();
        }
        assertThat(reportOf(webhook("alert.handoff", ",\"handoffs\":[7,null]")).handoffs())
                .isEqualTo(2);
    }

    @Test
    void what_the_database_refuses_is_replaced_and_what_is_long_is_cut() {
        var broken = reportOf(webhook("alert.open", ",\"title\":\"a\\u0000b\\ud800c 😀\""))
                .details();
        assertThat(broken.title()).contains("a\uFFFDb\uFFFDc 😀");

        var longest = reportOf(webhook("alert.open", ",\"title\":\"" + "😀".repeat(50_000) + "\""))
                .details();
        assertThat(longest.title().orElseThrow()).hasSizeLessThanOrEqualTo(1000).endsWith("😀…");

        assertThat(reportOf(webhook("alert.open", ",\"title\":\"  \""))
                        .details()
                        .title())
                .isEmpty();
        assertThat(reportOf(webhook("alert.open", ",\"title\":null")).details().title())
                .isEmpty();
    }

    @Test
    void escapes_of_a_template_are_taken_back_and_those_of_a_person_are_kept() {
        assertThat(titleOf("Disk &gt; 90 &#x27;a&#x27; &amp; more")).isEqualTo("Disk > 90 'a' & more");
        assertThat(titleOf("the <b> tag is written &lt;b&gt;")).isEqualTo("the <b> tag is written &lt;b&gt;");
        assertThat(titleOf("Q&A")).isEqualTo("Q&A");
        assertThat(titleOf("&lt;".repeat(100_000))).startsWith("<<<");
    }

    @Test
    void an_incident_flag_counts_however_it_is_written() {
        for (var flag : List.of("true", "\"true\"", "1")) {
            assertThat(severityOf(flag, "\"sev_1\"")).as(flag).contains("SEV-1");
        }
        for (var flag : List.of("false", "\"false\"", "0", "null")) {
            assertThat(severityOf(flag, "\"SEV-1\"")).as(flag).isEmpty();
        }
        assertThat(severityOf("true", "\"SEV-UNKNOWN\"")).contains("SEV-UNKNOWN");
        assertThat(severityOf("true", "9")).isEmpty();
        assertThat(reportOf(webhook("alert.open", ",\"meta\":[]")).details().incidentSeverity())
                .isEmpty();
    }

    @Test
    void linked_data_give_the_person_a_name() {
        var acknowledged = ",\"d_user_id\":\"usr_Kp0sVd3LmQ8xT1\",\"acknowledgedby\":\"usr_Kp0sVd3LmQ8xT1\"";

        assertThat(reportOf(webhook("alert.acknowledged", acknowledged))
                        .details()
                        .by())
                .contains("usr_Kp0sVd3LmQ8xT1");
        assertThat(reportOf(webhook("alert.acknowledged", acknowledged + ",\"d_user\":{\"name\":\"Ana Ruiz\"}"))
                        .details()
                        .by())
                .contains("Ana Ruiz");
    }

    @Test
    void only_a_payload_with_a_place_for_it_can_lack_a_marker() {
        assertThat(reportOf(webhook("alert.created", "")).details().carriesMarkerFields())
                .isFalse();
        assertThat(reportOf(webhook("alert.created", ",\"tags\":[]")).details().carriesMarkerFields())
                .isTrue();
        assertThat(reportOf(webhook("alert.created", ",\"thirdparty_id\":null"))
                        .details()
                        .carriesMarkerFields())
                .isTrue();
    }

    @Test
    void keys_that_a_rule_added_mean_nothing_and_a_type_that_it_wrote_counts() {
        var body = "{\"type\":\"alert.resolved\",\"secret\":\"x\",\"team\":7,\"data\":{\"id\":\"alt_abcdef\"}}";

        assertThat(reportOf(body).type()).isEqualTo(ReportType.RESOLVED);
    }

    @Test
    void an_answer_of_the_api_is_a_poll_with_both_ids_the_one_of_the_webhooks_first() {
        var news = (Reading.News) DeliveryReader.readPoll(bytes("""
                {"id":"01KAB3N9Q8Z0000000000000AB","prefix_id":"alt_mQ7xPz-2_kLw9T","account_id":"01KAB3N9Q8Z0000000000000AC",
                 "tiny_id":4711,"status":"dropped","title":"Checkout","urgency":"silent","tag_list":["checkout"],
                 "created_at":"2026-11-23T09:15:02Z","updated_at":"2026-11-23T09:16:40Z",
                 "destination_team_ids":["01KAB3N9Q8Z0000000000000AD"],
                 "destination_account_user_ids":["01KAB3N9Q8Z0000000000000AE"],"destination_router_ids":[]}"""), ASKED, NOON);

        assertThat(news.ids()).containsExactly("alt_mQ7xPz-2_kLw9T", "01KAB3N9Q8Z0000000000000AB");
        assertThat(news.account()).isEmpty();
        var report = news.report();
        assertThat(report.type()).isEqualTo(ReportType.POLL);
        assertThat(report.status()).isEqualTo(new StatusWord.Known(AlertState.DROPPED));
        assertThat(report.updatedAt()).contains(Instant.parse("2026-11-23T09:16:40.999999Z"));
        assertThat(report.created()).contains(Instant.parse("2026-11-23T09:15:02Z"));
        assertThat(report.details().destinations())
                .contains(List.of("01KAB3N9Q8Z0000000000000AD", "01KAB3N9Q8Z0000000000000AE"));
        assertThat(report.details().tags()).contains(List.of("checkout"));
        assertThat(report.details().number()).contains("4711");
    }

    @Test
    void an_answer_that_settles_an_act_is_another_report_than_the_same_words_before() {
        var act = new ActId(new UUID(7, 7));
        var body = bytes("{\"id\":\"01KAB3N9Q8Z0000000000000AB\",\"status\":\"acknowledged\"}");

        var before = (Reading.News) DeliveryReader.readPoll(body, ASKED, NOON);
        var answer = (Reading.News) DeliveryReader.readPoll(body, PollNote.settling(act), NOON);

        assertThat(answer.report().settles()).contains(act);
        assertThat(answer.report().digest()).isNotEqualTo(before.report().digest());
    }

    @Test
    void a_note_survives_the_inbox() {
        var note = new PollNote(Optional.of(new ActId(new UUID(7, 7))), Arrival.FIRST_POLL, "connecting");

        assertThat(PollNote.fromJson(note.toJson())).isEqualTo(note);
    }

    @Test
    void no_body_makes_the_reader_throw() {
        for (int seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var body = bytes(ACKNOWLEDGED_BY_ONE_OF_TWO);
            for (int change = random.nextInt(1, 6); change > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }

            assertThat(DeliveryReader.readWebhook(body, NOON))
                    .as("seed %d", seed)
                    .isNotNull();
            assertThat(DeliveryReader.readPoll(body, ASKED, NOON))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    private static String webhook(String type, String more) {
        return "{\"type\":\"" + type + "\",\"data\":{\"id\":\"alt_mQ7xPz-2_kLw9T\"" + more + "}}";
    }

    private static StatusWord statusOf(String json) {
        return reportOf(webhook("alert.open", ",\"status\":" + json)).status();
    }

    private static String titleOf(String title) {
        return reportOf(webhook("alert.open", ",\"title\":\"" + title + "\""))
                .details()
                .title()
                .orElseThrow();
    }

    private static Optional<String> severityOf(String flag, String severity) {
        return reportOf(webhook(
                        "alert.open", ",\"meta\":{\"incident\":" + flag + ",\"incident_severity\":" + severity + "}"))
                .details()
                .incidentSeverity();
    }

    private static Told reportOf(String body) {
        return newsOf(body).report();
    }

    private static Reading.News newsOf(String body) {
        return (Reading.News) DeliveryReader.readWebhook(bytes(body), NOON);
    }

    private static String reasonOf(String body) {
        return ((Reading.Quarantined) DeliveryReader.readWebhook(bytes(body), NOON)).reason();
    }

    private static String ignored(String body) {
        return ((Reading.Ignored) DeliveryReader.readWebhook(bytes(body), NOON)).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
