package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.http.OutgoingHttp.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    private final SandboxPagerTree sandbox =
            SandboxPagerTree.start(SandboxSettings.defaults().withRetryBase(Duration.ofMillis(20)));
    private final SandboxUser user = new SandboxUser(sandbox);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        user.close();
        sandbox.close();
        receiver.close();
    }

    @Test
    void after_a_timeout_the_alert_exists_all_the_same() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.TIMEOUT_AFTER_EFFECT, 1);

        assertThat(user.tryToCreate(alert("marked-1"), SHORT)).isInstanceOf(Outcome.Unknown.class);

        var found = user.get("/alerts?thirdparty_id=marked-1").body();
        assertThat(found.path("total_count").asInt()).isEqualTo(1);
        assertThat(receiver.next().type()).startsWith("alert.");
        assertThat(user.tryToCreate(alert("marked-2"), SHORT))
                .as("only the next one")
                .isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void a_hanging_answer_ends_when_the_sandbox_closes() {
        var closing = SandboxPagerTree.start(SandboxSettings.defaults());
        try (var its = new SandboxUser(closing)) {
            closing.switchOnUntilCleared(Fault.TIMEOUT_AFTER_EFFECT);
            var outcomes = new ConcurrentLinkedQueue<Outcome>();
            var caller =
                    Thread.ofVirtual().start(() -> outcomes.add(its.tryToCreate(alert("x"), Duration.ofSeconds(30))));
            while (its.get("/alerts").body().path("total_count").asInt() == 0) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();

            closing.close();
            caller.join();

            assertThat(outcomes).singleElement().isInstanceOf(Outcome.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_webhooks_come_before_the_answer() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.WEBHOOK_BEFORE_RESPONSE, 1);

        var outcome = user.tryToCreate(alert("marked"), Duration.ofSeconds(10));

        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        assertThat(receiver.types())
                .as("delivered by the time of the answer")
                .containsExactly("alert.created", "alert.open");
        var data = receiver.all().getFirst().json().path("data");
        assertThat(data.path("thirdparty_id").asText()).isEqualTo("marked");
        assertThat(data.path("status").asText()).isEqualTo("queued");
    }

    @Test
    void both_at_once_leave_the_webhook_as_the_only_word() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.WEBHOOK_BEFORE_RESPONSE, 1);
        sandbox.switchOn(Fault.TIMEOUT_AFTER_EFFECT, 1);

        assertThat(user.tryToCreate(alert("marked"), Duration.ofSeconds(2))).isInstanceOf(Outcome.Unknown.class);
        assertThat(receiver.types()).containsExactly("alert.created", "alert.open");
    }

    @Test
    void refusals_have_no_effect() {
        sandbox.switchOn(Fault.SERVER_ERROR, 1);
        sandbox.switchOn(Fault.RATE_LIMITED, 1);

        var first = user.post("/alerts", alert("a"));
        var second = user.post("/alerts", alert("b"));
        var third = user.post("/alerts", alert("c"));

        assertThat(first.status()).isEqualTo(500);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.headers()).containsEntry("retry-after", List.of("2"));
        assertThat(third.status()).isEqualTo(201);
        assertThat(user.get("/alerts").body().path("total_count").asInt()).isEqualTo(1);
    }

    @Test
    void lost_webhooks_never_come_and_doubled_ones_are_the_same_bytes() {
        sandbox.connectWebhook(receiver.url("/"));
        sandbox.switchOn(Fault.WEBHOOKS_LOST, 1);
        user.post("/alerts", alert("lost"));
        sandbox.switchOn(Fault.WEBHOOKS_TWICE, 1);
        user.post("/alerts", alert("twice"));

        var four = List.of(receiver.next(), receiver.next(), receiver.next(), receiver.next());

        assertThat(four).allMatch(webhook -> webhook.body().contains("\"twice\""));
        assertThat(four.stream().map(Receiver.Received::body).distinct()).hasSize(2);
    }

    @Test
    void the_control_api_switches_counts_and_clears() {
        assertThat(control("{\"fault\":\"timeout_after_effect\",\"count\":2}").text())
                .contains("\"timeout_after_effect\"")
                .contains("\"count\":2");
        assertThat(user.tryToCreate(alert("x"), SHORT)).isInstanceOf(Outcome.Unknown.class);
        assertThat(control("{\"fault\":\"webhook_before_response\"}").text())
                .contains("\"count\":1")
                .contains("\"until cleared\"");
        assertThat(control("{\"fault\":\"timeout_after_effect\",\"count\":0}").text())
                .doesNotContain("timeout_after_effect");
        assertThat(control("{\"fault\":\"fire\"}").status()).isEqualTo(422);
        assertThat(control("{\"fault\":\"rate_limited\",\"count\":\"many\"}").status())
                .isEqualTo(422);
        var cleared = user.send("DELETE", sandbox.uiUrl() + "/sandbox/faults", "", "application/json", new byte[0]);
        assertThat(cleared.text()).isEqualTo("{\"faults\":[]}");
    }

    @Test
    void a_fault_for_writes_strikes_acknowledge_too() {
        var alert = user.createAlert("x", "Data");
        while (!user.status(alert).equals("open")) {
            Thread.onSpinWait();
        }
        control("{\"fault\":\"server_error\",\"count\":1,\"calls\":\"writes\"}");

        assertThat(user.post("/alerts/" + alert.at("id") + "/acknowledge", Map.of())
                        .status())
                .isEqualTo(500);
        assertThat(user.status(alert)).isEqualTo("open");
        assertThat(user.post("/alerts/" + alert.at("id") + "/acknowledge", Map.of())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_script_can_take_a_team_off_call_and_hand_an_alert_off() {
        sandbox.connectWebhook(receiver.url("/"));
        var alert = user.createAlert("x", "Data");
        assertThat(List.of(receiver.next().type(), receiver.next().type()))
                .containsExactlyInAnyOrder("alert.created", "alert.open");
        send("/sandbox/teams/" + user.teamId("Support"), "{\"nobody_on_call\":true}");

        var handed = send(
                "/sandbox/alerts/" + alert.at("prefix_id") + "/handoff",
                "{\"to\":\"%s\"}".formatted(user.teamId("Support")));

        assertThat(handed.at("status")).isEqualTo("dropped");
        assertThat(List.of(receiver.next().type(), receiver.next().type()))
                .containsExactlyInAnyOrder("alert.handoff", "alert.dropped");
        var handoff =
                receiver.all().getLast().json().path("data").path("handoffs").get(0);
        assertThat(handoff.path("to").asText()).startsWith("tem_");
        assertThat(handoff.path("from").asText()).startsWith("usr_");
        assertThat(handoff.path("acknowledged").isNull()).isTrue();
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
        var url = URI.create(sandbox.uiUrl() + path).toString();
        return user.send("POST", url, "", "application/json", body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
