package dev.graft.platform.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A hub in a process of its own, reduced to its database server, so that it can be killed.
record ServerInAnotherProcess(Process process, String firstLine) implements AutoCloseable {

    /// Returns when the server is up, or was refused: then the first line says why.
    static ServerInAnotherProcess startedOn(Path folder) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerInAnotherProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new ServerInAnotherProcess(process, output.readLine());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        try {
            var server = BundledPostgres.start(Path.of(arguments[0]));
            System.out.println(server.pid());
            System.in.read();
            server.close();
        } catch (BundledPostgresRefused refused) {
            System.out.println(refused.getMessage());
        }
    }
}
