package dev.graft.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A program run to its end, with an environment of its own: ours holds secrets.
record OsCommand(List<String> words) {
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    OsCommand {
        words = List.copyOf(words);
    }

    static OsCommand of(List<String> words) {
        return new OsCommand(words);
    }

    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    ProcessBuilder builder() {
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().put("PATH", USUAL_PATH);
        builder.environment().put("LC_ALL", "C");
        builder.directory(new java.io.File("/")); // the user we drop to may not enter ours
        return builder;
    }

    /// @throws UncheckedIOException when there is no such program
    Result run() {
        try {
            var process = builder().redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + words.getFirst(), interrupted);
        }
    }
}
