package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.Folded;
import dev.graft.domain.alert.RecordedTransition;
import dev.graft.domain.alert.ToldLives;
import dev.graft.domain.workspace.Caller;
import dev.graft.partner.pagertree.Bodies;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.secret.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two hubs, as they run, on one database: lives of alerts are told through both doors at once, with all the trouble
/// that the way from PagerTree makes. What comes of it is what the rules say of the set, and everything happens once.
class TwoNodesTest {
    private static final int LIVES_OF_EIGHT_EVENTS = 70;
    private static final int HISTORIES = 60;
    private static final int SENDERS = 8;
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.migrated();
    private final Path data = newFolder();
    private final List<App> nodes = List.of(node(), node());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(20261123);

    enum Trouble {
        NONE,
        ANY_ORDER,
        EACH_TWICE_AT_ONCE,
        SOME_MUCH_LATER,
        SOME_NEVER
    }

    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    private record Delivery(String alert, byte[] body) {}

    @AfterEach
    void stop() {
        nodes.forEach(App::close);
        database.close();
        http.close();
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void a_thousand_deliveries_fold_as_the_rules_say_and_everything_happens_once(Trouble trouble) throws Exception {
        new FirstWorkspace(
                        nodes.getFirst().db(),
                        nodes.getFirst().workspaces(),
                        nodes.getFirst().workflows())
                .ensure(
                        "Acme",
                        "Ana",
                        "ana@example.com",
                        tx -> nodes.getFirst().workflows().installDemo(tx));
        var deliveries = troubled(trouble, lives());

        deliver(deliveries);
        awaitDrained();

        var reports = new LinkedHashMap<String, List<Told>>();
        deliveries.forEach(delivery -> reports.computeIfAbsent(delivery.alert(), _ -> new ArrayList<>())
                .add(Bodies.read(delivery.body())));
        reports.forEach((id, told) -> assertFoldedAsTheRulesSay(id, ToldLives.fold(told)));
        assertThat(count("select count(*) as number from alert where workspace_id = :workspace"))
                .isEqualTo(reports.size());
        assertThat(count("""
                select count(*) as number from (select 1 from run join occurrence on occurrence.id = run.occurrence_id
                 where run.workspace_id = :workspace group by run.workflow_id, occurrence.id having count(*) > 1) as twice
                """)).as("runs that ran twice").isZero();
        assertThat(count("""
                select count(*) as number from (select 1 from incident_alert where workspace_id = :workspace
                 group by alert_id having count(*) > 1) as twice
                """)).as("alerts with two incidents").isZero();
        assertThat(count("select count(*) as number from occurrence where workspace_id = :workspace and trigger ="
                        + " 'alert_created' and asks_again_of is null"))
                .as("each creation that fired is asked about once")
                .isEqualTo(count("select count(*) as number from alert_transition where workspace_id = :workspace"
                        + " and to_state = 'created' and disposition = 'fired'"));
        assertThat(count("""
                        select count(*) as number from decision join occurrence on occurrence.id = occurrence_id
                         where decision.workspace_id = :workspace and asks_again_of is null
                        """)).as("each workflow that waits decides once").isEqualTo(count("""
                        select count(*) as number from occurrence join workflow
                            on workflow.workspace_id = occurrence.workspace_id
                           and definition #> '{trigger_params,triggers}' ?? trigger
                         where occurrence.workspace_id = :workspace and asks_again_of is null
                        """));
    }

    private void assertFoldedAsTheRulesSay(String id, Folded expected) {
        var alerts = nodes.getLast().alerts();
        var alert = alerts.findByAnyId(caller(), id).orElseThrow();
        assertThat(alert).as(id).returns(expected.state(), Alert::state);
        assertThat(alert).as(id).returns(expected.epoch(), Alert::epoch);
        assertThat(alert).as(id).returns(expected.round(), Alert::round);
        var recorded = alerts.transitions(caller(), alert.id()).stream()
                .map(RecordedTransition::key)
                .toList();
        assertThat(recorded)
                .as(id)
                .doesNotHaveDuplicates()
                .containsAll(expected.steps().stream().map(Folded.Step::key).toList());
    }

    /// Alerts by their id, with what there is to tell of each, in its order.
    private Map<String, List<byte[]>> lives() {
        var lives = new LinkedHashMap<String, List<byte[]>>();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int life = 0; life < LIVES_OF_EIGHT_EVENTS; life++) {
            var id = "alt_eight%04d".formatted(life);
            lives.put(id, EightEvents.of(id, now.minusSeconds(60)));
        }
        for (long seed = 1; seed <= HISTORIES; seed++) {
            var id = "alt_seed%04d".formatted(seed);
            var told = ToldLives.ofSeed(seed);
            var last = told.stream().map(Told::receivedAt).max(Comparator.naturalOrder());
            if (last.isPresent()) {
                var later = Duration.between(last.get(), now);
                lives.put(
                        id,
                        told.stream()
                                .map(report -> Bodies.of(id, report, later, "low"))
                                .toList());
            }
        }
        return lives;
    }

