package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockCallsTest {
    private final SandboxPagerTree sandbox = SandboxPagerTree.start(SandboxSettings.defaults());
    private final SandboxUser user = new SandboxUser(sandbox);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        user.close();
        sandbox.close();
        receiver.close();
    }

    @Test
    void an_escalation_of_fifteen_minutes_is_played_in_one_call() {
        var alert = user.createAlert("x", "Checkout");
        while (user.status(alert).equals("queued")) {
            Thread.onSpinWait();
        }
        sandbox.connectWebhook(receiver.url("/"));
        var before = user.get("/alerts/" + alert.at("id")).at("updated_at");

        var moved = clock("{\"advance\":\"PT1H\"}");

        assertThat(moved.status()).isEqualTo(200);
        assertThat(user.status(alert)).isEqualTo("dropped");
        assertThat(receiver.types()).containsExactly("alert.timeout", "alert.timeout", "alert.dropped");
        assertThat(user.get("/alerts/" + alert.at("id")).at("updated_at"))
                .as("at its own instant, not at the end of the hour")
                .isEqualTo(Timestamps.iso(Instant.parse(before).plus(Duration.ofMinutes(15))));
    }

    @Test
    void fifteen_tries_of_a_webhook_are_played_in_one_call() {
        receiver.answers(() -> 503);
        sandbox.connectWebhook(receiver.url("/"));
        clock("{\"stand_still\":true}");
        user.createAlert("x", "Checkout");

        clock("{\"advance\":432000}");

        assertThat(receiver.types().stream().filter("alert.created"::equals)).hasSize(15);
    }

    @Test
    void a_clock_that_stands_still_goes_on_from_where_it_stood() {
        var stopped = clock("{\"stand_still\":true}");
        assertThat(get().at("time")).isEqualTo(stopped.at("time"));
        assertThat(get().body().path("stand_still").asBoolean()).isTrue();

        var target = Timestamps.iso(Instant.parse(stopped.at("time")).plusSeconds(90));
        assertThat(clock("{\"time\":\"%s\"}".formatted(target)).at("time")).isEqualTo(target);

        assertThat(Instant.parse(clock("{\"stand_still\":false}").at("time")))
                .isBetween(Instant.parse(target), Instant.parse(target).plusSeconds(5));
    }

    @Test
    void the_clock_neither_goes_back_nor_takes_what_is_no_time() {
        for (var body : new String[] {
            "{}",
            "{\"advance\":\"soon\"}",
            "{\"advance\":\"-PT1S\"}",
            "{\"advance\":\"P400D\"}",
            "{\"time\":\"2020-01-01T00:00:00Z\"}",
            "{\"time\":\"noon\"}"
        }) {
            assertThat(clock(body).status()).as(body).isEqualTo(422);
        }
    }

    @Test
    void how_far_it_was_moved_survives_a_restart(@TempDir Path folder) {
        var settings = SandboxSettings.defaults().withStateFile(folder.resolve("pagertree.jsonl"));
        Instant moved;
        try (var first = SandboxPagerTree.start(settings);
                var its = new SandboxUser(first)) {
            first.advance(Duration.ofDays(3));
            moved = Instant.parse(its.createAlert("x", "Data").at("created_at"));
        }
        try (var second = SandboxPagerTree.start(settings);
                var its = new SandboxUser(second)) {
            assertThat(Instant.parse(its.createAlert("y", "Data").at("created_at")))
                    .isAfterOrEqualTo(moved);
        }
    }

    private SandboxUser.Answer clock(String body) {
        return user.send(
                "POST",
                sandbox.uiUrl() + "/sandbox/clock",
                "",
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private SandboxUser.Answer get() {
        return user.send("GET", sandbox.uiUrl() + "/sandbox/clock", "", "application/json", new byte[0]);
    }
}
