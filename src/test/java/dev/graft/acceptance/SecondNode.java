package dev.graft.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `./graft serve` beside a demo, on its database: another node of the same hub, in a process of its own.
final class SecondNode implements AutoCloseable {
    private static final String SERVES = "Graft serves on ";

    private final Process process;
    private final CompletableFuture<String> url = new CompletableFuture<>();

    private SecondNode(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("second node output").start(this::readOutput);
    }

    static SecondNode beside(DemoProcess demo) {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx320m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.graft.Main",
                        "serve",
                        "--port",
                        "0",
                        "--management-port",
                        "0"))
                .redirectErrorStream(true);
        builder.environment().putAll(demo.environment());
        try {
            var node = new SecondNode(builder.start());
            node.url.orTimeout(60, TimeUnit.SECONDS).join();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith(SERVES)) {
                    url.complete(line.substring(SERVES.length()).strip());
                }
            }
        } catch (IOException e) {
            // it was killed
        }
        url.completeExceptionally(new IllegalStateException("the second node ended before it served"));
    }

    String url() {
        return url.join();
    }

    /// The system gives it no time any more, as a paused machine's does.
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " was refused");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
