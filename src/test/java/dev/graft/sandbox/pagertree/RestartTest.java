package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.sandbox.pagertree.SandboxSettings.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
    private SandboxSettings settings = SandboxSettings.defaults();

    @BeforeEach
    void keepState() {
        settings = settings.withClock(clock, Pace.MANUAL).withStateFile(folder.resolve("pagertree.jsonl"));
    }

    @Test
    void everything_is_there_again_and_the_escalation_goes_on() throws IOException {
        String path;
        SandboxUser.Answer before;
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            sandbox.setNobodyOnCall("Data", true);
            var alert = user.createAlert("Latency \u26a1", "Checkout");
            sandbox.runWhatIsDue();
            path = "/alerts/" + alert.at("prefix_id");
            user.post(path + "/comments", Map.of("body", "on it"));
            before = user.get(path);
            pretendToBeKilled();
        }
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            assertThat(user.get(path).body()).isEqualTo(before.body());
            assertThat(user.get(path + "/comments").body().path("total_count").asInt())
                    .isEqualTo(1);
            assertThat(user.get("/teams/" + user.teamId("Data") + "/current_oncall")
                            .text())
                    .isEqualTo("[]");
            assertThat(user.createAlert("next", "Checkout")
                            .body()
                            .path("tiny_id")
                            .asInt())
                    .isEqualTo(2);
            clock.advance(Duration.ofMinutes(15));
            sandbox.runWhatIsDue();
            assertThat(user.get(path).at("status")).isEqualTo("dropped");
        }
    }

    @Test
    void an_alert_that_was_not_routed_yet_is_routed() {
        String path;
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            path = "/alerts/" + user.createAlert("x", "Checkout").at("id");
        }
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            assertThat(user.get(path).at("status")).isEqualTo("queued");
            sandbox.runWhatIsDue();
            assertThat(user.get(path).at("status")).isEqualTo("open");
        }
    }

    @Test
    void a_webhook_that_nobody_took_is_sent_by_the_next_process_with_the_same_bytes() {
        try (var receiver = new Receiver()) {
            receiver.answers(() -> 503);
            try (var sandbox = SandboxPagerTree.start(settings);
                    var user = new SandboxUser(sandbox)) {
                sandbox.connectWebhook(receiver.url("/?secret=hunter2"));
                user.createAlert("x", "Checkout");
                sandbox.runWhatIsDue();
                assertThat(receiver.types()).containsExactly("alert.created", "alert.open");
            }
            receiver.answers(() -> 200);
            try (var sandbox = SandboxPagerTree.start(settings)) {
                sandbox.runWhatIsDue();
            }
            try (var sandbox = SandboxPagerTree.start(settings)) {
                sandbox.runWhatIsDue();
            }

            assertThat(receiver.all()).hasSize(4);
            assertThat(receiver.all().stream().map(Receiver.Received::body).distinct())
                    .hasSize(2);
        }
    }

    @Test
    void a_webhooks_secret_is_not_in_the_file() throws IOException {
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            sandbox.connectWebhook("http://127.0.0.1:9/?secret=hunter2");
            user.createAlert("x", "Checkout");
            sandbox.runWhatIsDue();
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).contains("Graft").doesNotContain("hunter2");
            }
        }
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            assertThat(user.get("/integrations").text()).contains("?secret=hunter2");
        }
    }

    @Test
    void what_was_removed_stays_removed_and_the_past_is_not_carried_along() throws IOException {
        var file = folder.resolve("pagertree.jsonl");
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            var alert = user.createAlert("x", "Checkout");
            for (int change = 0; change < 20; change++) {
                user.put("/alerts/" + alert.at("id"), Map.of("title", "change " + change));
            }
            user.delete("/alerts/" + user.createAlert("y", "Checkout").at("id"));
        }
        long before = Files.size(file);
        try (var sandbox = SandboxPagerTree.start(settings);
                var user = new SandboxUser(sandbox)) {
            assertThat(user.get("/alerts").body().path("data").findValuesAsText("title"))
                    .isEqualTo(List.of("change 19"));
        }

        assertThat(Files.size(file)).isLessThan(before / 5);
    }

    /// A process that dies in the middle of a write leaves half a line.
    private void pretendToBeKilled() throws IOException {
        Files.writeString(
                folder.resolve("pagertree.jsonl"),
                "alert 01JT9QK2M4W8ZC6R5N3VXB7PHD 7 {\"meta\":{}",
                StandardOpenOption.APPEND);
    }
}
