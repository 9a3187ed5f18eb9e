package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.FailPoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The hub halts, as if its power had been cut, while it takes a webhook in. PagerTree had no answer, so it comes
/// again.
class DoorCrashTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "^INBOX_.*")
    void a_delivery_that_comes_again_after_a_crash_of_the_door_makes_one_alert(FailPoint point) throws Exception {
        var data = DemoProcess.dataFolder();
        byte[] body;
        try (var dying = DemoProcess.start(data, Map.of("JDK_JAVA_OPTIONS", "-Dgraft.failpoint=" + point))) {
            body = delivery(dying);
            int answer = Api.deliver(dying.environment("GRAFT_WEBHOOK_URL"), body);

            assertThat(answer).as("no answer").isNotPositive();
            assertThat(dying.exitValue()).isEqualTo(137);
        }

        try (var demo = DemoProcess.start(data)) {
            assertThat(Api.deliver(demo.environment("GRAFT_WEBHOOK_URL"), body)).isEqualTo(200);
            var graft = Api.graft(demo);
            Eventually.becomesTrue(
                    WITHIN,
                    "the alert has its incident",
                    () -> !graft.get("/v1/incidents").body().path("data").isEmpty());
            assertThat(graft.get("/v1/alerts").body().path("data")).hasSize(1);
            assertThat(graft.get("/v1/incidents").body().path("data")).hasSize(1);
        }
        DemoProcess.remove(data);
    }

    private static byte[] delivery(DemoProcess demo) {
        return """
               {"type":"alert.created","data":{"sid":"%s","id":"alt_once","tinyId":7,"createdAt":"%s","updatedAt":"%2$s",
               "title":"Checkout is down","status":"queued","urgency":"critical","destination_ids":[],"tags":[]}}
               """.formatted(demo.environment("PAGERTREE_ACCOUNT_SID"), Instant.now())
                .getBytes(StandardCharsets.UTF_8);
    }
}
