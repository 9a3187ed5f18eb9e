package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Hub, database and sandbox are killed together, again and again, under load. The sender keeps its own ledger, synced
/// to disk: the judge compares that ledger with what Graft and PagerTree say afterwards.
class KillTest {
    private static final int KILLS = 10;
    private static final int SENDERS = 4;

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
                senders.add(Thread.ofVirtual().start(() -> Traffic.deliverUntil(enough, url, sid, ledger)));
            }
            var graft = Api.graft(demo);
            senders.add(Thread.ofVirtual().start(() -> Traffic.declareUntil(enough, graft, declared)));
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
                () -> Traffic.alerts(last).keySet().containsAll(accepted));
        var alerts = Traffic.alerts(demo);
        Eventually.becomesTrue(
                DRAINED_WITHIN,
                "every critical alert has its incident",
                () -> Traffic.incidents(last).size()
                        >= ledger.criticalAmong(Traffic.alerts(last).keySet()).size());
        var incidents = Traffic.incidents(demo);
        var toPage = declared.accepted();
        Eventually.becomesTrue(
                DRAINED_WITHIN,
                "every declared incident has paged",
                () -> Traffic.pages(last).keySet().containsAll(toPage));
        var critical = ledger.criticalAmong(alerts.keySet());
        var pages = Traffic.pages(demo);

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

    private static String freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
