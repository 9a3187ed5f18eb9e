package dev.graft.acceptance;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Deliveries and declarations that go on until somebody says enough, what was answered written down; and what has
/// become of them.
final class Traffic {
    /// Enough to be in the middle of things whenever something happens; bounded, so that the test is.
    private static final Duration BETWEEN_DELIVERIES = Duration.ofMillis(8);

    private static final Duration BETWEEN_DECLARATIONS = Duration.ofMillis(80);

    private Traffic() {}

    static void deliverUntil(AtomicBoolean enough, String url, String sid, Ledger ledger) {
        while (!enough.get()) {
            var id = ledger.next();
            var body = delivery(sid, id, ledger.isCritical(id)).getBytes(StandardCharsets.UTF_8);
            int status = Api.deliver(url, body);
            if (status >= 200 && status < 300) {
                ledger.write(id);
            }
            LockSupport.parkNanos(BETWEEN_DELIVERIES.toNanos());
        }
    }

    /// Each of these has to page, once.
    static void declareUntil(AtomicBoolean enough, Api graft, Ledger declared) {
        while (!enough.get()) {
            var title = declared.next();
            try {
                var answer = graft.post(
                        "/v1/incidents",
                        "{\"data\":{\"type\":\"incidents\",\"attributes\":{\"title\":\"%s\"}}}".formatted(title));
                if (answer.status() == 201) {
                    declared.write(title);
                }
            } catch (UncheckedIOException killed) {
                // no answer, so no promise
            }
            LockSupport.parkNanos(BETWEEN_DECLARATIONS.toNanos());
        }
    }

    static String delivery(String sid, String id, boolean critical) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return """
               {"type":"alert.created","data":{"sid":"%s","id":"%s","tinyId":7,"createdAt":"%s","updatedAt":"%s",
               "title":"%s","status":"queued","urgency":"%s","destination_ids":[],"tags":[],"handoffs":[]}}
               """.formatted(sid, id, now, now, id, critical ? "critical" : "low");
    }

    static Map<String, Integer> alerts(DemoProcess demo) {
        return count(Api.graft(demo), "/v1/alerts", "external_id", "alt_kill");
    }

    static Map<String, Integer> incidents(DemoProcess demo) {
        return count(Api.graft(demo), "/v1/incidents", "title", "alt_kill");
    }

    /// How many alerts PagerTree holds for each title: every one of them is a page of ours.
    static Map<String, Integer> pages(DemoProcess demo) {
        var counts = new HashMap<String, Integer>();
        var api = Api.pagertree(demo);
        for (int page = 1; ; page++) {
            var answer = api.get("/alerts?limit=100&page=" + page).body();
            answer.path("data")
                    .forEach(alert -> counts.merge(alert.path("title").asText(), 1, Integer::sum));
            if (!answer.path("has_more").asBoolean()) {
                return counts;
            }
        }
    }

    private static Map<String, Integer> count(Api api, String path, String attribute, String prefix) {
        var counts = new HashMap<String, Integer>();
        for (int page = 1; ; page++) {
            var answer = api.get(path + "?page%5Bsize%5D=100&page%5Bnumber%5D=" + page)
                    .body();
            for (var item : answer.path("data")) {
                var value = item.path("attributes").path(attribute).asText();
                if (value.startsWith(prefix)) {
                    counts.merge(value, 1, Integer::sum);
                }
            }
            if (answer.path("meta").path("next_page").isNull()) {
                return counts;
            }
        }
    }
}
