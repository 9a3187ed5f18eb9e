package dev.graft.platform.db;

import dev.graft.platform.id.WorkspaceId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// A fresh database for one test class, on a real server that all tests of this JVM share.
///
/// ```
/// @AutoClose
/// static final TestDatabase database = TestDatabase.migrated();
/// ```
///
/// The role is the hub's: no superuser, held by row-level security.
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name;
    private final DatabaseAddress address;
    private final Db db;

    private TestDatabase(String name) {
        this.name = name;
        this.address = Server.at(name);
        this.db = Db.open(address, Pool.forRequests());
    }

    /// With the schema of this version.
    public static TestDatabase migrated() {
        return made("template " + Server.MIGRATED_TEMPLATE);
    }

    /// Without any table.
    public static TestDatabase empty() {
        return made("");
    }

    private static TestDatabase made(String template) {
        var name = "test_" + COUNTER.incrementAndGet();
        Server.runAsSuperuser("create database " + name + " owner graft " + template);
        return new TestDatabase(name);
    }

    /// For a second `Db`, a second hub, or a connection of one's own.
    public DatabaseAddress address() {
        return address;
    }

    public Db db() {
        return db;
    }

    /// A workspace with nothing in it.
    public WorkspaceId newWorkspace() {
        var workspace = new WorkspaceId(UUID.randomUUID());
        db.useTransaction(
                workspace,
                tx -> tx.update("""
                insert into workspace (workspace_id, name, slug, marker_key)
                values (:workspace, 'Acme', :slug, ''::bytea)
                """).bind("slug", "acme-" + workspace).run());
        return workspace;
    }

    /// Runs SQL as the hub's role, outside `Db`: to make a table for a test, or to look behind the doors.
    public void run(String sql) {
        run(address, sql);
    }

    /// A connection outside `Db`, in auto-commit, as the hub's role.
    public Connection connect() {
        return connect(address);
    }

    /// As `run`, past row-level security.
    public void runAsSuperuser(String sql) {
        var setup = Server.INSTANCE.setupAddress();
        run(new DatabaseAddress(Server.at(name).jdbcUrl(), setup.user(), setup.password()), sql);
    }

    @Override
    public void close() {
        db.close();
        Server.runAsSuperuser("drop database " + name + " with (force)");
    }

    private static void run(DatabaseAddress address, String sql) {
        try (var connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    static Connection connect(DatabaseAddress address) {
        try {
            return DriverManager.getConnection(
                    address.jdbcUrl(), address.user(), address.password().reveal());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Started at first use, stopped with the JVM.
    private static final class Server {
        static final String MIGRATED_TEMPLATE = "graft";
        static final BundledPostgres INSTANCE = started();

        /// The server's own database serves as the template: nobody else connects to it.
        private static BundledPostgres started() {
            var folder = TestFolders.fresh();
            var server = BundledPostgres.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                TestFolders.delete(folder);
            }));
            Migrations.migrate(server.address());
            return server;
        }

        static DatabaseAddress at(String database) {
            var ours = INSTANCE.address();
            return new DatabaseAddress(
                    ours.jdbcUrl().replaceFirst("/[^/]*$", "/" + database), ours.user(), ours.password());
        }

        static void runAsSuperuser(String sql) {
            run(INSTANCE.setupAddress(), sql);
        }
    }
}
