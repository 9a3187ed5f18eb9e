package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Hub, database and sandbox are killed together, again and again, under load. The sender keeps its own ledger, synced
/// to disk: the judge compares that ledger with what Graft and PagerTree say afterwards.
class KillTest {
    private static final int KILLS = 10;
    private static final int SENDERS = 4;

    /// Enough to be in the middle of things whenever the kill comes; bounded, so that the test is.
    private static final Duration BETWEEN_DELIVERIES = Duration.ofMillis(8);

    private static final Duration BETWEEN_DECLARATIONS = Duration.ofMillis(80);

    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);

    private final Random random = new Random(20261123);

    @Test
    void ten_kills_under_load_lose_nothing_page_once_and_run_each_workflow_once() throws Exception {
        var data = DemoProcess.dataFolder();
        var ledger = new Ledger(data.resolveSibling("ledger"), "alt_kill%06d");
        var declared = new Ledger(data.resolveSibling("declared"), "Declared %06d");
        var demo = DemoProcess.start(data, "--port", freePort(), "--sandbox-port", freePort());
        var port = demo.environment("GRAFT_URL").replaceAll(".*:", "");
        var sandboxPort = demo.environment("PAGERTREE_UI_URL").replaceAll(".*:(\\d+).*", "$1");
        for (int kill = 1; kill <= KILLS; kill++) {
            var enough = new AtomicBoolean();
            var senders = new ArrayList<Thread>();
            for (int sender = 0; sender < SENDERS; sender++) {
                var url = demo.environment("GRAFT_WEBHOOK_URL");
                var sid = demo.environment("PAGERTREE_ACCOUNT_SID");
                senders.add(Thread.ofVirtual().start(() -> deliverUntil(enough, url, sid, ledger)));
            }
            var graft = Api.graft(demo);
            senders.add(Thread.ofVirtual().start(() -> declareUntil(enough, graft, declared)));
            LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(1500)).toNanos());
            demo.killEverything();
            enough.set(true);
            for (var sender : senders) {
                sender.join();
            }
            demo = DemoProcess.start(data, "--port", port, "--sandbox-port", sandboxPort);
        }

        var last = demo;
        var accepted = ledger.accepted();
        Eventually.becomesTrue(
                DRAINED_WITHIN,
                "everything accepted is an alert",
                () -> alerts(last).keySet().containsAll(accepted));
        var alerts = alerts(demo);
        Eventually.becomesTrue(
                DRAINED_WITHIN,
                "every critical alert has its incident",
                () -> incidents(last).size()
                        >= ledger.criticalAmong(alerts(last).keySet()).size());
        var incidents = incidents(demo);
        var toPage = declared.accepted();
        Eventually.becomesTrue(
                DRAINED_WITHIN,
                "every declared incident has paged",
                () -> pages(last).keySet().containsAll(toPage));
        var critical = ledger.criticalAmong(alerts.keySet());
        var pages = pages(demo);

        System.out.printf(
                "T01 kill -9: kills=%d accepted=%d stored=%d lost=%d critical=%d incidents=%d declared=%d paged=%d twice=%d%n",
                KILLS,
                accepted.size(),
                alerts.size(),
                accepted.stream().filter(id -> !alerts.containsKey(id)).count(),
                critical.size(),
                incidents.size(),
                toPage.size(),
                toPage.stream().filter(pages::containsKey).count(),
                pages.values().stream().filter(count -> count > 1).count());
        assertThat(accepted).hasSizeGreaterThan(100);
        assertThat(incidents.values()).as("incidents a critical alert").allMatch(count -> count == 1);
        assertThat(incidents.keySet()).isEqualTo(critical);
        assertThat(toPage).hasSizeGreaterThan(10);
        assertThat(pages.keySet()).containsAll(toPage);
        assertThat(pages.values()).as("pages an incident").allMatch(count -> count == 1);
        demo.close();
        DemoProcess.remove(data);
    }

    private void deliverUntil(AtomicBoolean enough, String url, String sid, Ledger ledger) {
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
    private static void declareUntil(AtomicBoolean enough, Api graft, Ledger declared) {
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

    private static String delivery(String sid, String id, boolean critical) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return """
               {"type":"alert.created","data":{"sid":"%s","id":"%s","tinyId":7,"createdAt":"%s","updatedAt":"%s",
               "title":"%s","status":"queued","urgency":"%s","destination_ids":[],"tags":[],"handoffs":[]}}
               """.formatted(sid, id, now, now, id, critical ? "critical" : "low");
    }

    private static Map<String, Integer> alerts(DemoProcess demo) {
        return count(Api.graft(demo), "/v1/alerts", "external_id", "alt_kill");
    }

    private static Map<String, Integer> incidents(DemoProcess demo) {
        return count(Api.graft(demo), "/v1/incidents", "title", "alt_kill");
    }

    /// How many alerts PagerTree holds for each title: every one of them is a page of ours.
    private static Map<String, Integer> pages(DemoProcess demo) {
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

    private static String freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /// What was answered 2xx, on disk before the next request.
    private static final class Ledger {
        private final FileChannel file;
        private final Path path;
        private final String names;
        private final AtomicInteger next = new AtomicInteger();

        /// @param names what is written down, by a number
        Ledger(Path path, String names) throws IOException {
            this.path = path;
            this.names = names;
            this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        }

        String next() {
            return names.formatted(next.incrementAndGet());
        }

        /// One in ten opens an incident, and so a page.
        boolean isCritical(String id) {
            return id.endsWith("0");
        }

        synchronized void write(String id) {
            try {
                file.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)));
                file.force(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Set<String> accepted() throws IOException {
            return Set.copyOf(Files.readAllLines(path));
        }

        Set<String> criticalAmong(Set<String> ids) {
            return Set.copyOf(ids.stream().filter(this::isCritical).toList());
        }
    }
}
