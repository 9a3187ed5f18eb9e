package dev.graft.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's own programs at work on one folder, whose lock the caller holds.
record PostgresServer(PostgresFolder folder, OsUser user, PostgresBinaries binaries) {
    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    private static final String SUPERUSER = "graft_setup";
    private static final String ROLE = "graft";
    private static final String DATABASE = "graft";

    /// Replaying 1 GB of WAL takes some 3 s; a slow disk takes longer, and giving up would help nobody.
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /// How long traces of a killed server (its pid, its shared memory, its port) may still be about.
    private static final Duration TRACES_LIMIT = Duration.ofSeconds(15);

    /// The hub has 10 s in all to stop. Stopped harder, the server recovers at its next start.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    private static final Duration STEP = Duration.ofMillis(20);

    /// Above the highest that Linux gives to a process (2^22).
    private static final long NOBODYS_PID = (1L << 22) + 1;

    static PostgresServer in(PostgresFolder folder) {
        var server = new PostgresServer(folder, OsUser.forTheServer(), PostgresBinaries.unpackedFor(folder.path()));
        server.mustBeEnterable(folder.path());
        server.mustBeEnterable(server.binaries.folder());
        return server;
    }

    DatabaseAddress addressAt(int port) {
        return new DatabaseAddress(jdbcUrl(port, DATABASE), ROLE, folder.graftPassword());
    }

    DatabaseAddress setupAddressAt(int port) {
        return new DatabaseAddress(jdbcUrl(port, "postgres"), SUPERUSER, folder.setupPassword());
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Makes the data, unless an earlier start did.
    void initialise() {
        if (!folder.isInitialised()) {
            runInitdb();
        }
        user.takeOver(folder.data());
    }

    /// Made under another name and renamed when whole, so that a kill in between leaves nothing half made. initdb syncs
    /// what it wrote.
    private void runInitdb() {
        try {
            var fresh = folder.path().resolve("data.new");
            Folders.delete(fresh);
            Files.createDirectory(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var password = fresh.resolveSibling("initdb.password");
            Files.deleteIfExists(password);
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, folder.setupPassword().reveal());
            user.takeOver(fresh);
            user.takeOver(password);
            var made = user.command(
                            binaries.program("initdb"),
                            List.of(
                                    "--pgdata=" + fresh,
                                    "--username=" + SUPERUSER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + password,
                                    "--encoding=UTF8",
                                    "--locale-provider=builtin", // the same order of text on every machine
                                    "--builtin-locale=C.UTF-8",
                                    "--locale=C",
                                    "--data-checksums"))
                    .run();
            Files.delete(password);
            if (!made.succeeded()) {
                throw new BundledPostgresRefused("initdb failed in " + folder.path() + ":\n" + made.output());
            }
            Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(folder.path());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// We hold the lock, so a server that runs on this folder has lost its hub.
    void stopLeftBehind() {
        if (folder.findServerPid().filter(this::isServingThisFolder).isPresent()) {
            log.atInfo().addKeyValue("folder", folder.path()).log("stopping the database server of a killed hub");
            if (!stop("fast")) {
                stop("immediate");
            }
        }
    }

    /// A server works inside its data folder, so its working directory tells it from any other that has got the same
    /// pid since. The directory of a process that is dead and not yet forgotten cannot be read.
    boolean isServingThisFolder(long pid) {
        try {
            var process = Path.of("/proc", Long.toString(pid));
            return Files.readSymbolicLink(process.resolve("cwd"))
                            .equals(folder.data().toRealPath())
                    && Files.readSymbolicLink(process.resolve("exe")).endsWith("postgres");
        } catch (IOException gone) {
            return false;
        }
    }

    /// PostgreSQL does not start while the pid that its predecessor left behind is in use, be it by a stranger or by a
    /// dead process that nobody has waited for. The file has to stay, with another pid in it: from its other lines
    /// PostgreSQL tells whether processes of the predecessor are still at work on the data.
    private void disownPidOfStranger() {
        if (folder.findServerPid().filter(pid -> !isServingThisFolder(pid)).isPresent()) {
            folder.replaceServerPid(NOBODYS_PID);
        }
    }

    boolean stop(String mode) {
        if (folder.findServerNotes().isEmpty()) {
            return true;
        }
        return user.command(
                        binaries.program("pg_ctl"),
                        List.of(
                                "stop",
                                "--pgdata=" + folder.data(),
                                "--mode=" + mode,
                                "--wait",
                                "--timeout=" + STOP_LIMIT.toSeconds()))
                .run()
                .succeeded();
    }

    /// Tries again while traces of a killed server are about: for a moment after a kill its pid is still visible.
    Process launchAt(int port) {
        var deadline = Deadline.in(TRACES_LIMIT);
        while (true) {
            disownPidOfStranger();
            folder.writeConfiguration(port);
            var process = launchOnce();
            if (isReadyBefore(process, Deadline.in(START_LIMIT))) {
                return process;
            }
            var words = folder.lastWordsOfServer();
            var passes = words.contains("already exists")
                    || words.contains("still in use")
                    || words.contains("Address already in use");
            if (!passes || deadline.isOver()) {
                throw new BundledPostgresRefused(
                        "The database server in " + folder.path() + " does not start:\n" + words);
            }
            deadline.pause(Duration.ofMillis(200));
        }
    }

    /// In a session of its own, so that the interrupt of a terminal reaches the hub alone, which then stops it in
    /// order.
    private Process launchOnce() {
        var words = new ArrayList<>(List.of("setsid"));
        words.addAll(user.command(
                        binaries.program("postgres"),
                        List.of("-D", folder.data().toString(), "-c", "config_file=" + folder.configuration()))
                .words());
        try {
            return OsCommand.of(words)
                    .builder()
                    .redirectErrorStream(true)
                    .redirectOutput(folder.startLog().toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isReadyBefore(Process process, Deadline deadline) {
        while (process.isAlive() && !deadline.isOver()) {
            var ready = folder.findServerNotes()
                    .filter(notes -> notes.getFirst().strip().equals(Long.toString(process.pid())))
                    .filter(notes -> notes.getLast().strip().equals("ready"))
                    .isPresent();
            if (ready) {
                return true;
            }
            deadline.pause(STEP);
        }
        process.destroy();
        return false;
    }

    void setUpAt(int port) {
        if (folder.isSetUp()) {
            return;
        }
        try (var connection = connect(setupAddressAt(port))) {
            if (!exists(connection, "select 1 from pg_roles where rolname = '" + ROLE + "'")) {
                // The password is hexadecimal digits, and a role cannot be made with a bound value.
                run(
                        connection,
                        "create role " + ROLE + " login nosuperuser nobypassrls nocreatedb nocreaterole password '"
                                + folder.graftPassword().reveal() + "'");
            }
            if (!exists(connection, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                run(connection, "create database " + DATABASE + " owner " + ROLE);
            }
        } catch (SQLException failure) {
            throw new BundledPostgresRefused(
                    "The database server in " + folder.path() + " cannot be set up: " + failure.getMessage(), failure);
        }
        folder.markSetUp();
    }

    private void mustBeEnterable(Path place) {
        if (user.isSomebodyElse() && !user.canEnter(place)) {
            throw new BundledPostgresRefused("The user " + user.name() + ", as whom the database server runs because"
                    + " Graft was started by root, cannot enter " + place
                    + ". Choose a data folder outside of root's home, such as /var/lib/graft, or start Graft as an"
                    + " ordinary user.");
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user(), address.password().reveal());
    }

    private static boolean exists(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            return answer.next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
