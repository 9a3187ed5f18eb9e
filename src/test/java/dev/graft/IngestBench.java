package dev.graft;

import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.secret.Sealer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// `./dev bench ingest`: how many webhooks a hub takes in and works through, on a database of its own with fsync on,
/// and beside it how many the same database takes in when each is a transaction of its own.
///
/// The hub is the whole one, with the workflows that every workspace begins with. The load comes from a second process
/// on the same machine. `bench/results/ingest.md` says what the numbers mean.
public final class IngestBench implements AutoCloseable {
    private static final int CONNECTIONS = 64;

    /// More unread deliveries than this pause the load where a rate that can be kept up is looked for.
    private static final long MOST_OPEN = 10_000;

    private static final long OPEN_AGAIN = 5_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final PrintStream out;
    private final TestDatabase database = TestDatabase.migrated();
    private final App app;
    private final Process load;
    private final BufferedReader answers;
    private Cpu cpu = new Cpu(0, 0, 0);

    private IngestBench(PrintStream out) throws IOException {
        this.out = out;
        var data = Files.createTempDirectory("graft-bench-");
        var config = Config.read(Optional.empty(), Map.of(), Map.of(Setting.PORT, "0", Setting.DATA, data.toString()));
        Sealer.createKeyFile(config.masterKeyFile());
        app = App.start(config, database.address());
        new FirstWorkspace(app.db(), app.workspaces(), app.workflows())
                .ensure("Acme", "Ana", "ana@example.com", tx -> app.workflows().installDefaults(tx));
        var endpoint = app.integrations().endpoint(Caller.graft(FirstWorkspace.ID));
        var url = URI.create(app.url());
        load = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestLoad.class.getName(),
                        "127.0.0.1",
                        Integer.toString(url.getPort()),
                        endpoint.path() + "?secret=" + endpoint.secret().reveal(),
                        Integer.toString(CONNECTIONS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = load.inputReader(StandardCharsets.US_ASCII);
    }

    /// @param arguments seconds of warm-up, of each burst, and of the long run; 30, 20 and 180 unless told
    public static void main(String[] arguments) throws Exception {
        int warmUp = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int burst = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int longRun = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 180;
        var folder = Files.createDirectories(Path.of("bench", "out"));
        var file = folder.resolve("ingest.txt");
        try (var out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
                var bench = new IngestBench(out)) {
            bench.describe();
            bench.primeWal();
            bench.acceptAlone("warm_up_accepting", warmUp);
            bench.keptUp("warm_up_both", warmUp);
            bench.drain();
            bench.acceptAlone("accept_alone", burst);
            bench.oneTransactionEach(burst);
            bench.acceptAlone("accept_alone", burst);
            bench.burst(burst);
            bench.drain();
            for (int minute = 1; minute <= Math.max(1, longRun / 60); minute++) {
                bench.keptUp("minute_" + minute, Math.min(60, longRun));
            }
            bench.drain();
        }
        System.out.println("Written to " + file + ". Run it on a machine that does nothing else.");
        System.exit(0);
    }

    private void describe() throws SQLException {
        say("java=" + Runtime.version() + " cores=" + Runtime.getRuntime().availableProcessors() + " heap_mib="
                + Runtime.getRuntime().maxMemory() / 1024 / 1024);
        try (var connection = database.connect()) {
            for (var setting : List.of(
                    "server_version",
                    "fsync",
                    "synchronous_commit",
                    "full_page_writes",
                    "shared_buffers",
                    "max_wal_size")) {
                say("postgresql " + setting + "=" + one(connection, "show " + setting));
            }
        }
    }

    /// New segments of WAL are slow to make, and a server that has run for a while makes none: it uses old ones again.
    private void primeWal() {
        for (int segment = 0; segment < 64; segment++) {
            database.runAsSuperuser("select pg_logical_emit_message(true, 'bench', 'x')");
            database.runAsSuperuser("select pg_switch_wal()");
        }
        database.runAsSuperuser("checkpoint");
        say("wal=primed segments=64");
    }

    /// The load goes on as long as the hub keeps up: what comes in is what is worked through.
    private void keptUp(String name, int seconds) throws Exception {
        report();
        long openBefore = open();
        cpu = cpu();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        command("go");
        boolean isPaused = false;
        while (System.nanoTime() < end) {
            pause(BETWEEN_LOOKS);
            long open = open();
            if (isPaused ? open < OPEN_AGAIN : open > MOST_OPEN) {
                isPaused = !isPaused;
                command(isPaused ? "pause" : "go");
            }
        }
        command("pause");
        tell(name, start, openBefore);
    }

    /// As much as comes, while the hub works through what it can.
    private void burst(int seconds) throws Exception {
        report();
        long openBefore = open();
        cpu = cpu();
        long start = System.nanoTime();
        command("go");
        pause(Duration.ofSeconds(seconds));
        command("pause");
        tell("accept_and_fold", start, openBefore);
    }

    /// The folding is held up by a lock on a table that the door does not touch. What came in is thrown away: how fast
    /// it could have been worked through is another question.
    private void acceptAlone(String name, int seconds) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table delivery_verdict");
            report();
            long openBefore = open();
            cpu = cpu();
            long start = System.nanoTime();
            command("go");
            pause(Duration.ofSeconds(seconds));
            command("pause");
            tell(name, start, openBefore);
            connection.rollback();
        }
        database.run("truncate delivery_open");
    }

    private void drain() throws Exception {
        long before = open();
        long start = System.nanoTime();
        while (open() > 0) {
            pause(BETWEEN_LOOKS);
        }
        if (before > MOST_OPEN) {
            say(String.format(
                    Locale.ROOT, "drain deliveries=%d processed_per_s=%.0f", before, before / secondsSince(start)));
        }
    }

    private void tell(String name, long start, long openBefore) throws Exception {
        double seconds = secondsSince(start);
        var used = cpu().since(cpu);
        long openAfter = open();
        var words = report();
        long accepted = Long.parseLong(words[0]);
        say(String.format(
                Locale.ROOT,
                "%s seconds=%.1f accepted_per_s=%.0f processed_per_s=%.0f refused=%s broken=%s p50_ms=%.1f p99_ms=%.1f"
                        + " max_ms=%.0f open_after=%d hub_us=%.0f postgresql_us=%.0f load_us=%.0f",
                name,
                seconds,
                accepted / seconds,
                (accepted + openBefore - openAfter) / seconds,
                words[1],
                words[2],
                Long.parseLong(words[3]) / 1000.0,
                Long.parseLong(words[4]) / 1000.0,
                Long.parseLong(words[5]) / 1000.0,
                openAfter,
                used.hub() / 1e3 / accepted,
                used.postgresql() / 1e3 / accepted,
                used.load() / 1e3 / accepted));
    }

    /// Nanoseconds of one core, used since each process began.
    private record Cpu(double hub, double postgresql, double load) {
        Cpu since(Cpu earlier) {
            return new Cpu(hub - earlier.hub, postgresql - earlier.postgresql, load - earlier.load);
        }
    }

    private Cpu cpu() {
        var backends = database.db()
                .acrossWorkspaces(
                        "find the server's processes",
                        tx -> tx.query("select pid from pg_stat_activity").list(row -> (long) row.integer("pid")));
        return new Cpu(
                used(ProcessHandle.current().pid()),
                backends.stream().mapToDouble(IngestBench::used).sum(),
                used(load.pid()));
    }

    /// Clock ticks of a hundredth of a second; `man 5 proc`, fields 14 and 15 of `stat`.
    private static double used(long process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1e7;
        } catch (IOException gone) {
            return 0;
        }
    }

    /// What the same server does with a transaction for each webhook: one insert of the same body, by pgbench.
    private void oneTransactionEach(int seconds) throws Exception {
        database.run("""
                create table one_by_one (
                    workspace_id uuid not null, id bigint not null, endpoint_id uuid not null,
                    received_at timestamptz not null default now(), body bytea not null,
                    primary key (workspace_id, id))
                """);
        var insert = "insert into one_by_one (workspace_id, id, endpoint_id, body) values ('%s', %s, '%s', '%s')";
        var body = IngestLoad.sampleBody().replace("\\", "\\\\").replace("'", "''");
        var uuid = "01a20a34-b7bd-7342-9414-22aacb0658b6";
        for (int clients : List.of(16, CONNECTIONS)) {
            var rate = findPgbenchRate(
                    "\\set id random(1, 9000000000000000)\n" + insert.formatted(uuid, ":id", uuid, body) + ";\n",
                    clients,
                    seconds);
            if (rate.isPresent()) {
                say(String.format(
                        Locale.ROOT, "one_transaction_each by=pgbench clients=%d per_s=%.0f", clients, rate.get()));
            } else {
                say(String.format(
                        Locale.ROOT,
                        "one_transaction_each by=jdbc clients=%d per_s=%.0f",
                        clients,
                        jdbcRate(insert.formatted(uuid, "?", uuid, body), clients, seconds)));
            }
        }
    }

    private Optional<Double> findPgbenchRate(String script, int clients, int seconds) throws Exception {
        var file = Files.writeString(Files.createTempFile("one-by-one", ".sql"), script);
        var url = URI.create(database.address().jdbcUrl().substring("jdbc:".length()));
        var command = new ProcessBuilder(
                "pgbench",
                "-n",
                "-M",
                "simple",
                "-c",
                Integer.toString(clients),
                "-j",
                "2",
                "-T",
                Integer.toString(seconds),
                "-f",
                file.toString(),
                "-h",
                url.getHost(),
                "-p",
                Integer.toString(url.getPort()),
                "-U",
                database.address().user(),
                url.getPath().substring(1));
        command.environment().put("PGPASSWORD", database.address().password().reveal());
        try {
            var process = command.redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var rate = Pattern.compile("tps = ([0-9.]+)").matcher(text);
            if (!rate.find()) {
                throw new IllegalStateException("pgbench said: " + text);
            }
            return Optional.of(Double.parseDouble(rate.group(1)));
        } catch (IOException notInstalled) {
            return Optional.empty();
        } finally {
            Files.delete(file);
        }
    }

    private double jdbcRate(String insert, int clients, int seconds) throws Exception {
        var inserted = new LongAdder();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var threads = new ArrayList<Thread>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (var connection = database.connect();
                        var statement = connection.prepareStatement(insert)) {
                    var random = ThreadLocalRandom.current();
                    while (System.nanoTime() < end) {
                        statement.setLong(1, random.nextLong(Long.MAX_VALUE));
                        statement.executeUpdate();
                        inserted.increment();
                    }
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return inserted.sum() / (double) seconds;
    }

    private long open() {
        return app.db()
                .acrossWorkspaces(
                        "count what is open",
                        tx -> tx.query("select count(*) as open from delivery_open")
                                .only(row -> row.longValue("open")));
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String[] report() throws IOException {
        command("report");
        return answers.readLine().split(" ");
    }

    private void command(String line) throws IOException {
        load.outputWriter(StandardCharsets.US_ASCII).append(line).append('\n').flush();
    }

    private void say(String line) {
        System.out.println(line);
        out.println(line);
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws IOException {
        command("quit");
        load.destroy();
        app.close();
        database.close();
    }
}
