package dev.graft;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Reports;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.paging.Paging;
import dev.graft.domain.workflow.Automation;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.partner.pagertree.DeliveryWorker;
import dev.graft.partner.pagertree.Disconnection;
import dev.graft.partner.pagertree.Integrations;
import dev.graft.partner.pagertree.OutgoingWebhooks;
import dev.graft.partner.pagertree.PagerTreeEnvironment;
import dev.graft.partner.pagertree.PagerTreePager;
import dev.graft.partner.pagertree.PagerTreeReach;
import dev.graft.partner.pagertree.WebhookDoor;
import dev.graft.platform.change.Changes;
import dev.graft.platform.clock.DatabaseClock;
import dev.graft.platform.db.DatabaseAddress;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.DatabaseUnfit;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.DurabilityCheck;
import dev.graft.platform.db.Migrations;
import dev.graft.platform.db.Pool;
import dev.graft.platform.http.HttpServer;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.id.Ids;
import dev.graft.platform.inbox.Inbox;
import dev.graft.platform.inbox.InboxLimits;
import dev.graft.platform.inbox.InboxPressure;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.queue.Worker;
import dev.graft.platform.secret.Sealer;
import dev.graft.surface.api.ApiSurface;
import dev.graft.surface.web.WebSurface;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every long-lived object of one hub, made by hand, from the database up to the doors. The order of the lines is the
/// order of the start; closing goes the other way.
final class App implements AutoCloseable {
    /// PagerTree's API stands on another continent for some; longer than this and it is not coming.
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(App.class);

    private final Config config;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();

    private final Db db;
    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;
    private final Paging paging;
    private final Workflows workflows;
    private final Integrations integrations;
    private final OutgoingWebhooks webhooks;
    private final Worker deliveries;
    private final HttpServer console;
    private final HttpServer management;

    /// Starts a hub on a database that is there, migrates it, and serves.
    ///
    /// @throws StartRefused in words for the operator, with everything that was begun stopped again
    static App start(Config config, DatabaseAddress address) {
        var app = build(config, address, Optional.empty());
        app.workers.forEach(Worker::start);
        return app;
    }

    /// For tests: the clock is theirs, and nothing runs but by `settle`.
    static App startBy(Config config, DatabaseAddress address, Clock clock) {
        return build(config, address, Optional.of(clock));
    }

    private static App build(Config config, DatabaseAddress address, Optional<Clock> clock) {
        try {
            return new App(config, address, clock);
        } catch (DatabaseUnfit unfit) {
            throw new StartRefused(String.valueOf(unfit.getMessage()));
        } catch (Sealer.SealBroken broken) {
            throw new StartRefused("the master key in " + config.masterKeyFile() + " is not the one with which this"
                    + " database keeps its secrets. Start with the file that was in use before"
                    + " (GRAFT_MASTER_KEY_FILE): without it no page can be signed and no stored key opened.");
        } catch (DatabaseDown down) {
            throw new StartRefused(
                    "the database does not answer: " + rootOf(down).getMessage());
        }
    }

