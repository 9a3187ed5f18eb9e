package dev.graft;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.partner.pagertree.ConnectionTest;
import dev.graft.platform.clock.SettableClock;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.secret.Sealer;
import dev.graft.platform.secret.Secret;
import dev.graft.sandbox.pagertree.SandboxPagerTree;
import dev.graft.sandbox.pagertree.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// The whole house in one process: `App` on a database of its own, connected to a sandbox PagerTree over real HTTP, and
/// one clock for both that only the test moves. Nothing runs by itself: `settle` does what is due.
public final class TestHub implements AutoCloseable {
    private final TestDatabase database;
    private final SettableClock clock;
    private final SandboxPagerTree pagertree;
    private final App app;
    private final String webhookUrl;

    private TestHub(TestDatabase database, SettableClock clock, SandboxPagerTree pagertree, App app) {
        this.database = database;
        this.clock = clock;
        this.pagertree = pagertree;
        this.app = app;
        new FirstWorkspace(app.db(), app.workspaces(), app.workflows())
                .ensure("Acme", "Ana", "ana@example.com", tx -> app.workflows().installDemo(tx));
        if (app.integrations().connect(caller(), "sandbox", new Secret(pagertree.apiKey()))
                instanceof ConnectionTest.Fails fails) {
            throw new IllegalStateException(fails.words());
        }
        app.integrations().setDefaultDestination(caller(), team("Checkout"));
        var endpoint = app.integrations().endpoint(caller());
        this.webhookUrl =
                app.url() + endpoint.path() + "?secret=" + endpoint.secret().reveal();
        pagertree.connectWebhook(webhookUrl);
    }

    /// A hub with the default workflows and *A critical PagerTree alert opens an incident*, connected both ways.
    public static TestHub start() {
        var clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        var pagertree =
                SandboxPagerTree.start(SandboxSettings.defaults().withClock(clock, SandboxSettings.Pace.MANUAL));
        var database = TestDatabase.migrated();
        try {
            var data = Files.createTempDirectory("graft-hub-");
            var flags = Map.of(
                    Setting.PORT,
                    "0",
                    Setting.DATA,
                    data.toString(),
                    Setting.PAGERTREE_SANDBOX_URL,
                    pagertree.apiUrl());
            var config = Config.read(Optional.empty(), Map.of(), flags);
            Sealer.createKeyFile(config.masterKeyFile());
            return new TestHub(database, clock, pagertree, App.startBy(config, database.address(), clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Does everything that is due, here and at PagerTree, and what follows from it, until nothing is left.
    public void settle() {
        int rounds = 0;
        do {
            pagertree.runWhatIsDue();
            if (++rounds > 100) {
                throw new IllegalStateException("it does not come to rest: something goes round in circles");
            }
        } while (app.settle() > 0);
    }

    /// Lets time pass, and does what has become due.
    public void pass(Duration duration) {
        clock.advance(duration);
        settle();
    }

    /// May do everything in the workspace.
    public Caller caller() {
        return Caller.graft(FirstWorkspace.ID);
    }

    public Destination team(String name) {
        return app.integrations().directory(caller()).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow()
                .asDestination();
    }

    public SandboxPagerTree pagertree() {
        return pagertree;
    }

    public SettableClock clock() {
        return clock;
    }

    public String webhookUrl() {
        return webhookUrl;
    }

    public String url() {
        return app.url();
    }

    public Db db() {
        return app.db();
    }

    public Workspaces workspaces() {
        return app.workspaces();
    }

    public Alerts alerts() {
        return app.alerts();
    }

    public Incidents incidents() {
        return app.incidents();
    }

    public Pages pages() {
        return app.pages();
    }

    public Workflows workflows() {
        return app.workflows();
    }

    @Override
    public void close() {
        app.close();
        pagertree.close();
        database.close();
    }
}
