package dev.graft.partner.pagertree;

import dev.graft.domain.alert.AlertDetails;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Arrival;
import dev.graft.domain.alert.Digest;
import dev.graft.domain.alert.Heard;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.Reports;
import dev.graft.domain.alert.StatusWord;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.PageFact;
import dev.graft.domain.paging.PageId;
import dev.graft.domain.paging.PageRequest;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.paging.Paging;
import dev.graft.domain.paging.Receipt;
import dev.graft.domain.paging.Urgency;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.clock.SettableClock;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Pool;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.inbox.Inbox;
import dev.graft.platform.inbox.InboxLimits;
import dev.graft.platform.inbox.InboxPressure;
import dev.graft.platform.journal.Fact;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.queue.Worker;
import dev.graft.platform.secret.Secret;
import dev.graft.platform.secret.TestSealer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A workspace that is connected to a misbehaving PagerTree: real rooms, a real database, real HTTP, a clock that
/// stands
/// until it is moved. Facts are kept, and nobody reacts to them.
final class PagingScene implements AutoCloseable {
    static final String PAYMENTS = "01JT9QK2M4W8ZC6R5N3VXB7PHD";
    static final String SEARCH = "01JT9QK2M4W8ZC6R5N3VXB7PHE";
    static final Destination PAYMENTS_TEAM = Destination.team(PAYMENTS, "Payments");

    /// Of one call to PagerTree: what a test waits where one hangs.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

    final TestDatabase database;
    final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    final FakePagerTree pagerTree = new FakePagerTree(clock);
    final Journal journal;
    final List<Fact> facts = new CopyOnWriteArrayList<>();
    final Workspaces workspaces;
    final Alerts alerts;
    final Incidents incidents;
    final Alarms alarms;
    final Integrations integrations;
    final Paging paging;
    final Pages pages;
    final WorkspaceId workspace;
    final Caller admin;
    private final OutgoingHttp http = new OutgoingHttp(Duration.ofSeconds(2), 1024 * 1024);
    private final Db inboxDb;
    private final Inbox inbox;
    private int reports;

    PagingScene(TestDatabase database) {
        this.database = database;
        database.runAsSuperuser("delete from effect_open; delete from page_watch_open"); // of scenes before
        var db = database.db();
        var ids = new Ids(clock);
        var sealer = TestSealer.fresh();
        journal = new Journal(ids, clock);
        journal.tell((tx, fact) -> tx.afterCommit(() -> facts.add(fact)));
        workspaces = new Workspaces(db, sealer, ids, clock);
        alerts = new Alerts(db, workspaces, journal, ids, (_, _) -> true);
        incidents = new Incidents(db, journal, workspaces, alerts, ids, clock);
        alarms = new Alarms(db, clock, alerts, incidents);
        integrations = new Integrations(db, sealer, ids, clock, http, List.of(pagerTree.environment()), alarms);
        inboxDb = Db.open(database.address(), new Pool("inbox", 1, Duration.ofSeconds(1), true));
        var limits = InboxLimits.usual();
        inbox = new Inbox(inboxDb, limits, new InboxPressure(db, limits, Optional.empty()), () -> {});
        paging = new Paging(new Paging.Parts(
                db,
                db,
                ids,
                clock,
                journal,
                workspaces,
                alerts,
                new Reports(),
                incidents,
                alarms,
                integrations,
                new PagerTreePager(integrations, inbox, clock, LONGEST_CALL)));
        pages = paging.pages();
        workspace = workspaces.create("Acme", "acme-" + UUID.randomUUID());
        admin = db.inTransaction(workspace, tx -> {
            var member =
                    workspaces.addMember(tx, "Ada Admin", "ada-" + UUID.randomUUID() + "@example.test", Role.ADMIN);
            return new Caller(workspace, member.asActor(), Role.ADMIN.rights(), "web");
        });
    }

    PagingScene connected() {
        var test = integrations.connect(admin, "sandbox", new Secret(FakePagerTree.KEY));
        if (!(test instanceof ConnectionTest.Works)) {
            throw new AssertionError(test.words());
        }
        return this;
    }

    Incident anIncident() {
        return incidents.create(admin, NewIncident.titled("Checkout is down"));
    }

    PageId page(Incident incident) {
        return page(incident, "key " + UUID.randomUUID());
    }