    private App(Config config, DatabaseAddress address, Optional<Clock> givenClock) {
        this.config = config;
        try {
            this.db = closing(Db.open(address, Pool.forRequests()));
            DurabilityCheck.mustHold(db);
            Migrations.migrate(address);
            var work = closing(Db.open(address, Pool.forWorkers()));
            var changes = closing(new Changes(Db.open(address, Pool.forChanges())));
            db.tellOfChanges(changes::changed);
            work.tellOfChanges(changes::changed);
            var clock = givenClock.orElseGet(() -> closing(DatabaseClock.of(work)));
            var ids = new Ids(clock);
            var sealer = Sealer.fromFile(config.masterKeyFile());
            var http = new OutgoingHttp(CONNECT_WITHIN, Json.MAX_ANSWER_BYTES);

            // The rooms, from left to right.
            this.workspaces = new Workspaces(db, sealer, ids, clock);
            workspaces.checkMasterKey(FirstWorkspace.ID);
            var journal = new Journal(ids, clock);
            this.alerts = new Alerts(db, workspaces, journal, ids, new PagerTreeReach());
            this.incidents = new Incidents(db, journal, workspaces, alerts, ids, clock);
            var alarms = new Alarms(db, clock, alerts, incidents);

            // PagerTree, in both directions.
            this.integrations = new Integrations(db, sealer, ids, clock, http, environments(config), alarms);
            var limits = InboxLimits.usual();
            var pressure = closing(new InboxPressure(work, limits, bundledDisk(config)));
            var inboxDb = closing(Db.open(address, Pool.forInbox()));
            var inbox = closing(new Inbox(inboxDb, limits, pressure, this::wakeReaders));
            var pager = new PagerTreePager(integrations, inbox, clock);

            this.paging = closing(new Paging(new Paging.Parts(
                    db,
                    work,
                    ids,
                    clock,
                    journal,
                    workspaces,
                    alerts,
                    new Reports(),
                    incidents,
                    alarms,
                    integrations,
                    pager)));
            var automation = closing(new Automation(new Automation.Parts(
                    db, work, ids, clock, workspaces, alerts, incidents, paging.pages(), alarms, integrations)));
            this.workflows = automation.workflows();
            journal.tell(new Consequences(incidents, paging.pages(), alarms, workflows));

            // The workers, in the order in which work passes from one to the next.
            this.deliveries = closing(new DeliveryWorker(alerts, paging.pages(), integrations, clock).on(work));
            workers.add(deliveries);
            workers.add(automation.worker());
            workers.addAll(paging.workers());

            // The doors, last.
            var managementPages = closing(new Management(db));
            var door = new WebhookDoor(integrations, inbox);
            var api = new ApiSurface(workspaces, alerts, incidents, workflows, paging.pages(), this::publicUrl);
            this.webhooks = new OutgoingWebhooks(integrations);
            var web = new WebSurface(new WebSurface.Parts(
                    workspaces,
                    alerts,
                    incidents,
                    workflows,
                    paging.pages(),
                    integrations,
                    webhooks,
                    new Disconnection(db, integrations, webhooks, alerts, paging.pages(), workflows),
                    changes,
                    this::publicUrl,
                    clock));
            this.management = closing(managementPages.start(config.managementPort()));
            this.console = closing(listen(config, routes -> {
                managementPages.health(routes);
                door.routes(routes);
                api.routes(routes);
                web.routes(routes);
            }));
            closing(web); // open streams end before the server waits for them
            managementPages.nowServing(true);
            running.push(() -> managementPages.nowServing(false));
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /// Those that the operator offers; a workspace picks one by its name. With a sandbox beside it, that comes first.
    private static List<PagerTreeEnvironment> environments(Config config) {
        return config.sandboxUrl()
                .map(api -> List.of(sandbox(config, api), PagerTreeEnvironment.PRODUCTION))
                .orElse(List.of(PagerTreeEnvironment.PRODUCTION));
    }

    private static PagerTreeEnvironment sandbox(Config config, URI api) {
        var console = config.sandboxUiUrl()
                .map(URI::toString)
                .orElseGet(() -> api.resolve("/").toString());
        var slash = console.endsWith("/") ? "" : "/";
        return new PagerTreeEnvironment("sandbox", api, console + slash + "alerts/{id}");
    }

    /// The disk that fills up is the database's; a server elsewhere looks after its own.
    private static Optional<Path> bundledDisk(Config config) {
        return config.databaseUrl().isEmpty() ? Optional.of(config.data()) : Optional.empty();
    }

    private static HttpServer listen(Config config, Consumer<HttpRouting.Builder> routes) {
        try {
            return HttpServer.start(config.host(), config.port(), routes);
        } catch (IllegalStateException busy) {
            throw new StartRefused("port " + config.port() + " on " + config.host() + " cannot be listened on ("
                    + rootOf(busy).getMessage() + "). Choose another with --port.");
        }
    }

    private void wakeReaders() {
        deliveries.wake();
    }

    Config config() {
        return config;
    }

    Db db() {
        return db;
    }

    Workspaces workspaces() {
        return workspaces;
    }

    Alerts alerts() {
        return alerts;
    }

    Incidents incidents() {
        return incidents;
    }

    Pages pages() {
        return paging.pages();
    }

    Workflows workflows() {
        return workflows;
    }

    Integrations integrations() {
        return integrations;
    }

    OutgoingWebhooks webhooks() {
        return webhooks;
    }

    /// Where this hub listens, as its own machine reaches it.
    String url() {
        return console.url();
    }

    /// How people and PagerTree reach this hub.
    URI publicUrl() {
        return config.publicUrl().orElseGet(() -> URI.create(url()));
    }

    String managementUrl() {
        return management.url();
    }

    /// For tests: does everything that is due now, and what follows from it, until nothing is left.
    ///
    /// @return how many pieces of work were taken up
    int settle() {
        int all = 0;
        int done;
        do {
            done = workers.stream().mapToInt(Worker::runDue).sum();
            all += done;
        } while (done > 0);
        return all;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) { // the others have to be closed all the same
                log.atWarn().setCause(failure).log("a part did not close");
            }
        }
    }

    private static Throwable rootOf(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private <T extends AutoCloseable> T closing(T part) {
        running.push(part);
        return part;
    }
}
