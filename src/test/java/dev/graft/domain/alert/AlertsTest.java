package dev.graft.domain.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.MemberId;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.db.TransactionFailed;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.journal.Fact;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.secret.TestSealer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final String PREFIX_ID = "alt_mQ7xPz-2_kLw9T";
    private static final String ULID = "01KAB3N9Q8Z0000000000000AB";

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock);
    private final Journal journal = new Journal(ids, clock);
    private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
    private final Workspaces workspaces = new Workspaces(database.db(), TestSealer.fresh(), ids, clock);
    private final Alerts alerts = new Alerts(database.db(), workspaces, journal, ids, (_, _) -> true);
    private final WorkspaceId workspace = workspaces.create("Acme", "acme-" + UUID.randomUUID());
    private final Caller ana = caller(Role.USER);
    private final Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

    AlertsTest() {
        journal.tell((_, fact) -> facts.add(fact));
    }

    @Test
    void the_first_report_makes_an_alert() {
        var report = a(ReportType.CREATED)
                .status(AlertState.TRIGGERED)
                .title("Checkout is slow")
                .told();

        var verdicts = hear(heard(report));

        var alert = alerts.get(ana, verdicts.getFirst().alert().orElseThrow());
        assertThat(verdicts).containsExactly(Verdict.applied(alert.id()));
        assertThat(alert.shortId()).matches("ALT\\d+");
        assertThat(alert.status()).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(alert.summary()).isEqualTo("Checkout is slow");
        assertThat(alert.externalId()).contains(PREFIX_ID);
        assertThat(alert.externalUrl()).contains("https://pagertree.test/alerts/" + PREFIX_ID);
        assertThat(alert.labels()).contains(new Label("status", "open"), new Label("urgency", "high"));
        assertThat(alert.destinations()).containsExactly("tem_a", "usr_\"b\\");
        assertThat(alert.reportCount()).isEqualTo(1);
        assertThat(alerts.payload(ana, alert.id())).isEqualTo(payload(report));
        assertThat(eventsOf(alert.id())).singleElement().satisfies(event -> {
            assertThat(event.details()).isEqualTo("Created");
            assertThat(event.action()).isEqualTo("created");
            assertThat(event.source()).isEqualTo("pagertree");
            assertThat(event.late()).isFalse();
        });
        assertThat(facts.getFirst()).isInstanceOf(AlertFact.Heard.class);
        assertThat(transitionsOf(alert.id()))
                .containsExactlyInAnyOrder(
                        new TransitionKey.Created(Epoch.of(now)),
                        new TransitionKey.Reached(Epoch.of(now), 0, AlertState.TRIGGERED));
        for (var name : List.of(alert.id().toString(), alert.shortId().toLowerCase(java.util.Locale.ROOT), PREFIX_ID)) {
            assertThat(alerts.findByAnyId(ana, name)).as(name).contains(alert);
        }
    }

    @Test
    void five_equal_deliveries_at_one_instant_are_one_alert_with_one_event() throws Exception {
        var report = a(ReportType.CREATED).told();

        var verdicts = atOnce(5, () -> hear(heard(report)).getFirst());

        assertThat(verdicts).extracting(Verdict::word).containsOnlyOnce(Verdict.Word.APPLIED);
        assertThat(verdicts)
                .extracting(Verdict::alert)
                .containsOnly(verdicts.getFirst().alert());
        assertThat(alerts.list(ana, AlertFilter.all(), Slice.first(10)).total()).isEqualTo(1);
        assertThat(eventsOf(theAlert())).hasSize(1);
        assertThat(facts.stream().filter(AlertFact.Transitioned.class::isInstance))
                .hasSize(2);
    }

    @Test
    void two_nodes_that_know_an_alert_by_different_ids_make_one_of_it() throws Exception {
        for (int round = 0; round < 10; round++) {
            var prefix = "alt_round" + round;
            var ulid = "01KAB3N9Q8Z00000000000000" + round;
            var known = new ArrayList<List<String>>(
                    List.of(List.of(prefix), List.of(prefix, ulid), List.of(ulid, prefix), List.of(ulid)));
            var barrier = new CyclicBarrier(known.size());
            try (var threads = Executors.newFixedThreadPool(known.size())) {
                var hearings = known.stream()
                        .map(names -> threads.submit(() -> {
                            barrier.await();
                            return hearPatiently(heard(a(ReportType.OPEN).told(), names));
                        }))
                        .toList();
                var found = new HashSet<AlertId>();
                for (var hearing : hearings) {
                    found.add(hearing.get().getFirst().alert().orElseThrow());
                }
                // Both ids alone, at once, are two alerts until a report names both; nobody can know better.
                assertThat(found).hasSizeBetween(1, 2);
                var after = hearPatiently(heard(a(ReportType.OPEN).told(), List.of(prefix)));
                assertThat(found).contains(after.getFirst().alert().orElseThrow());
            }
        }
    }

    @Test
    void an_answer_that_knows_both_ids_joins_them() {
        var alert = hear(heard(a(ReportType.OPEN).told())).getFirst().alert().orElseThrow();

        hear(heard(a(ReportType.POLL).status(AlertState.TRIGGERED).told(), List.of(PREFIX_ID, ULID)));
        var later = hear(heard(a(ReportType.ACKNOWLEDGED).told(), List.of(ULID)));

        assertThat(later.getFirst().alert()).contains(alert);
        var names = database.db().inTransaction(workspace, tx -> alerts.aliases(tx, alert));
        assertThat(names).containsExactlyInAnyOrder(PREFIX_ID, ULID);
        assertThat(alerts.get(ana, alert).externalUrl()).contains("https://pagertree.test/alerts/" + ULID);
    }

    @Test
    void what_is_resolved_before_it_was_created_is_resolved() {
        hear(heard(a(ReportType.RESOLVED)
                .status(AlertState.RESOLVED)
                .at(now.plusSeconds(60))
                .told()));
        hear(heard(a(ReportType.CREATED).status(AlertState.TRIGGERED).at(now).told()));

        var alert = alerts.get(ana, theAlert());
        assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(alert.endedAt()).contains(now.plusSeconds(60));
        assertThat(eventsOf(alert.id())).extracting(AlertEvent::details).contains("Created (reported late)");
    }

    @Test
    void late_news_change_neither_state_nor_payload() {
        hear(heard(a(ReportType.OPEN).status(AlertState.TRIGGERED).at(now).told()));
        var acknowledged = a(ReportType.ACKNOWLEDGED)
                .status(AlertState.ACKNOWLEDGED)
                .at(now.plusSeconds(60))
                .told();
        hear(heard(acknowledged));
        hear(heard(a(ReportType.OPEN)
                .status(AlertState.TRIGGERED)
                .at(now.plusSeconds(30))
                .told()));

        assertThat(alerts.get(ana, theAlert()).status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(alerts.payload(ana, theAlert())).isEqualTo(payload(acknowledged));
    }

    @Test
    void a_dropped_alert_is_triggered_and_its_label_says_dropped() {
        hear(heard(a(ReportType.DROPPED).status(AlertState.DROPPED).told()));

        var alert = alerts.get(ana, theAlert());
        assertThat(alert.status()).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(alert.labels()).contains(new Label("status", "dropped"));
    }

    @Test
    void an_alert_that_pages_nobody_is_open_and_noise_until_something_says_otherwise() {
        hear(heard(a(ReportType.CREATED)
                .status(AlertState.TRIGGERED)
                .at(now)
                .silenced()
                .told()));
        var silenced = alerts.get(ana, theAlert());
        assertThatThrownBy(() -> alerts.acknowledge(ana, silenced.id()))
                .hasMessage("Cannot acknowledge an alert with status open.");

        hear(heard(a(ReportType.OPEN)
                .status(AlertState.TRIGGERED)
                .at(now.plusSeconds(1))
                .told()));
        var speaking = alerts.get(ana, theAlert());

        assertThat(silenced.status()).isEqualTo(AlertStatus.OPEN);
        assertThat(silenced.noise()).isTrue();
        assertThat(silenced.labels()).contains(new Label("paging", "off"));
        assertThat(speaking.status()).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(speaking.noise()).isFalse();
    }

    @Test
    void an_acknowledgement_stands_at_once_and_waits_for_the_answer() {
        hear(heard(a(ReportType.OPEN).status(AlertState.TRIGGERED).at(now).told()));

        var acknowledged = alerts.acknowledge(ana, theAlert());

        assertThat(acknowledged.status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(acknowledged.pending()).contains(Verb.ACKNOWLEDGE);
        assertThat(alerts.get(ana, theAlert())).isEqualTo(acknowledged);
        assertThat(alerts.acknowledge(ana, theAlert())).isEqualTo(acknowledged);
        assertThat(eventsOf(theAlert())).extracting(AlertEvent::details).contains("Acknowledged in Graft by Ana Ruiz");
        assertThat(statedState()).contains(AlertState.TRIGGERED);

        var act = theAct();
        hear(heard(a(ReportType.POLL)
                .status(AlertState.ACKNOWLEDGED)
                .at(now.plusSeconds(5))
                .settling(act)
                .told()));
        var settled = alerts.get(ana, theAlert());
        assertThat(settled.pending()).isEmpty();
        assertThat(settled.status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(statedState()).contains(AlertState.ACKNOWLEDGED);
    }

    @Test
    void a_refused_act_leaves_the_fold_and_can_be_done_again() {
        hear(heard(a(ReportType.OPEN).status(AlertState.TRIGGERED).at(now).told()));
        alerts.resolve(ana, theAlert(), Optional.of("false alarm"));
        assertThat(eventsOf(theAlert()))
                .extracting(AlertEvent::details)
                .contains("Resolved in Graft by Ana Ruiz: false alarm");
        var act = theAct();

        var id = theAlert();
        for (int twice = 0; twice < 2; twice++) {
            database.db().useTransaction(workspace, tx -> alerts.withdraw(tx, id, act, "not allowed"));
        }

        var alert = alerts.get(ana, theAlert());
        assertThat(alert.status()).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(alert.pending()).isEmpty();
        assertThat(alert.endedAt()).isEmpty();
        assertThat(alerts.transitions(ana, theAlert()))
                .extracting(RecordedTransition::disposition)
                .contains(RecordedTransition.Disposition.WITHDRAWN);
        assertThat(alerts.resolve(ana, theAlert(), Optional.empty()).status()).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void what_cannot_be_acknowledged_is_refused_in_the_words_that_clients_know() {
        hear(heard(a(ReportType.RESOLVED).status(AlertState.RESOLVED).told()));

        assertThatThrownBy(() -> alerts.acknowledge(ana, theAlert()))
                .isInstanceOf(Conflict.class)
                .hasMessage("Cannot acknowledge an alert with status resolved.");
        assertThat(alerts.resolve(ana, theAlert(), Optional.empty()).status()).isEqualTo(AlertStatus.RESOLVED);
        assertThatThrownBy(() -> alerts.acknowledge(caller(Role.OBSERVER), theAlert()))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void an_alert_that_the_partner_does_not_know_is_unexpected_until_it_speaks_again() {
        hear(heard(a(ReportType.OPEN).status(AlertState.TRIGGERED).at(now).told()));

        var id = theAlert();
        database.db().useTransaction(workspace, tx -> alerts.notFoundAtPartner(tx, id));
        assertThat(alerts.get(ana, theAlert()).unexpected()).isTrue();
        assertThat(alerts.get(ana, theAlert()).status()).isEqualTo(AlertStatus.TRIGGERED);

        hear(heard(a(ReportType.ACKNOWLEDGED)
                .status(AlertState.ACKNOWLEDGED)
                .at(now.plusSeconds(1))
                .told()));
        assertThat(alerts.get(ana, theAlert()).unexpected()).isFalse();
    }

    @Test
    void a_list_shows_what_is_asked_for() {
        hear(heard(
                a(ReportType.OPEN)
                        .status(AlertState.TRIGGERED)
                        .title("Disk 90% full")
                        .told(),
                List.of("alt_first")));
        hear(heard(
                a(ReportType.RESOLVED)
                        .status(AlertState.RESOLVED)
                        .title("Checkout")
                        .told(),
                List.of("alt_second")));

        assertThat(summaries(AlertFilter.all())).containsExactly("Checkout", "Disk 90% full");
        assertThat(summaries(filter(Set.of(AlertStatus.TRIGGERED), Optional.empty(), List.of())))
                .containsExactly("Disk 90% full");
        assertThat(summaries(filter(Set.of(), Optional.of("DISK 90%"), List.of())))
                .containsExactly("Disk 90% full");
        assertThat(summaries(filter(Set.of(), Optional.of("alt_second"), List.of())))
                .containsExactly("Checkout");
        assertThat(summaries(filter(Set.of(), Optional.empty(), List.of(new Label("status", "resolved")))))
                .containsExactly("Checkout");
        assertThat(alerts.list(ana, AlertFilter.all(), new Slice(2, 1)).items())
                .extracting(Alert::summary)
                .containsExactly("Disk 90% full");
    }

    @Test
    void no_other_workspace_sees_an_alert_or_takes_its_id() {
        hear(heard(a(ReportType.OPEN).told()));
        var other = workspaces.create("Other", "other-" + UUID.randomUUID());
        var stranger = new Caller(other, new Actor.Member(new MemberId(1), "Eve"), Role.ADMIN.rights(), "api");

        assertThat(alerts.find(stranger, theAlert())).isEmpty();
        assertThat(alerts.findByAnyId(stranger, PREFIX_ID)).isEmpty();
        assertThat(alerts.list(stranger, AlertFilter.all(), Slice.first(10)).total())
                .isZero();
        assertThat(eventsOf(stranger, theAlert())).isEmpty();

        var theirs = database.db()
                .inTransaction(
                        other,
                        tx -> alerts.hear(tx, List.of(heard(a(ReportType.OPEN).told()))));
        assertThat(theirs.getFirst().alert()).isPresent().isNotEqualTo(Optional.of(theAlert()));
        assertThat(alerts.get(stranger, theirs.getFirst().alert().orElseThrow()).shortId())
                .startsWith("ALT");
    }

    @Test
    void whatever_the_order_and_the_batches_the_rows_say_what_the_fold_says() {
        for (long seed = 0; seed < 25; seed++) {
            var life = AlertHistories.ofSeed(seed);
            var told = life.arrivals().stream()
                    .map(AlertHistories.Arriving::report)
                    .filter(Told.class::isInstance)
                    .map(Told.class::cast)
                    .map(AlertsTest::asKept)
                    .collect(Collectors.toCollection(ArrayList::new));
            var random = new Random(seed);
            told.addAll(List.copyOf(told.subList(0, told.size() / 2)));
            Collections.shuffle(told, random);
            var name = List.of("alt_seed" + seed);
            for (int from = 0, to; from < told.size(); from = to) {
                to = Math.min(told.size(), from + 1 + random.nextInt(4));
                hear(told.subList(from, to).stream()
                        .map(report -> heard(report, name))
                        .toArray(Heard[]::new));
            }

            var alert = alerts.findByAnyId(ana, name.getFirst()).orElseThrow();
            var kept = database.db()
                    .inTransaction(
                            workspace, tx -> new Reports().about(tx, alert.id().value()));
            var folded = AlertFold.fold(told);
            assertThat(kept).as("seed %d", seed).hasSize(new HashSet<>(digests(told)).size());
            assertThat(AlertFold.fold(kept)).as("seed %d", seed).isEqualTo(folded);
            assertThat(alert.state()).as("seed %d", seed).isEqualTo(folded.state());
            assertThat(alert.epoch()).as("seed %d", seed).isEqualTo(folded.epoch());
            assertThat(eventsOf(alert.id())).as("seed %d", seed).hasSize(kept.size());
        }
    }

    @Test
    void an_answer_word_for_word_an_earlier_one_confirms_what_waits_for_it() {
        var old = new ToldBuilder(ReportType.POLL, now.minus(3, ChronoUnit.HOURS)).told();
        hear(heard(old));
        assertThat(alerts.transitions(ana, theAlert()))
                .extracting(RecordedTransition::disposition)
                .containsOnly(RecordedTransition.Disposition.AWAITING_POLL);

        var verdicts = hear(heard(old));

        assertThat(verdicts).containsExactly(Verdict.repeat(theAlert()));
        assertThat(alerts.transitions(ana, theAlert()))
                .extracting(RecordedTransition::disposition)
                .containsOnly(RecordedTransition.Disposition.FIRED);
    }

    private static List<Digest> digests(List<Told> reports) {
        return reports.stream().map(Told::digest).toList();
    }

    /// The database keeps microseconds, and the first copy of a report only.
    private static Told asKept(Told told) {
        return new Told(
                told.digest(),
                told.type(),
                told.updatedAt().map(AlertsTest::inMicros),
                told.created().map(AlertsTest::inMicros),
                told.status(),
                told.handoffs(),
                told.silenced(),
                told.settles(),
                told.details(),
                Instant.parse("2026-11-23T12:00:00Z"));
    }

    private static Instant inMicros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private List<String> summaries(AlertFilter filter) {
        return alerts.list(ana, filter, Slice.first(10)).items().stream()
                .map(Alert::summary)
                .toList();
    }

    private static AlertFilter filter(Set<AlertStatus> statuses, Optional<String> search, List<Label> labels) {
        var all = AlertFilter.all();
        return new AlertFilter(
                statuses, Set.of("pagertree"), search, labels, all.started(), all.ended(), all.created(), all.order());
    }

    private AlertId theAlert() {
        return alerts.list(ana, AlertFilter.all(), Slice.first(1))
                .items()
                .getFirst()
                .id();
    }

    private ActId theAct() {
        return facts.stream()
                .filter(AlertFact.ActWanted.class::isInstance)
                .map(fact -> ((AlertFact.ActWanted) fact).act())
                .reduce((_, last) -> last)
                .map(Acted::act)
                .orElseThrow();
    }

    private Optional<AlertState> statedState() {
        var id = theAlert();
        return database.db().inTransaction(workspace, tx -> alerts.findStatedState(tx, id));
    }

    private List<AlertEvent> eventsOf(AlertId alert) {
        return eventsOf(ana, alert);
    }

    private List<AlertEvent> eventsOf(Caller caller, AlertId alert) {
        return alerts.events(caller, alert, Slice.first(100)).items();
    }

    private Set<TransitionKey> transitionsOf(AlertId alert) {
        return alerts.transitions(ana, alert).stream()
                .map(RecordedTransition::key)
                .collect(Collectors.toSet());
    }

    private List<Verdict> hear(Heard... reports) {
        return database.db().inTransaction(workspace, tx -> alerts.hear(tx, List.of(reports)));
    }

    /// As the queue does: what the database took back is done again.
    private List<Verdict> hearPatiently(Heard report) {
        while (true) {
            try {
                return hear(report);
            } catch (TransactionFailed takenBack) {
                assertThat(takenBack.fate()).isEqualTo(TransactionFailed.Fate.ROLLED_BACK);
            }
        }
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        var barrier = new CyclicBarrier(times);
        try (var threads = Executors.newFixedThreadPool(times)) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return work.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private Caller caller(Role role) {
        return new Caller(workspace, new Actor.Member(new MemberId(1), "Ana Ruiz"), role.rights(), "web");
    }

    private static Heard heard(Told report) {
        return heard(report, List.of(PREFIX_ID));
    }

    private static Heard heard(Told report, List<String> names) {
        return new Heard(
                1,
                "pagertree",
                names,
                Optional.of("https://pagertree.test/alerts/" + names.getLast()),
                report,
                payload(report),
                Arrival.LIVE,
                0);
    }

    private static byte[] payload(Told report) {
        return ("{\"digest\":\"" + report.digest().hex() + "\"}").getBytes(UTF_8);
    }

    private ToldBuilder a(ReportType type) {
        return new ToldBuilder(type, now);
    }

    /// A report of an alert that was created now, each with a digest of its own.
    private static final class ToldBuilder {
        private final ReportType type;
        private final Instant created;
        private Optional<Instant> at;
        private StatusWord status = new StatusWord.Known(AlertState.TRIGGERED);
        private boolean silenced;
        private Optional<ActId> settles = Optional.empty();
        private Optional<String> title = Optional.empty();

        ToldBuilder(ReportType type, Instant created) {
            this.type = type;
            this.created = created;
            this.at = Optional.of(created);
        }

        ToldBuilder status(AlertState state) {
            status = new StatusWord.Known(state);
            return this;
        }

        ToldBuilder at(Instant time) {
            at = Optional.of(time);
            return this;
        }

        ToldBuilder silenced() {
            silenced = true;
            return this;
        }

        ToldBuilder settling(ActId act) {
            settles = Optional.of(act);
            return this;
        }

        ToldBuilder title(String words) {
            title = Optional.of(words);
            return this;
        }

        Told told() {
            return new Told(
                    Digest.of(UUID.randomUUID().toString()),
                    type,
                    at,
                    Optional.of(created),
                    status,
                    0,
                    silenced,
                    settles,
                    new AlertDetails(
                            title,
                            Optional.empty(),
                            Optional.of("open"),
                            Optional.of("high"),
                            Optional.of(List.of("tem_a", "usr_\"b\\")),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            true),
                    created);
        }
    }
}
