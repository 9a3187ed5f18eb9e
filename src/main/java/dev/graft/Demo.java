package dev.graft;

import dev.graft.domain.paging.Destination;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Role;
import dev.graft.partner.pagertree.ConnectionTest;
import dev.graft.partner.pagertree.DirectoryEntry;
import dev.graft.partner.pagertree.WebhookSetup;
import dev.graft.platform.db.BundledPostgresRefused;
import dev.graft.platform.db.FolderLock;
import dev.graft.platform.db.Tx;
import dev.graft.platform.secret.Secret;
import dev.graft.sandbox.pagertree.SandboxPagerTree;
import dev.graft.sandbox.pagertree.SandboxSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Everything on this machine: the bundled database, the sandbox PagerTree, and a workspace with sample people, teams
/// and workflows, connected to it in both directions. What a shell needs to play with it stands in `demo.env`.
final class Demo implements AutoCloseable {
    private static final String ENVIRONMENT_FILE = "demo.env";
    private static final String NO_SCENARIO = "none";
    private static final String LOCK_FILE = "demo.lock";

    private final FolderLock lock;
    private final SandboxPagerTree sandbox;
    private final Server server;

    private Demo(FolderLock lock, SandboxPagerTree sandbox, Server server) {
        this.lock = lock;
        this.sandbox = sandbox;
        this.server = server;
    }

