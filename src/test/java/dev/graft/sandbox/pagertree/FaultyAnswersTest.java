package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.http.OutgoingHttp.Outcome;
import dev.graft.sandbox.pagertree.SandboxSettings.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyAnswersTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration HANGING = Duration.ofMillis(600);
    private static final Instant START = Instant.parse("2026-11-23T09:15:02Z");

    private final SettableClock clock = new SettableClock(START);
    private final SandboxPagerTree sandbox = SandboxPagerTree.start(
            SandboxSettings.defaults().withClock(clock, Pace.MANUAL).withHangFor(HANGING));
    private final SandboxUser user = new SandboxUser(sandbox);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        user.close();
        sandbox.close();
        receiver.close();
    }

    @Test
    void a_call_that_hangs_before_its_effect_has_none() {
        sandbox.switchOn(Fault.TIMEOUT_BEFORE_EFFECT, 1);

        assertThat(user.tryToCreate(alert("x"), SHORT)).isInstanceOf(Outcome.Unknown.class);

        assertThat(count()).isZero();
    }

    @Test
    void a_bad_gateway_and_a_stranger_in_between_answer_with_html_and_without_effect() {
        sandbox.switchOn(Fault.BAD_GATEWAY, 1);
        var badGateway = user.post("/alerts", alert("x"));
        sandbox.switchOn(Fault.HTML_ANSWER, 1);
        var page = user.post("/alerts", alert("x"));

        assertThat(badGateway.status()).isEqualTo(502);
        assertThat(page.status()).isEqualTo(200);
        assertThat(List.of(badGateway, page)).allSatisfy(answer -> {
            assertThat(answer.headers()).containsEntry("content-type", List.of("text/html; charset=utf-8"));
            assertThat(answer.text()).startsWith("<html>");
        });
        assertThat(count()).isZero();
    }

    @Test
    void too_many_requests_say_when_to_come_back_in_every_form() {
        var date = refused(Fault.RATE_LIMITED_DATE).getFirst();
        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isEqualTo(START.plusSeconds(2));
        assertThat(refused(Fault.RATE_LIMITED)).containsExactly("2");
        assertThat(refused(Fault.RATE_LIMITED_BARE)).isEmpty();
        assertThat(refused(Fault.RATE_LIMITED_ABSURD)).containsExactly("315360000");
        assertThat(count()).isZero();
    }

    @Test
    void a_dripping_answer_is_whole_for_who_waits_long_enough() {
        user.get("/teams");
        sandbox.switchOn(Fault.SLOW_DRIP, 2);
        assertThat(user.tryToCreate(alert("a"), SHORT)).isInstanceOf(Outcome.Unknown.class);

        var created = user.post("/alerts", alert("b"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("thirdparty_id")).isEqualTo("b");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void half_a_json_is_no_json_and_the_alert_exists() {
        sandbox.switchOn(Fault.HALF_JSON, 1);

        var half = user.post("/alerts", alert("x"));

        assertThat(half.status()).isEqualTo(201);
        assertThat(half.text()).startsWith("{\"account_id\"").doesNotEndWith("}");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_connection_that_ends_leaves_the_caller_in_doubt() {
        sandbox.switchOn(Fault.CONNECTION_RESET, 1);

        assertThat(user.tryToCreate(alert("x"), Duration.ofSeconds(5))).isInstanceOf(Outcome.Unknown.class);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_list_that_lags_does_not_show_the_newest_yet() {
        var alert = user.post("/alerts", alert("x"));
        sandbox.switchOnUntilCleared(Fault.LIST_LAG);

        assertThat(count()).isZero();
        assertThat(user.get("/alerts?thirdparty_id=x")
                        .body()
                        .path("total_count")
                        .asInt())
                .isZero();
        assertThat(user.get("/alerts/" + alert.at("id")).status())
                .as("by its id")
                .isEqualTo(200);
        clock.advance(Faults.LAG);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_thirdparty_id_is_echoed_unless_it_is_dropped() {
        assertThat(user.post("/alerts", alert("kept")).at("thirdparty_id")).isEqualTo("kept");
        sandbox.switchOn(Fault.THIRDPARTY_ID_DROPPED, 1);

        var dropped = user.post("/alerts", alert("gone"));

        assertThat(dropped.body().path("thirdparty_id").isNull()).isTrue();
        assertThat(user.get("/alerts?thirdparty_id=gone")
                        .body()
                        .path("total_count")
                        .asInt())
                .isZero();
    }

    @Test
    void an_alert_that_stays_queued_cannot_be_resolved_yet() {
        sandbox.switchOn(Fault.STAYS_QUEUED, 1);
        var alert = user.post("/alerts", alert("x"));
        sandbox.runWhatIsDue();

        assertThat(user.post("/alerts/" + alert.at("id") + "/resolve", Map.of()).status())
                .isEqualTo(422);
        clock.advance(Faults.LAG);
        sandbox.runWhatIsDue();
        assertThat(user.post("/alerts/" + alert.at("id") + "/resolve", Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void delayed_webhooks_tell_the_state_of_their_event() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.WEBHOOKS_DELAYED, 1);
        user.post("/alerts", alert("x"));
        sandbox.runWhatIsDue();
        assertThat(receiver.all()).isEmpty();

        clock.advance(Faults.LAG);
        sandbox.runWhatIsDue();

        assertThat(receiver.types()).containsExactly("alert.created", "alert.open");
        assertThat(receiver.all().getFirst().json().path("data").path("status").asText())
                .isEqualTo("queued");
    }

    @Test
    void reordered_webhooks_come_in_the_opposite_order() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.WEBHOOKS_REORDERED, 1);
        user.post("/alerts", alert("x"));
        sandbox.runWhatIsDue();
        clock.advance(Faults.LAG);
        sandbox.runWhatIsDue();

        assertThat(receiver.types()).containsExactly("alert.open", "alert.created");
        assertThat(receiver.all().getLast().json().path("data").path("status").asText())
                .isEqualTo("queued");
    }

    @Test
    void a_webhook_may_carry_no_data_at_all() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.WEBHOOKS_WITHOUT_DATA, 1);
        user.post("/alerts", alert("x"));
        sandbox.runWhatIsDue();

        assertThat(receiver.all())
                .hasSize(2)
                .allSatisfy(webhook -> assertThat(webhook.body()).contains("\"data\":null"));
    }

    @Test
    void a_fault_for_reads_spares_the_writes_and_one_for_all_spares_nothing() {
        control("{\"fault\":\"server_error\",\"calls\":\"reads\"}");
        assertThat(user.get("/teams").status()).isEqualTo(500);
        assertThat(user.post("/alerts", alert("x")).status()).isEqualTo(201);
        control("{\"fault\":\"server_error\",\"calls\":\"all\"}");
        assertThat(user.post("/teams", Map.of()).status()).isEqualTo(500);

        assertThat(control("{\"fault\":\"server_error\",\"calls\":\"some\"}").status())
                .isEqualTo(422);
    }

    @Test
    void a_fault_that_does_not_exist_is_refused_with_those_that_do() {
        for (var path : List.of("/sandbox/faults", "/faults")) {
            var refused = send(path, "{\"fault\":\"fire\"}");

            assertThat(refused.status()).as(path).isEqualTo(422);
            assertThat(refused.messages().getFirst()).contains("slow_drip", "webhooks_lost", "list_lag");
        }
    }

    private List<String> refused(Fault fault) {
        sandbox.switchOn(fault, 1);
        var answer = user.post("/alerts", alert("x"));
        assertThat(answer.status()).isEqualTo(429);
        return answer.headers().getOrDefault("retry-after", List.of());
    }

    private int count() {
        return user.get("/alerts").body().path("total_count").asInt();
    }

    private Map<String, Object> alert(String thirdpartyId) {
        return Map.of(
                "title",
                "x",
                "urgency",
                "high",
                "thirdparty_id",
                thirdpartyId,
                "destination_team_ids",
                List.of(user.teamId("Checkout")));
    }

    private SandboxUser.Answer control(String body) {
        return send("/sandbox/faults", body);
    }

    private SandboxUser.Answer send(String path, String body) {
        return user.send("POST", sandbox.uiUrl() + path, "", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
