package dev.graft.partner.pagertree;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Reports;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Pager;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.paging.Paging;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.MemberId;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Pool;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.HttpServer;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.inbox.Inbox;
import dev.graft.platform.inbox.InboxLimits;
import dev.graft.platform.inbox.InboxPressure;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.queue.Worker;
import dev.graft.platform.secret.TestSealer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The way in, from the socket to the alerts, with one workspace; nothing follows from the facts. The worker runs when
/// the test says so.
final class InboundHub implements AutoCloseable {
    final TestDatabase database;
    final Db doorDb;
    final Ids ids;
    final Workspaces workspaces;
    final Alerts alerts;
    final Pages pages;
    final Integrations integrations;
    final Inbox inbox;
    final Worker worker;
    final WorkspaceId workspace;
    final Caller admin;
    final EndpointView endpoint;

    private final OutgoingHttp outgoing;
    private final Paging paging;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    InboundHub(TestDatabase database, Clock clock) {
        this(database, clock, InboxLimits.usual());
    }

    InboundHub(TestDatabase database, Clock clock, InboxLimits limits) {
        this.database = database;
        this.doorDb = Db.open(database.address(), new Pool("inbox", 1, Duration.ofSeconds(1), true));
        ids = new Ids(clock);
        var db = database.db();
        var sealer = TestSealer.fresh();
        var journal = new Journal(ids, clock);
        workspaces = new Workspaces(db, sealer, ids, clock);
        outgoing = new OutgoingHttp(Duration.ofSeconds(1), 1024);
        alerts = new Alerts(db, workspaces, journal, ids, (_, _) -> true);
        var incidents = new Incidents(db, journal, workspaces, alerts, ids, clock);
        var alarms = new Alarms(db, clock, alerts, incidents);
        integrations =
                new Integrations(db, sealer, ids, clock, outgoing, List.of(PagerTreeEnvironment.PRODUCTION), alarms);
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
                new SilentPager()));
        pages = paging.pages();
        inbox = new Inbox(doorDb, limits, new InboxPressure(db, limits, Optional.empty()), () -> {});
        worker = new DeliveryWorker(alerts, pages, integrations, clock).on(db);
        workspace = workspaces.create("Acme", "acme-" + UUID.randomUUID());
        admin = new Caller(workspace, new Actor.Member(new MemberId(1), "Ada"), Role.ADMIN.rights(), "web");
        endpoint = integrations.endpoint(admin);
        server = HttpServer.start("127.0.0.1", 0, new WebhookDoor(integrations, inbox)::routes);
    }

    String url() {
        return server.url() + endpoint.path();
    }

    int port() {
        return server.port();
    }

    String secret() {
        return endpoint.secret().reveal();
    }

    int deliver(String body) {
        return deliver(body.getBytes(UTF_8));
    }

    int deliver(byte[] body) {
        return send(HttpRequest.newBuilder(URI.create(url() + "?secret=" + secret()))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                .statusCode();
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// The verdicts on all deliveries, oldest first, each as `word` or `word: reason`.
    List<String> verdicts() {
        return database.db()
                .inTransaction(
                        workspace,
                        tx -> tx.query("""
                select verdict, reason
                  from delivery_verdict
                 where workspace_id = :workspace
                 order by delivery_id
                """)
                                .list(row -> row.text("reason").isEmpty()
                                        ? row.text("verdict")
                                        : row.text("verdict") + ": " + row.text("reason")));
    }

    long stored() {
        return count("delivery");
    }

    long open() {
        return count("delivery_open");
    }

    private long count(String table) {
        return database.db()
                .inTransaction(
                        workspace,
                        tx -> tx.query("select count(*) as rows from " + table + " where workspace_id = :workspace")
                                .only(row -> row.longValue("rows")));
    }

    @Override
    public void close() {
        server.close();
        client.close();
        inbox.close();
        doorDb.close();
        paging.close();
        outgoing.close();
    }

    /// Nobody answers.
    private static final class SilentPager implements Pager {
        @Override
        public Outcome send(WorkspaceId workspace, Order order) {
            return new Outcome.Unknown("silence");
        }

        @Override
        public Search lookUp(WorkspaceId workspace, String marker, Instant since) {
            return new Search.Failed("silence");
        }

        @Override
        public Outcome resolve(WorkspaceId workspace, String externalId) {
            return new Outcome.Unknown("silence");
        }

        @Override
        public Outcome acknowledge(WorkspaceId workspace, String externalId) {
            return new Outcome.Unknown("silence");
        }

        @Override
        public Outcome read(WorkspaceId workspace, String externalId) {
            return new Outcome.Unknown("silence");
        }

        @Override
        public Outcome comment(WorkspaceId workspace, String externalId, String text) {
            return new Outcome.Unknown("silence");
        }

        @Override
        public void report(Tx tx, PartnerAlert alert, Optional<ActId> settles, String reason) {}
    }
}
