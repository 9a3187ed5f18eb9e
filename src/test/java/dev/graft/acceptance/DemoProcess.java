package dev.graft.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `./graft demo` as a process of its own, started from the classes under test.
final class DemoProcess implements AutoCloseable {
    /// A first start makes a database; on a busy machine with two cores this is ample.
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final Path data;
    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private DemoProcess(Path data, Process process) {
        this.data = data;
        this.process = process;
        Thread.ofPlatform().daemon().name("demo output").start(this::readOutput);
    }

    /// A folder that the database's own user can enter, as `/var/lib/graft` would be.
    static Path dataFolder() {
        try {
            var folder = Files.createTempDirectory("graft-demo-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder.resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a demo on free ports and waits until it says that it is ready.
    static DemoProcess start(Path data, String... moreFlags) {
        return start(data, Map.of(), moreFlags);
    }

    static DemoProcess start(Path data, Map<String, String> environment, String... moreFlags) {
        var command = new ArrayList<String>();
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.graft.Main",
                "demo",
                "--data",
                data.toString()));
        var flags = List.of(moreFlags);
        if (!flags.contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        if (!flags.contains("--sandbox-port")) {
            command.addAll(List.of("--sandbox-port", "0"));
        }
        command.addAll(flags);
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var demo = new DemoProcess(data, builder.start());
            demo.awaitReady();
            return demo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        try {
            ready.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the demo was not ready in time; it said:\n" + said(), e);
        } catch (Exception e) {
            throw new IllegalStateException("the demo ended; it said:\n" + said(), e);
        }
    }

    private void readOutput() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                synchronized (output) {
                    output.add(line);
                }
                if (line.contains("Ready in ")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            // the process was killed; what it said so far stands
        }
        ready.completeExceptionally(new IllegalStateException("the process ended"));
    }

    String said() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    Path data() {
        return data;
    }

    long pid() {
        return process.pid();
    }

    /// What `demo.env` says.
    Map<String, String> environment() {
        try {
            var values = new HashMap<String, String>();
            for (var line : Files.readAllLines(data.resolve("demo.env"))) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    values.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replaceAll("^['\"]|['\"]$", ""));
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String environment(String name) {
        var value = environment().get(name);
        if (value == null) {
            throw new IllegalStateException("demo.env does not say " + name);
        }
        return value;
    }

    /// SIGKILL for the hub and for every process below it, the database's too, at one go.
    void killEverything() {
        var tree = new ArrayList<ProcessHandle>();
        tree.add(process.toHandle());
        process.descendants().forEach(tree::add);
        databaseProcesses().forEach(tree::add);
        tree.forEach(ProcessHandle::destroyForcibly);
        tree.forEach(handle -> handle.onExit().join());
    }

    /// The postmaster and its children: `pg_ctl` may have made them nobody's descendants.
    private List<ProcessHandle> databaseProcesses() {
        var found = new ArrayList<ProcessHandle>();
        try (var files = Files.walk(data, 4)) {
            for (var pidFile :
                    files.filter(file -> file.endsWith("postmaster.pid")).toList()) {
                long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
                ProcessHandle.of(pid).ifPresent(postmaster -> {
                    found.add(postmaster);
                    postmaster.descendants().forEach(found::add);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /// Waits for its end.
    int exitValue() {
        return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
    }

    /// SIGTERM, and how long it took to end.
    Duration stop() {
        long begun = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                killEverything();
                throw new IllegalStateException("the demo did not stop; it said:\n" + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            killEverything();
        }
    }

    /// Removes a data folder and everything in it.
    static void remove(Path data) {
        try (var files = Files.walk(data.getParent())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