    /// Starts it all; safe after a crash of any part, and at any later start, when what is there is taken up again.
    ///
    /// @param print what goes to the terminal, line by line
    static Demo start(Config config, int sandboxPort, Consumer<String> print) {
        var begun = System.nanoTime();
        var environmentFile = config.data().resolve(ENVIRONMENT_FILE);
        try {
            Files.createDirectories(config.data());
        } catch (IOException e) {
            throw cannotWrite(config, e);
        }
        var lock = lock(config.data());
        try {
            Files.deleteIfExists(environmentFile);
            return startIn(config, sandboxPort, print, lock, begun);
        } catch (IOException e) {
            lock.close();
            throw cannotWrite(config, e);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /// One demo a folder: a second one would write over what the first has told the shell, and what its sandbox keeps.
    private static FolderLock lock(Path data) {
        try {
            return FolderLock.take(data, data.resolve(LOCK_FILE));
        } catch (BundledPostgresRefused taken) {
            throw new StartRefused(String.valueOf(taken.getMessage()));
        }
    }

    private static StartRefused cannotWrite(Config config, IOException e) {
        return new StartRefused("the data folder " + config.data() + " cannot be written: " + e.getMessage());
    }

    private static Demo startIn(Config config, int sandboxPort, Consumer<String> print, FolderLock lock, long begun) {
        var environmentFile = config.data().resolve(ENVIRONMENT_FILE);
        System.setProperty(
                LogAppender.FILE_PROPERTY, config.data().resolve("graft.log").toString());
        print.accept("Graft demo; its data and its log are in " + config.data());

        var demo = startParts(config, sandboxPort, lock);
        try {
            var environment = demo.connect();
            writeForOwnerOnly(environmentFile, environment);
            var took = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
            print.accept("Sandbox PagerTree → " + demo.sandbox.uiUrl());
            print.accept("For your shell: . " + environmentFile);
            print.accept("Ready in %.1f s → %s".formatted(took, environment.get("GRAFT_SIGN_IN_URL")));
            return demo;
        } catch (RuntimeException failure) {
            demo.close();
            throw failure;
        }
    }

    /// Empty for `none`. A name that is not there is refused, with those that are, before anything starts.
    static Optional<String> chosenScenario(String name) {
        if (name.equals(NO_SCENARIO)) {
            return Optional.empty();
        }
        var names = SandboxPagerTree.scenarioNames();
        if (!names.contains(name)) {
            throw new StartRefused("there is no scenario \"%s\". The scenarios are: %s, %s."
                    .formatted(name, NO_SCENARIO, String.join(", ", names)));
        }
        return Optional.of(name);
    }

    /// Starts one of the sandbox's scenarios; its alerts reach the hub by webhook, as any do.
    void play(String scenario) {
        sandbox.startScenario(scenario);
    }

    private static Demo startParts(Config config, int sandboxPort, FolderLock lock) {
        var sandbox = startSandbox("127.0.0.1", sandboxPort, Optional.of(config.data()));
        try {
            return new Demo(lock, sandbox, Server.start(config.withSandbox(sandbox.apiUrl(), sandbox.uiUrl())));
        } catch (RuntimeException failure) {
            sandbox.close();
            throw failure;
        }
    }

    static SandboxPagerTree startSandbox(String host, int port, Optional<Path> data) {
        var settings = SandboxSettings.defaults().withHost(host).withPort(port);
        try {
            return SandboxPagerTree.start(data.map(folder -> settings.withStateFile(folder.resolve("sandbox.json")))
                    .orElse(settings));
        } catch (IllegalStateException refused) {
            throw new StartRefused(
                    "the sandbox PagerTree does not start: " + refused.getMessage() + ". Choose another port for it.");
        }
    }

    /// @return what `demo.env` says
    private Map<String, String> connect() {
        var app = server.app();
        var first = new FirstWorkspace(app.db(), app.workspaces(), app.workflows());
        boolean isNew = first.ensure("Demo", "Ada Demo", "ada@example.com", tx -> {
            app.workspaces().addMember(tx, "Ben Observer", "ben@example.com", Role.OBSERVER);
            app.workflows().installDemo(tx);
        });
        var graft = Caller.graft(FirstWorkspace.ID);
        // Whoever has connected another PagerTree since, or none, keeps it so.
        var integration = app.integrations().view(graft);
        if (isNew || (integration.hasKey() && integration.environment().equals("sandbox"))) {
            connectSandbox(app, graft);
        }
        var endpoint = app.integrations().endpoint(graft);
        var webhookUrl =
                app.url() + endpoint.path() + "?secret=" + endpoint.secret().reveal();

        var token = app.db()
                .inTransaction(
                        FirstWorkspace.ID, tx -> app.workspaces().issueToken(tx, FirstWorkspace.ADMIN, "demo.env"));
        var environment = new LinkedHashMap<String, String>();
        environment.put("GRAFT_URL", app.url());
        environment.put("GRAFT_TOKEN", token.reveal());
        environment.put("GRAFT_WEBHOOK_URL", webhookUrl);
        environment.put(
                "GRAFT_SIGN_IN_URL",
                app.url() + "/start?token=" + first.issueSignInLink().reveal());
        environment.put("GRAFT_DATABASE_URL", server.database().url());
        environment.put("GRAFT_MASTER_KEY_FILE", app.config().masterKeyFile().toString());
        environment.put("GRAFT_PAGERTREE_SANDBOX_URL", sandbox.apiUrl());
        environment.put("GRAFT_PAGERTREE_SANDBOX_UI_URL", sandbox.uiUrl());
        environment.put("GRAFT_METRICS_URL", app.managementUrl() + "/metrics");
        environment.put("PAGERTREE_API_URL", sandbox.apiUrl());
        environment.put("PAGERTREE_API_KEY", sandbox.apiKey());
        environment.put("PAGERTREE_UI_URL", sandbox.uiUrl());
        environment.put("PAGERTREE_ACCOUNT_SID", sandbox.accountSid());
        return environment;
    }

    private void connectSandbox(App app, Caller graft) {
        if (app.integrations().connect(graft, "sandbox", new Secret(sandbox.apiKey()))
                instanceof ConnectionTest.Fails fails) {
            throw new IllegalStateException("the sandbox refused its own key: " + fails.words());
        }
        var teams = app.integrations().directory(graft).stream()
                .filter(entry -> entry.kind() == Destination.Kind.TEAM)
                .toList();
        app.integrations().setDefaultDestination(graft, teams.getFirst().asDestination());
        app.db().useTransaction(FirstWorkspace.ID, tx -> addTeams(app, tx, teams));
        if (app.webhooks().make(graft, URI.create(app.url())) instanceof WebhookSetup.NotMade notMade) {
            throw new IllegalStateException("the sandbox refused its webhook: " + notMade.words());
        }
    }

    private static void addTeams(App app, Tx tx, List<DirectoryEntry> teams) {
        var known = app.workspaces().teams(tx).stream()
                .flatMap(team -> team.pagertreeId().stream())
                .collect(Collectors.toSet());
        for (var team : teams) {
            if (!known.contains(team.id())) {
                app.workspaces().addTeam(tx, team.name(), Optional.of(team.id()));
            }
        }
    }

    /// Written whole before it takes its name: whoever finds the file finds all of it.
    private static void writeForOwnerOnly(Path file, Map<String, String> environment) {
        var lines = environment.entrySet().stream()
                .map(entry -> entry.getKey() + "='" + entry.getValue() + "'")
                .collect(Collectors.joining("\n", "", "\n"));
        var draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, lines);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        server.close();
        sandbox.close();
        lock.close();
    }
}
