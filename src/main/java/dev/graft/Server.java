package dev.graft;

import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.BundledPostgres;
import dev.graft.platform.db.BundledPostgresRefused;
import dev.graft.platform.db.DatabaseAddress;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Pool;
import dev.graft.platform.id.Ids;
import dev.graft.platform.secret.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// One running hub with the database that it stands on: yours, or the bundled one in its data folder.
final class Server implements AutoCloseable {
    private final Optional<BundledPostgres> bundled;
    private final DatabaseAddress database;
    private final App app;

    private Server(Optional<BundledPostgres> bundled, DatabaseAddress database, App app) {
        this.bundled = bundled;
        this.database = database;
        this.app = app;
    }

    /// @throws StartRefused in words for the operator, with everything that was begun stopped again
    static Server start(Config config) {
        makeFolder(config.data());
        if (config.databaseUrl().isEmpty()) {
            Sealer.createKeyFile(config.masterKeyFile());
        }
        var bundled = config.databaseUrl().isEmpty()
                ? Optional.of(startBundled(config.data()))
                : Optional.<BundledPostgres>empty();
        try {
            var database = bundled.map(BundledPostgres::address)
                    .orElseGet(() -> DatabaseAddress.parse(
                            config.databaseUrl().orElseThrow().toString()));
            return new Server(bundled, database, App.start(config, database));
        } catch (RuntimeException failure) {
            bundled.ifPresent(BundledPostgres::close);
            throw failure;
        }
    }

    private static BundledPostgres startBundled(Path data) {
        try {
            return BundledPostgres.start(data.resolve("postgres"));
        } catch (BundledPostgresRefused refused) {
            throw new StartRefused(String.valueOf(refused.getMessage()));
        }
    }

    private static void makeFolder(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + data, e);
        }
    }

    /// Makes the first workspace, where there is none.
    ///
    /// @return a link that signs its admin in; empty when it was there
    Optional<String> prepareFirstWorkspace() {
        var first = new FirstWorkspace(app.db(), app.workspaces(), app.workflows());
        return first.ensure("Graft", "Admin", "admin@localhost", tx -> {})
                ? Optional.of(app.publicUrl() + "/start?token="
                        + first.issueSignInLink().reveal())
                : Optional.empty();
    }

    /// A link that signs the first admin in, made beside running nodes.
    ///
    /// @throws StartRefused when there is no database to make it in
    static String signInLink(Config config) {
        var address = config.databaseUrl()
                .map(url -> DatabaseAddress.parse(url.toString()))
                .orElseThrow(() -> new StartRefused("say in which database: set --database-url (or"
                        + " GRAFT_DATABASE_URL) as the nodes have it. The demo's is in demo.env."));
        try (var db = Db.open(address, Pool.forRequests())) {
            var clock = Clock.systemUTC();
            var workspaces = new Workspaces(db, Sealer.fromFile(config.masterKeyFile()), new Ids(clock), clock);
            var token = db.inTransaction(FirstWorkspace.ID, tx -> workspaces.issueSignInLink(tx, FirstWorkspace.ADMIN));
            var base = config.publicUrl().map(URI::toString).orElse("http://localhost:" + config.port());
            return base + "/start?token=" + token.reveal();
        }
    }

    App app() {
        return app;
    }

    DatabaseAddress database() {
        return database;
    }

    String url() {
        return app.url();
    }

    @Override
    public void close() {
        app.close();
        bundled.ifPresent(BundledPostgres::close);
    }
}
