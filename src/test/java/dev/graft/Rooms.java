package dev.graft;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.Alert;
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
import dev.graft.domain.incident.IncidentEvent;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Aliases;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Pager;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.paging.Paging;
import dev.graft.domain.paging.PagingDirectory;
import dev.graft.domain.workflow.Automation;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.secret.TestSealer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// All rooms of the domain, wired as in `App`, on a real database, in a workspace of their own: no HTTP, and a partner
/// whom nobody calls. What workers would do is done by `settle`.
public final class Rooms implements AutoCloseable {
    private static final AtomicLong DELIVERIES = new AtomicLong();

    public final Clock clock = Clock.systemUTC();
    public final Ids ids = new Ids(clock);
    public final Journal journal = new Journal(ids, clock);
    public final TestDatabase database;
    public final Workspaces workspaces;
    public final Alerts alerts;
    public final Incidents incidents;
    public final Alarms alarms;
    public final Pages pages;
    public final Workflows workflows;
    public final WorkspaceId workspace;
    public final Caller ana;
    private final Paging paging;
    private final Automation automation;
    private Optional<String> notConnected = Optional.empty();
    private Optional<Destination> defaultDestination = Optional.empty();

    public Rooms(TestDatabase database) {
        this.database = database;
        var db = database.db();
        workspaces = new Workspaces(db, TestSealer.fresh(), ids, clock);
        alerts = new Alerts(db, workspaces, journal, ids, (tx, partner) -> false);
        incidents = new Incidents(db, journal, workspaces, alerts, ids, clock);
        alarms = new Alarms(db, clock, alerts, incidents);
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
                new Directory(),
                new SilentPager()));
        pages = paging.pages();
        automation = new Automation(new Automation.Parts(
                db, db, ids, clock, workspaces, alerts, incidents, pages, alarms, new Directory()));
        workflows = automation.workflows();
        journal.tell(new Consequences(incidents, pages, alarms, workflows));
        workspace = workspaces.create("Acme", "acme-" + UUID.randomUUID());
        ana = caller("Ana Ruiz", Role.ADMIN);
        db.useTransaction(workspace, workflows::installDefaults);
    }

    /// Decides and runs all that waits.
    int settle() {
        return automation.worker().runDue();
    }

    void notConnected(String reason) {
        notConnected = Optional.of(reason);
    }

    void defaultDestination(Destination destination) {
        defaultDestination = Optional.of(destination);
    }

    void installDemo() {
        database.db().useTransaction(workspace, workflows::installDemo);
    }

    Caller caller(String name, Role role) {
        Member member = database.db()
                .inTransaction(
                        workspace, tx -> workspaces.addMember(tx, name, name.replace(' ', '.') + "@example.org", role));
        return new Caller(workspace, member.asActor(), role.rights(), "web");
    }

    Team team(String name, String pagertreeId) {
        return database.db()
                .inTransaction(
                        workspace,
                        tx -> workspaces.addTeam(
                                tx, name, Optional.of(pagertreeId).filter(id -> !id.isEmpty())));
    }

    SeverityId severity(String slug) {
        return workspaces.severities(ana).stream()
                .filter(severity -> severity.slug().equals(slug))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /// A report of the partner about the alert of this id, heard now.
    Alert hear(String externalId, ReportType type, AlertState status, String... destinations) {
        var now = clock.instant();
        var report = new AlertReport.Told(
                Digest.of(externalId + type + DELIVERIES.incrementAndGet()),
                type,
                Optional.of(now),
                Optional.of(created(externalId, now)),
                new StatusWord.Known(status),
                0,
                false,
                Optional.empty(),
                details(externalId, status, destinations),
                now);
        var verdict = database.db()
                .inTransaction(
                        workspace,
                        tx -> alerts.hear(
                                        tx,
                                        List.of(new Heard(
                                                DELIVERIES.incrementAndGet(),
                                                "pagertree",
                                                List.of(externalId),
                                                Optional.of("https://pagertree.test/alerts/" + externalId),
                                                report,
                                                "{\"data\":{\"title\":\"t\"}}".getBytes(StandardCharsets.UTF_8),
                                                Arrival.LIVE,
                                                0)))
                                .getFirst());
        return alerts.get(ana, verdict.alert().orElseThrow());
    }

    private Instant created(String externalId, Instant now) {
        return alerts.findByAnyId(ana, externalId)
                .flatMap(alert -> alert.epoch().created())
                .orElse(now);
    }

    private static AlertDetails details(String externalId, AlertState status, String... destinations) {
        return new AlertDetails(
                Optional.of("Disk full on " + externalId),
                Optional.of("98 %"),
                Optional.of(status.name().toLowerCase(Locale.ROOT)),
                Optional.of("critical"),
                Optional.of(List.of(destinations)),
                destinations.length == 0 ? Optional.empty() : Optional.of(destinations[0]),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                status == AlertState.ACKNOWLEDGED ? Optional.of("Ben Okafor") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    public List<String> timeline(IncidentId incident) {
        return incidents.events(ana, incident, Slice.first(100)).items().stream()
                .map(IncidentEvent::line)
                .map(line -> line.actor().displayName() + ": " + line.text())
                .toList();
    }

    List<Page> pagesOf(IncidentId incident) {
        return pages.pagesOf(ana, incident);
    }

    List<AlertId> alertsOf(IncidentId incident) {
        return incidents.alertsOf(ana, incident);
    }

    @Override
    public void close() {
        automation.close();
        paging.close();
    }

    private final class Directory implements PagingDirectory {
        @Override
        public Optional<String> findReasonNotConnected(Tx tx) {
            return notConnected;
        }

        @Override
        public Optional<Destination> findDefaultDestination(Tx tx) {
            return defaultDestination;
        }

        @Override
        public Optional<String> alertUrl(Tx tx, String externalId) {
            return Optional.empty();
        }

        @Override
        public Aliases aliases(Tx tx) {
            return new Aliases(Map.of());
        }
    }

    /// Nobody carries effects out here.
    private static final class SilentPager implements Pager {
        @Override
        public Outcome send(WorkspaceId workspace, Order order) {
            throw new IllegalStateException("nobody sends in this test");
        }

        @Override
        public Search lookUp(WorkspaceId workspace, String marker, Instant since) {
            throw new IllegalStateException("nobody looks in this test");
        }

        @Override
        public Outcome resolve(WorkspaceId workspace, String externalId) {
            throw new IllegalStateException("nobody resolves in this test");
        }

        @Override
        public Outcome acknowledge(WorkspaceId workspace, String externalId) {
            throw new IllegalStateException("nobody acknowledges in this test");
        }

        @Override
        public Outcome read(WorkspaceId workspace, String externalId) {
            throw new IllegalStateException("nobody reads in this test");
        }

        @Override
        public Outcome comment(WorkspaceId workspace, String externalId, String text) {
            throw new IllegalStateException("nobody comments in this test");
        }

        @Override
        public void report(Tx tx, PartnerAlert alert, Optional<ActId> settles, String reason) {
            throw new IllegalStateException("nobody reports in this test");
        }
    }
}