    private List<Delivery> troubled(Trouble trouble, Map<String, List<byte[]>> lives) {
        var deliveries = new ArrayList<Delivery>();
        var rest = new LinkedHashMap<String, ArrayList<byte[]>>();
        lives.forEach((id, bodies) -> rest.put(id, new ArrayList<>(bodies)));
        while (!rest.isEmpty()) {
            rest.forEach((id, bodies) -> deliveries.add(new Delivery(id, bodies.removeFirst())));
            rest.values().removeIf(List::isEmpty);
        }
        switch (trouble) {
            case NONE -> {}
            case ANY_ORDER -> Collections.shuffle(deliveries, random);
            case EACH_TWICE_AT_ONCE -> {
                var once = List.copyOf(deliveries);
                deliveries.clear();
                once.forEach(delivery -> deliveries.addAll(List.of(delivery, delivery)));
            }
            case SOME_MUCH_LATER -> {
                var late =
                        deliveries.stream().filter(_ -> random.nextInt(3) == 0).toList();
                deliveries.removeAll(late);
                deliveries.addAll(late);
            }
            case SOME_NEVER -> deliveries.removeIf(_ -> random.nextInt(4) == 0);
        }
        return deliveries;
    }

    private void deliver(List<Delivery> deliveries) throws Exception {
        var waiting = new ConcurrentLinkedQueue<>(deliveries);
        var urls = nodes.stream().map(TwoNodesTest::webhookUrl).toList();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Integer>>();
            for (int sender = 0; sender < SENDERS; sender++) {
                var url = urls.get(sender % urls.size());
                all.add(senders.submit(() -> deliverTo(url, waiting)));
            }
            int accepted = 0;
            for (var sender : all) {
                accepted += sender.get();
            }
            assertThat(accepted).isEqualTo(deliveries.size());
        }
    }

    private int deliverTo(URI url, ConcurrentLinkedQueue<Delivery> waiting) throws IOException, InterruptedException {
        int accepted = 0;
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            var request = HttpRequest.newBuilder(url)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(next.body()))
                    .build();
            if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                accepted++;
            }
        }
        return accepted;
    }

    /// The nodes work by themselves: there is nothing but to look, until nothing waits any more.
    private void awaitDrained() {
        long end = System.nanoTime() + DRAINED_WITHIN.toNanos();
        while (count("select (select count(*) from delivery_open) + (select count(*) from work_open) as number") > 0) {
            assertThat(System.nanoTime()).as("drained in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private long count(String sql) {
        return nodes.getFirst()
                .db()
                .<Long>inTransaction(FirstWorkspace.ID, tx -> tx.query(sql).only(row -> row.longValue("number")));
    }

    private App node() {
        var config = Config.read(Optional.empty(), Map.of(), Map.of(Setting.PORT, "0", Setting.DATA, data.toString()));
        if (!Files.exists(config.masterKeyFile())) {
            Sealer.createKeyFile(config.masterKeyFile());
        }
        return App.start(config, database.address());
    }

    private static URI webhookUrl(App node) {
        var endpoint = node.integrations().endpoint(caller());
        return URI.create(
                node.url() + endpoint.path() + "?secret=" + endpoint.secret().reveal());
    }

    private static Caller caller() {
        return Caller.graft(FirstWorkspace.ID);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("graft-nodes-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
