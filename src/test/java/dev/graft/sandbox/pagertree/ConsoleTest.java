package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.http.OutgoingHttp.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final SettableClock clock = new SettableClock(java.time.Instant.parse("2026-11-23T09:00:00Z"));
    private final SandboxPagerTree sandbox =
            SandboxPagerTree.start(SandboxSettings.defaults().withClock(clock, SandboxSettings.Pace.MANUAL));
    private final SandboxUser user = new SandboxUser(sandbox);
    private final OutgoingHttp browser = new OutgoingHttp(Duration.ofSeconds(2), 1024 * 1024);

    @AfterEach
    void close() {
        browser.close();
        user.close();
        sandbox.close();
    }

    @Test
    void the_first_page_lists_alerts_and_who_is_rung() {
        user.createAlert("Checkout latency", "Checkout", "Data");
        sandbox.runWhatIsDue();

        assertThat(page("/"))
                .contains("Checkout latency")
                .contains("open")
                .contains("Checkout, Data")
                .contains("Ana Alvarez, Esra Yilmaz");
    }

    @Test
    void an_alert_has_a_page_under_all_its_names() {
        var alert = user.createAlert("Latency", "Checkout");

        for (var path : List.of(
                "/alerts/" + alert.at("id"),
                "/alerts/" + alert.at("prefix_id"),
                "/" + sandbox.accountId() + "/alerts/" + alert.at("id"),
                "/" + sandbox.accountSid() + "/alerts/" + alert.at("prefix_id"))) {
            assertThat(page(path)).as(path).contains("Latency").contains("Checkout");
        }
        assertThat(get("/alerts/alt_none").status()).isEqualTo(404);
        assertThat(get("/acc_other/alerts/" + alert.at("id")).status()).isEqualTo(404);
    }

    @Test
    void the_buttons_do_what_they_say() {
        var alert = user.createAlert("Latency", "Checkout");
        var path = "/alerts/" + alert.at("prefix_id");
        sandbox.runWhatIsDue();

        press(path + "/timeout", "destination=" + user.teamId("Checkout"));
        assertThat(page(path)).contains("layer 2, round 1: ringing Ben Okafor");
        press(path + "/acknowledge", "");
        assertThat(user.status(alert)).isEqualTo("acknowledged");
        press(path + "/handoff", "to=" + user.teamId("Data"));
        assertThat(page(path)).contains("ringing Esra Yilmaz");
        var esra = user.get("/teams/" + user.teamId("Data"))
                .body()
                .path("member_account_user_ids")
                .get(0);
        press(path + "/reject", "as=" + esra.asText());
        assertThat(user.status(alert)).isEqualTo("dropped");
        press(path + "/resolve", "back=" + path);
        assertThat(user.status(alert)).isEqualTo("resolved");
        assertThat(post(path + "/resolve", "", Map.of()).status()).isEqualTo(422);
    }

    @Test
    void an_alert_can_be_made_by_hand() {
        var made = post(
                "/alerts", "title=By+hand&urgency=critical&destination_team_ids[]=" + user.teamId("Data"), Map.of());

        assertThat(made.status()).isEqualTo(303);
        assertThat(made.headers().get("location")).singleElement().asString().startsWith("/alerts/alt_");
        assertThat(user.get("/alerts?title=By%20hand&urgency=critical")
                        .body()
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void teams_faults_and_deliveries_have_pages() {
        try (var receiver = new Receiver()) {
            sandbox.connectWebhook(receiver.url("/"));
            user.createAlert("Latency", "Checkout");
            sandbox.runWhatIsDue();

            assertThat(page("/deliveries"))
                    .contains("alert.created")
                    .contains("success")
                    .contains("200");
            press("/faults", "fault=timeout_after_effect&count=3");
            assertThat(page("/faults")).contains("next 3");
            press("/teams/" + sandbox.teams().getFirst().prefixId(), "nobody_on_call=true");
            assertThat(page("/teams")).contains("Nobody is on call.").contains("Layer 1: Ana Alvarez for 5 min");
            var id = json("/sandbox/deliveries").split("\"id\":\"", 2)[1].substring(0, 26);
            press("/deliveries/" + id, "");
            sandbox.runWhatIsDue();
            assertThat(receiver.all()).hasSize(3);
        }
    }

    @Test
    void words_from_outside_stay_words() {
        var nasty = "</td><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        var alert = user.post(
                "/alerts",
                Map.of(
                        "title",
                        nasty,
                        "description",
                        nasty,
                        "urgency",
                        "low",
                        "tags",
                        List.of(nasty),
                        "thirdparty_id",
                        nasty,
                        "meta",
                        Map.of("incident_message", nasty),
                        "destination_team_ids",
                        List.of(user.teamId("Data"))));
        user.post("/alerts/" + alert.at("id") + "/comments", Map.of("body", nasty));

        for (var path : List.of("/", "/alerts/" + alert.at("id"), "/deliveries")) {
            assertThat(page(path)).as(path).doesNotContain("<script").doesNotContain("<img");
        }
        assertThat(get("/").headers().get("content-security-policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'");
    }

    @Test
    void another_sites_page_cannot_press_the_buttons() {
        var alert = user.createAlert("Latency", "Checkout");
        sandbox.runWhatIsDue();

        for (var site : List.of("cross-site", "same-site")) {
            assertThat(post("/alerts/" + alert.at("id") + "/resolve", "", Map.of("Sec-Fetch-Site", site))
                            .status())
                    .isEqualTo(403);
            assertThat(post("/sandbox/faults", "fault=rate_limited", Map.of("Sec-Fetch-Site", site))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(user.status(alert)).isEqualTo("open");
    }

    private void press(String path, String form) {
        assertThat(post(path, form, Map.of("Sec-Fetch-Site", "same-origin")).status())
                .isEqualTo(303);
    }

    private String page(String path) {
        var answered = get(path);
        assertThat(answered.status()).as(path).isEqualTo(200);
        return new String(answered.body(), StandardCharsets.UTF_8);
    }

    private String json(String path) {
        return page(path);
    }

    private Outcome.Answered get(String path) {
        return (Outcome.Answered) browser.send(
                OutgoingHttp.Request.get(URI.create(sandbox.uiUrl() + path), Map.of(), Duration.ofSeconds(5)));
    }

    private Outcome.Answered post(String path, String form, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return (Outcome.Answered) browser.send(OutgoingHttp.Request.post(
                URI.create(sandbox.uiUrl() + path), all, form.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(5)));
    }
}
