package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// One of two nodes stands still for 90 s in the middle of its work, as a paused machine does, and then goes on with
/// what it held.
class FrozenNodeTest {
    /// Longer than a lease and than the database's patience with a transaction that does nothing, a minute each.
    private static final Duration FROZEN_FOR = Duration.ofSeconds(90);

    private static final int ENOUGH_DELIVERED = 200;
    private static final int ENOUGH_DECLARED = 8;
    private static final Duration UNDER_LOAD = Duration.ofSeconds(2);
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);

    @Test
    void while_one_node_stands_still_the_other_does_it_all_and_nothing_is_done_twice() throws Exception {
        var data = DemoProcess.dataFolder();
        try (var demo = DemoProcess.start(data);
                var second = SecondNode.beside(demo)) {
            var ledger = new Ledger(data.resolveSibling("ledger"), "alt_kill%06d");
            var declared = new Ledger(data.resolveSibling("declared"), "Declared %06d");
            var sid = demo.environment("PAGERTREE_ACCOUNT_SID");
            var url = demo.environment("GRAFT_WEBHOOK_URL");
            var otherUrl = url.replace(demo.environment("GRAFT_URL"), second.url());
            var enough = new AtomicBoolean();
            var senders = new ArrayList<Thread>();
            for (var door : new String[] {url, url, otherUrl, otherUrl}) {
                senders.add(Thread.ofVirtual().start(() -> Traffic.deliverUntil(enough, door, sid, ledger)));
            }
            senders.add(Thread.ofVirtual()
                    .start(() -> Traffic.declareUntil(enough, Api.graft(demo, second.url()), declared)));
            Eventually.becomesTrue(
                    DRAINED_WITHIN,
                    "both nodes are in the middle of it",
                    () -> ledger.accepted().size() > ENOUGH_DELIVERED
                            && declared.accepted().size() > ENOUGH_DECLARED);

            second.freeze();
            long thawAt = System.nanoTime() + FROZEN_FOR.toNanos();
            LockSupport.parkNanos(UNDER_LOAD.toNanos());
            enough.set(true);
            for (var sender : senders) {
                sender.join();
            }
            var accepted = ledger.accepted();
            var toPage = declared.accepted();
            Eventually.becomesTrue(
                    Duration.ofNanos(thawAt - System.nanoTime()),
                    "the node that goes on has done it all before the other comes back",
                    () -> Traffic.alerts(demo).keySet().containsAll(accepted)
                            && Traffic.pages(demo).keySet().containsAll(toPage));
            LockSupport.parkNanos(thawAt - System.nanoTime());
            second.thaw();

            var critical = ledger.criticalAmong(accepted);
            Eventually.becomesTrue(
                    DRAINED_WITHIN,
                    "every critical alert has its incident",
                    () -> Traffic.incidents(demo).keySet().containsAll(critical));
            assertThat(Api.deliver(
                            otherUrl,
                            Traffic.delivery(sid, "alt_kill999991", false).getBytes(StandardCharsets.UTF_8)))
                    .as("the node that stood still serves again")
                    .isEqualTo(200);
            Eventually.becomesTrue(
                    DRAINED_WITHIN,
                    "what it takes in is worked",
                    () -> Traffic.alerts(demo).containsKey("alt_kill999991"));
            var incidents = Traffic.incidents(demo);
            var pages = Traffic.pages(demo);

            System.out.printf(
                    "frozen node: accepted=%d critical=%d incidents=%d declared=%d paged=%d twice=%d%n",
                    accepted.size(),
                    critical.size(),
                    incidents.size(),
                    toPage.size(),
                    toPage.stream().filter(pages::containsKey).count(),
                    pages.values().stream().filter(count -> count > 1).count());
            assertThat(second.isAlive()).isTrue();
            assertThat(incidents.values()).as("incidents a critical alert").allMatch(count -> count == 1);
            assertThat(pages.values()).as("pages an incident").allMatch(count -> count == 1);
        }
        DemoProcess.remove(data);
    }
}
