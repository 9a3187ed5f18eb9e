package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.sandbox.pagertree.SandboxSettings.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final Instant START = Instant.parse("2026-11-23T09:15:02.118Z");

    private final SettableClock clock = new SettableClock(START);
    private final SandboxPagerTree sandbox = SandboxPagerTree.start(
            SandboxSettings.defaults().withClock(clock, Pace.MANUAL).withRetryBase(Duration.ofSeconds(10)));
    private final SandboxUser user = new SandboxUser(sandbox);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        user.close();
        sandbox.close();
        receiver.close();
    }

    @Test
    void an_alert_is_told_in_the_v3_format() {
        sandbox.connectWebhook(receiver.url("/hook?secret=s3cret"));
        var alert = user.post(
                "/alerts",
                Map.of(
                        "title",
                        "Checkout latency above 2 s",
                        "urgency",
                        "high",
                        "destination_team_ids",
                        List.of(user.teamId("Checkout"), user.teamId("Data")),
                        "tags",
                        List.of("checkout"),
                        "thirdparty_id",
                        "checkout-p99",
                        "meta",
                        Map.of("incident", true)));
        sandbox.runWhatIsDue();
        user.postAs(
                sandbox.findApiKeyOf("Ana Alvarez").orElseThrow(),
                "/alerts/" + alert.at("id") + "/acknowledge",
                Map.of());
        sandbox.runWhatIsDue();

        assertThat(receiver.types()).containsExactly("alert.created", "alert.open", "alert.acknowledged");
        var webhook = receiver.all().get(2);
        assertThat(webhook.path()).isEqualTo("/hook?secret=s3cret");
        assertThat(webhook.json().properties().stream().map(Map.Entry::getKey))
                .as("nothing else at the top level")
                .containsExactlyInAnyOrder("type", "data");
        var data = webhook.json().path("data");
        assertThat(data.path("sid").asText()).isEqualTo(sandbox.accountSid());
        assertThat(data.path("id").asText()).isEqualTo(alert.at("prefix_id"));
        assertThat(data.path("tinyId").asInt()).isEqualTo(1);
        assertThat(data.path("createdAt").asText()).isEqualTo("2026-11-23T09:15:02.118Z");
        assertThat(data.path("created").asLong()).isEqualTo(START.getEpochSecond());
        assertThat(data.path("acknowledged").asLong()).isEqualTo(START.getEpochSecond());
        assertThat(data.path("acknowledgedby").asText()).startsWith("usr_");
        assertThat(data.path("d_user_id").asText())
                .isEqualTo(data.path("acknowledgedby").asText());
        assertThat(data.path("resolved").isNull()).isTrue();
        assertThat(data.path("status").asText())
                .as("only one of two destinations has acknowledged")
                .isEqualTo("open");
        assertThat(data.path("destination_ids").toString())
                .isEqualTo("[\"%s\",\"%s\"]"
                        .formatted(
                                sandbox.teams().get(0).prefixId(),
                                sandbox.teams().get(2).prefixId()));
        assertThat(data.path("d_team_id").asText())
                .isEqualTo(sandbox.teams().getFirst().prefixId());
        assertThat(data.path("thirdparty_id").asText()).isEqualTo("checkout-p99");
        assertThat(data.path("tags").get(0).asText()).isEqualTo("checkout");
        assertThat(data.path("meta").path("incident").asBoolean()).isTrue();
        assertThat(data.path("source_id").asText()).startsWith("usr_");
    }

    @Test
    void the_headers_are_pagertrees() {
        var integration = createIntegration(
                Map.of("option_alert_created", true, "option_username", "graft", "option_password", "pass:word"));
        user.createAlert("x", "Data");
        sandbox.runWhatIsDue();

        var headers = receiver.next().headers();

        assertThat(headers)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Accept", "*/*")
                .containsEntry(
                        "User-Agent",
                        "pagertree outgoing webhook service; ref: %s; report: support@pagertree.com"
                                .formatted(integration.at("id")))
                .containsEntry(
                        "Authorization",
                        Base64.getEncoder()
                                .encodeToString("graft:pass:word".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void a_user_without_a_password_sends_no_authorization() {
        createIntegration(Map.of("option_alert_created", true, "option_username", "graft"));
        user.createAlert("x", "Data");
        sandbox.runWhatIsDue();

        assertThat(receiver.next().headers()).doesNotContainKey("Authorization");
    }

    @Test
    void events_are_off_until_switched_on() {
        createIntegration(Map.of("option_alert_resolved", true));
        var alert = user.createAlert("x", "Data");
        sandbox.runWhatIsDue();
        user.post("/alerts/" + alert.at("id") + "/resolve", Map.of());
        sandbox.runWhatIsDue();

        assertThat(receiver.types()).containsExactly("alert.resolved");
    }

    @Test
    void a_disabled_integration_is_silent() {
        var integration = createIntegration(Map.of("option_alert_created", true));
        user.put("/integrations/" + integration.at("id"), Map.of("enabled", 0));
        user.createAlert("x", "Data");
        sandbox.runWhatIsDue();

        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void a_whole_life_is_told_event_by_event() {
        sandbox.connectWebhook(receiver.url("/"));
        var alert = user.createAlert("x", "Checkout");
        sandbox.runWhatIsDue();
        clock.advance(Duration.ofMinutes(60));
        sandbox.runWhatIsDue();

        assertThat(receiver.types())
                .containsExactly("alert.created", "alert.open", "alert.timeout", "alert.timeout", "alert.dropped");
        assertThat(receiver.all().stream()
                        .map(webhook ->
                                webhook.json().path("data").path("updatedAt").asText()))
                .endsWith("2026-11-23T09:20:02.118Z", "2026-11-23T09:30:02.118Z", "2026-11-23T09:30:02.118Z");
        user.post("/alerts/" + alert.at("id") + "/acknowledge", Map.of());
        user.post("/alerts/" + alert.at("id") + "/resolve", Map.of());
        sandbox.runWhatIsDue();
        assertThat(receiver.types()).hasSize(7).endsWith("alert.acknowledged", "alert.resolved");
    }

    @Test
    void a_body_is_the_newest_state_when_it_is_rendered() {
        sandbox.connectWebhook(receiver.url("/"));
        var alert = user.createAlert("x", "Checkout");
        sandbox.runWhatIsDue();
        user.post("/alerts/" + alert.at("id") + "/acknowledge", Map.of());
        user.post("/alerts/" + alert.at("id") + "/resolve", Map.of());
        sandbox.runWhatIsDue();

        var acknowledged = receiver.all().get(2);
        assertThat(acknowledged.type()).isEqualTo("alert.acknowledged");
        assertThat(acknowledged.json().path("data").path("status").asText()).isEqualTo("resolved");
    }

    @Test
    void a_failing_receiver_gets_the_same_bytes_fifteen_times_with_doubled_waits() {
        receiver.answers(() -> 401);
        createIntegration(Map.of("option_alert_created", true));
        user.createAlert("x", "Data");
        sandbox.runWhatIsDue();
        assertThat(receiver.all()).hasSize(1);

        clock.advance(Duration.ofSeconds(9));
        sandbox.runWhatIsDue();
        assertThat(receiver.all()).as("before the first wait is over").hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        sandbox.runWhatIsDue();
        assertThat(receiver.all()).hasSize(2);
        clock.advance(Duration.ofSeconds(19));
        sandbox.runWhatIsDue();
        assertThat(receiver.all()).as("before the second, doubled wait is over").hasSize(2);
        for (int hour = 0; hour < 50; hour++) {
            clock.advance(Duration.ofHours(1));
            sandbox.runWhatIsDue();
        }

        assertThat(receiver.all()).hasSize(15);
        assertThat(receiver.all().stream().map(Receiver.Received::body).distinct())
                .hasSize(1);
    }

    @Test
    void redirects_fail_and_any_2xx_is_success() {
        var answers = new AtomicInteger();
        receiver.answers(() -> List.of(302, 500, 204).get(Math.min(2, answers.getAndIncrement())));
        createIntegration(Map.of("option_alert_created", true));
        user.createAlert("x", "Data");
        for (int hour = 0; hour < 5; hour++) {
            sandbox.runWhatIsDue();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(receiver.all()).hasSize(3);
    }

    @Test
    void a_receiver_that_is_away_is_asked_again() {
        sandbox.connectWebhook("http://127.0.0.1:1/hook");
        user.createAlert("x", "Data");
        sandbox.runWhatIsDue();

        sandbox.connectWebhook(receiver.url("/"));
        clock.advance(Duration.ofMinutes(1));
        sandbox.runWhatIsDue();

        assertThat(receiver.types()).containsExactlyInAnyOrder("alert.created", "alert.open");
    }

    @Test
    void an_integration_can_be_made_read_and_deleted_through_the_api() {
        var type = user.get("/integration_types").body().path("data").get(0);
        assertThat(type.path("name").asText()).isEqualTo("Outgoing Webhook");
        assertThat(user.post("/integrations", Map.of()).messages())
                .contains(
                        "name can't be blank",
                        "urgency can't be blank",
                        "integration_type can't be blank",
                        "destinations can't be blank");
        var made = createIntegration(Map.of("option_alert_open", true));

        var read = user.get("/integrations/" + made.at("prefix_id"));

        assertThat(read.body().path("options").path("alert_open").asBoolean()).isTrue();
        assertThat(read.body().path("options").path("alert_created").asBoolean())
                .isFalse();
        assertThat(read.body().path("integration_type").path("name").asText()).isEqualTo("Outgoing Webhook");
        assertThat(user.get("/integrations?enabled=true")
                        .body()
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(user.delete("/integrations/" + made.at("id")).status()).isEqualTo(204);
        assertThat(user.get("/integrations").body().path("total_count").asInt()).isZero();
    }

    @Test
    void a_host_without_a_dot_is_refused_as_in_pagertrees_form() {
        var refused =
                user.post("/integrations", integration(Map.of("option_webhook_url", "http://localhost:8080/hook")));

        assertThat(refused.messages()).containsExactly("option_webhook_url is not a valid URL");
        assertThatThrownBy(() -> sandbox.connectWebhook("http://localhost/hook"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SandboxUser.Answer createIntegration(Map<String, Object> options) {
        var made = user.post("/integrations", integration(options));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private Map<String, Object> integration(Map<String, Object> options) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", "Hub");
        body.put("urgency", "high");
        body.put(
                "integration_type_id",
                user.get("/integration_types")
                        .body()
                        .path("data")
                        .get(0)
                        .path("id")
                        .asText());
        body.put("team_ids", List.of(user.teamId("Data")));
        body.put("option_webhook_url", receiver.url("/hook"));
        body.putAll(options);
        return body;
    }
}