    PageId page(Incident incident, String requestKey) {
        return database.db()
                .inTransaction(
                        workspace,
                        tx -> pages.request(
                                tx,
                                new PageRequest(
                                        Optional.of(incident.id()),
                                        incident.title(),
                                        "Nobody can pay.",
                                        Urgency.CRITICAL,
                                        Optional.of("SEV-1"),
                                        true,
                                        List.of(PAYMENTS_TEAM),
                                        new Actor.Graft(),
                                        "a test",
                                        requestKey,
                                        0)));
    }

    /// Does everything that is due now.
    void work() {
        int done;
        do {
            done = paging.workers().stream().mapToInt(Worker::runDue).sum();
        } while (done > 0);
    }

    /// Lets time pass and does what falls due on the way, second by second.
    void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            work();
        }
    }

    /// As if a minute had passed for the database: whoever held a lease has lost it.
    void expireLeases() {
        database.runAsSuperuser("update effect_open set lease_until = now() - interval '1 second'");
    }

    Receipt receipt(PageId page) {
        return pages.receipt(admin, page);
    }

    Page get(PageId page) {
        return receipt(page).page();
    }

    List<String> attempts(PageId page) {
        return receipt(page).attempts().stream().map(Receipt.Attempt::outcome).toList();
    }

    List<Alarm.Kind> standing() {
        return alarms.standing(admin).stream().map(Alarm::kind).toList();
    }

    List<String> pageFacts() {
        return facts.stream()
                .filter(PageFact.class::isInstance)
                .map(fact -> ((PageFact) fact).words())
                .toList();
    }

    /// The bodies of polls that wait to be read, with their notes.
    List<String> polls() {
        return database.db().inTransaction(workspace, tx -> tx.query("""
                        select note || ' ' || convert_from(body, 'UTF8') as poll
                          from delivery
                         where workspace_id = :workspace
                           and source = 'poll'
                         order by id
                        """).list(row -> row.text("poll")));
    }

    /// PagerTree's webhook about one of our pages.
    void hear(PageId page, ReportType type, AlertState status, String... externalIds) {
        hear(page, type, status, Optional.empty(), externalIds);
    }

    void hear(PageId page, ReportType type, AlertState status, Optional<String> by, String... externalIds) {
        database.db()
                .useTransaction(
                        workspace, tx -> pages.heardAboutPage(tx, page, Set.of(externalIds), told(type, status, by)));
    }

    AlertReport.Told told(ReportType type, AlertState status, Optional<String> by) {
        var none = AlertDetails.none();
        return new AlertReport.Told(
                Digest.of("report " + reports++ + " " + workspace),
                type,
                Optional.of(clock.instant()),
                Optional.of(Instant.parse("2026-11-23T12:00:00Z")),
                new StatusWord.Known(status),
                0,
                false,
                Optional.empty(),
                by.map(name -> withBy(none, name)).orElse(none),
                clock.instant());
    }

    private static AlertDetails withBy(AlertDetails details, String by) {
        return new AlertDetails(
                details.title(),
                details.description(),
                details.statusWord(),
                details.urgency(),
                details.destinations(),
                details.team(),
                details.teamName(),
                details.parent(),
                details.tags(),
                details.reference(),
                details.incidentSeverity(),
                details.number(),
                Optional.of(by),
                details.acknowledgedAt(),
                details.resolvedAt(),
                details.handedTo(),
                details.carriesMarkerFields());
    }

    /// An alert that PagerTree told us about.
    AlertId anAlert(String externalId, AlertState status) {
        var verdicts = database.db()
                .inTransaction(
                        workspace,
                        tx -> alerts.hear(
                                tx,
                                List.of(new Heard(
                                        ++reports,
                                        "pagertree",
                                        List.of(externalId),
                                        Optional.empty(),
                                        told(ReportType.OPEN, status, Optional.empty()),
                                        new byte[] {'{', '}'},
                                        Arrival.LIVE,
                                        0))));
        return verdicts.getFirst().alert().orElseThrow();
    }

    <R> R in(Function<Tx, R> work) {
        return database.db().inTransaction(workspace, work::apply);
    }

    @Override
    public void close() {
        pagerTree.close();
        paging.close();
        http.close();
        inbox.close();
        inboxDb.close();
    }
}
