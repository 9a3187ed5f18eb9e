package dev.graft.platform.db;

import dev.graft.platform.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of a bundled server. What the server reads but must not write is ours and lies beside its data:
///
/// ```
/// lock             held by the process that owns the server
/// setup.password   of the superuser that only sets things up   (readable by us alone)
/// graft.password   of the role that the hub works as           (readable by us alone)
/// port             the one we chose
/// postgresql.conf  written anew at each start
/// pg_hba.conf
/// start.log        what the server said before its own log was open
/// data/            PostgreSQL's; data/log/ is its log, one file per weekday
/// ```
record PostgresFolder(Path path) {
    private static final int SECRET_BYTES = 32;
    private static final int LAST_WORDS = 6;

    static PostgresFolder openedAt(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            var enterable = OsUser.isRoot() ? "rwxr-xr-x" : "rwx------";
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString(enterable));
        } catch (IOException failure) {
            throw new BundledPostgresRefused(
                    "The data folder " + absolute + " cannot be made or used: " + failure.getMessage(), failure);
        }
        return new PostgresFolder(absolute);
    }

    Path data() {
        return path.resolve("data");
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path configuration() {
        return path.resolve("postgresql.conf");
    }

    Path startLog() {
        return path.resolve("start.log");
    }

    boolean isInitialised() {
        return Files.exists(data().resolve("PG_VERSION"));
    }

    /// Roles and database exist; said by a file, so that later starts need not ask.
    boolean isSetUp() {
        return Files.exists(path.resolve("set-up"));
    }

    void markSetUp() {
        write("set-up", "", "rw-r--r--");
    }

    Secret setupPassword() {
        return password("setup.password");
    }

    Secret graftPassword() {
        return password("graft.password");
    }

    private Secret password(String name) {
        return new Secret(find(name).orElseGet(() -> {
            var random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            var password = HexFormat.of().formatHex(random);
            write(name, password, "rw-------");
            return password;
        }));
    }

    /// The port of earlier starts while nobody else has it, else another free one.
    int choosePort() {
        var kept = find("port").map(Integer::parseInt).filter(PostgresFolder::isFree);
        return kept.orElseGet(() -> {
            var port = freePort();
            write("port", Integer.toString(port), "rw-r--r--");
            return port;
        });
    }

    void writeConfiguration(int port) {
        write("postgresql.conf", PostgresSettings.file(port, path.resolve("pg_hba.conf")), "rw-r--r--");
        write("pg_hba.conf", "host all all 127.0.0.1/32 scram-sha-256\n", "rw-r--r--");
    }

    /// What the server wrote about its process: pid, folder, start, port, …; one line each. A killed one leaves it.
    Optional<List<String>> findServerNotes() {
        try {
            return Optional.of(Files.readAllLines(serverNotes())).filter(lines -> !lines.isEmpty());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    Optional<Long> findServerPid() {
        return findServerNotes().map(notes -> Long.parseLong(notes.getFirst().strip()));
    }

    void replaceServerPid(long pid) {
        var lines = new ArrayList<>(findServerNotes().orElseThrow());
        lines.set(0, Long.toString(pid));
        try {
            Files.write(serverNotes(), lines, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path serverNotes() {
        return data().resolve("postmaster.pid");
    }

    /// The ends of what it said at its start and in its log: why it did not start.
    String lastWordsOfServer() {
        try (var logs =
                Files.exists(data().resolve("log")) ? Files.list(data().resolve("log")) : Stream.<Path>empty()) {
            var newest = logs.max(Comparator.comparingLong(log -> log.toFile().lastModified()));
            return Stream.concat(Stream.of(startLog()), newest.stream())
                    .flatMap(file -> lastLinesOf(file).stream())
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return "its log cannot be read: " + unreadable.getMessage();
        }
    }

    private static List<String> lastLinesOf(Path file) {
        try {
            var lines = Files.readAllLines(file);
            return lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
        } catch (IOException nothing) {
            return List.of();
        }
    }

    private Optional<String> find(String name) {
        var file = path.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Never half written, and never readable by others even for a moment.
    private void write(String name, String content, String permissions) {
        try {
            var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var fresh = Files.createTempFile(path, name, ".new", attribute);
            Files.writeString(fresh, content);
            Folders.sync(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
            Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
