package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.sandbox.pagertree.SandboxSettings.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertCallsTest {
    private static final Instant START = Instant.parse("2026-11-23T09:15:02.118Z");

    private final SettableClock clock = new SettableClock(START);
    private final SandboxPagerTree sandbox =
            SandboxPagerTree.start(SandboxSettings.defaults().withClock(clock, Pace.MANUAL));
    private final SandboxUser user = new SandboxUser(sandbox);

    @AfterEach
    void close() {
        user.close();
        sandbox.close();
    }

    @Test
    void a_created_alert_comes_back_whole_and_queued() {
        var created = user.post(
                "/alerts",
                Map.of(
                        "title", "INC-208 Checkout down",
                        "description", "Declared in the hub",
                        "urgency", "critical",
                        "destination_team_ids", List.of(user.teamId("Checkout")),
                        "tags", List.of("hub", "inc-208", "hub", ""),
                        "thirdparty_id", "hub-inc-208-page-1",
                        "meta", Map.of("incident", true, "incident_severity", "sev_1", "secret_key", "dropped")));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("status")).isEqualTo("queued");
        assertThat(created.at("id")).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(created.at("prefix_id")).matches("alt_[A-Za-z0-9_-]{14}");
        assertThat(created.at("account_id")).isEqualTo(sandbox.accountId());
        assertThat(created.at("created_at")).isEqualTo("2026-11-23T09:15:02.118Z");
        assertThat(created.at("thirdparty_id")).isEqualTo("hub-inc-208-page-1");
        assertThat(created.at("source_type")).isEqualTo("AccountUser");
        assertThat(created.body().path("tag_list").toString()).isEqualTo("[\"hub\",\"inc-208\"]");
        assertThat(created.body().path("destination_team_ids").get(0).asText()).isEqualTo(user.teamId("Checkout"));
        assertThat(created.body().path("meta").toString())
                .contains("\"incident\":true")
                .contains("\"incident_severity\":\"SEV-1\"")
                .doesNotContain("dropped");
        assertThat(user.get("/alerts/" + created.at("id")).body()).isEqualTo(created.body());
        assertThat(user.get("/alerts/" + created.at("prefix_id")).body()).isEqualTo(created.body());
    }

    @Test
    void an_alert_opens_when_it_is_routed() {
        var created = user.createAlert("Latency", "Checkout");

        sandbox.runWhatIsDue();

        assertThat(user.status(created)).isEqualTo("open");
    }

    @Test
    void a_form_means_the_same_as_json() {
        var created = user.postForm(
                "/alerts",
                "title=Disk+full&urgency=low&destination_team_ids[]=%s&tags[]=a%%20b&tags[]=c&meta[incident]=true&meta[incident_severity]=SEV-2"
                        .formatted(user.teamId("Data")));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("title")).isEqualTo("Disk full");
        assertThat(created.body().path("tags").toString()).isEqualTo("[\"a b\",\"c\"]");
        assertThat(created.body().path("meta").path("incident").isBoolean()).isTrue();
    }

    @Test
    void all_that_is_missing_is_said_at_once_in_pagertrees_form() {
        var refused = user.post("/alerts", Map.of("description", "x"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("code").asInt()).isEqualTo(422);
        assertThat(refused.messages())
                .containsExactly("title can't be blank", "urgency can't be blank", "destinations can't be blank");
        var unknown = user.post(
                "/alerts",
                Map.of("title", "x", "urgency", "loud", "destination_team_ids", List.of("01JT9QK2M4W8ZC6R5N3VXB7PHD")));
        assertThat(unknown.messages())
                .containsExactly("urgency is not included in the list", "destination_team_ids holds an unknown team");
    }

    @Test
    void a_body_that_cannot_be_read_is_400_and_a_stranger_is_401() {
        var url = sandbox.apiUrl() + "/alerts";
        var broken = "{\"title\":".getBytes(StandardCharsets.UTF_8);

        assertThat(user.send("POST", url, sandbox.apiKey(), "application/json", broken)
                        .status())
                .isEqualTo(400);
        assertThat(user.send("POST", url, sandbox.apiKey(), "application/json", "[]".getBytes(StandardCharsets.UTF_8))
                        .body()
                        .path("code")
                        .asInt())
                .isEqualTo(400);
        for (var token : List.of("", "wrong", sandbox.apiKey() + "x")) {
            var stranger = user.postAs(token, "/alerts", Map.of());
            assertThat(stranger.status()).isEqualTo(401);
            assertThat(stranger.body().path("code").asInt()).isEqualTo(401);
            assertThat(stranger.messages()).hasSize(1);
        }
    }

    @Test
    void what_does_not_exist_is_404_in_pagertrees_form() {
        for (var path : List.of("/alerts/alt_nope", "/alerts/01JT9QK2M4W8ZC6R5N3VXB7PHD", "/nothing", "/alerts/1/x")) {
            var missing = user.get(path);
            assertThat(missing.status()).as(path).isEqualTo(404);
            assertThat(missing.body().path("code").asInt()).as(path).isEqualTo(404);
        }
        assertThat(user.get("/alerts/" + user.createAlert("x", "Data").at("tiny_id"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void acknowledge_and_resolve_follow_the_states() {
        var alert = user.createAlert("Latency", "Checkout");
        var path = "/alerts/" + alert.at("prefix_id");

        var tooEarly = user.post(path + "/resolve", Map.of());
        assertThat(tooEarly.status()).isEqualTo(422);
        assertThat(tooEarly.messages()).containsExactly("alert can't be resolved from the queued state");
        sandbox.runWhatIsDue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(user.post(path + "/acknowledge", Map.of()).at("status")).isEqualTo("acknowledged");
        assertThat(user.post(path + "/acknowledge", Map.of()).status()).isEqualTo(422);
        var resolved = user.post(path + "/resolve", Map.of());
        assertThat(resolved.status()).isEqualTo(200);
        assertThat(resolved.at("status")).isEqualTo("resolved");
        assertThat(resolved.at("acknowledged_at")).isEqualTo("2026-11-23T09:16:02.118Z");
        assertThat(resolved.at("resolved_at")).isEqualTo("2026-11-23T09:16:02.118Z");
        assertThat(resolved.at("updated_at")).isEqualTo("2026-11-23T09:16:02.118Z");
        assertThat(user.post(path + "/resolve", Map.of()).status()).isEqualTo(422);
    }

    @Test
    void members_view_acknowledge_and_reject_and_no_more() {
        var alert = user.createAlert("Latency", "Checkout");
        sandbox.runWhatIsDue();
        var path = "/alerts/" + alert.at("id");
        var ana = sandbox.findApiKeyOf("Ana Alvarez").orElseThrow();
        var ben = sandbox.findApiKeyOf("Ben Okafor").orElseThrow();
        var esra = sandbox.findApiKeyOf("Esra Yilmaz").orElseThrow();

        assertThat(user.postAs(ana, path + "/resolve", Map.of()).status()).isEqualTo(403);
        assertThat(user.postAs(ana, "/alerts", Map.of()).status()).isEqualTo(403);
        assertThat(user.postAs(ben, path + "/reject", Map.of()).status())
                .as("not being rung yet")
                .isEqualTo(422);
        assertThat(user.postAs(ana, path + "/reject", Map.of()).at("status")).isEqualTo("open");
        assertThat(user.postAs(esra, path + "/acknowledge", Map.of()).status())
                .as("another team")
                .isEqualTo(422);
        assertThat(user.postAs(ben, path + "/acknowledge", Map.of()).at("status"))
                .isEqualTo("acknowledged");
    }

    @Test
    void two_destinations_have_to_acknowledge_both() {
        var alert = user.createAlert("Latency", "Checkout", "Data");
        sandbox.runWhatIsDue();
        var path = "/alerts/" + alert.at("id");

        var first = user.postAs(sandbox.findApiKeyOf("Ana Alvarez").orElseThrow(), path + "/acknowledge", Map.of());
        var second = user.postAs(sandbox.findApiKeyOf("Esra Yilmaz").orElseThrow(), path + "/acknowledge", Map.of());

        assertThat(first.at("status")).isEqualTo("open");
        assertThat(second.at("status")).isEqualTo("acknowledged");
    }

    @Test
    void an_unanswered_alert_is_dropped_by_the_clock() {
        var alert = user.createAlert("Latency", "Checkout");
        sandbox.runWhatIsDue();

        clock.advance(Duration.ofMinutes(14));
        sandbox.runWhatIsDue();
        assertThat(user.status(alert)).isEqualTo("open");
        clock.advance(Duration.ofMinutes(1));
        sandbox.runWhatIsDue();

        assertThat(user.status(alert)).isEqualTo("dropped");
    }

    @Test
    void nobody_on_call_drops_at_once() {
        sandbox.setNobodyOnCall("Checkout", true);
        var alert = user.createAlert("Latency", "Checkout");
        sandbox.runWhatIsDue();

        assertThat(user.status(alert)).isEqualTo("dropped");
        assertThat(user.get("/teams/" + user.teamId("Checkout") + "/current_oncall")
                        .text())
                .isEqualTo("[]");
    }

    @Test
    void an_update_changes_what_it_names_and_never_the_destinations() {
        var alert = user.createAlert("Latency", "Checkout");
        clock.advance(Duration.ofSeconds(5));

        var updated = user.put(
                "/alerts/" + alert.at("id"),
                Map.of("title", "Latency again", "destination_team_ids", List.of(user.teamId("Data"))));

        assertThat(updated.at("title")).isEqualTo("Latency again");
        assertThat(updated.at("urgency")).isEqualTo("high");
        assertThat(updated.at("updated_at")).isEqualTo("2026-11-23T09:15:07.118Z");
        assertThat(updated.body().path("destination_team_ids").get(0).asText()).isEqualTo(user.teamId("Checkout"));
        assertThat(user.put("/alerts/" + alert.at("id"), Map.of("title", "")).status())
                .isEqualTo(422);
    }

    @Test
    void a_deleted_alert_is_gone() {
        var alert = user.createAlert("Latency", "Checkout");

        var deleted = user.delete("/alerts/" + alert.at("id"));

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(user.get("/alerts/" + alert.at("prefix_id")).status()).isEqualTo(404);
        sandbox.runWhatIsDue();
    }

    @Test
    void comments_are_kept_with_their_author() {
        var alert = user.createAlert("Latency", "Checkout");
        var path = "/alerts/" + alert.at("id") + "/comments";

        assertThat(user.post(path, Map.of()).messages()).containsExactly("body can't be blank");
        assertThat(user.post(path, Map.of("body", "on it")).status()).isEqualTo(201);

        var comment = user.get(path).body().path("data").get(0);
        assertThat(comment.path("body").asText()).isEqualTo("on it");
        assertThat(comment.path("created_by_name").asText()).isEqualTo("Graft Hub");
    }

    @Test
    void a_strict_sandbox_takes_only_ulids_in_bodies() {
        try (var strict = SandboxPagerTree.start(SandboxSettings.defaults().withUlidsOnlyInBodies());
                var its = new SandboxUser(strict)) {
            var prefixId = strict.teams().getFirst().prefixId();
            var body = Map.of("title", "x", "urgency", "low", "destination_team_ids", List.of(prefixId));

            assertThat(its.post("/alerts", body).status()).isEqualTo(422);
            assertThat(user.post("/alerts", body).status()).isEqualTo(201);
        }
    }
}
