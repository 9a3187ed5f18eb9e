package dev.graft.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders for test servers, outside of anybody's home, so that the user that a server runs as can enter.
final class TestFolders {
    private static final String PREFIX = "graft-test-";

    private TestFolders() {}

    /// Clears away first what killed test runs have left behind, running servers included.
    static Path fresh() {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        try (var old = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : old) {
                deleteIfAbandoned(folder);
            }
            return Files.createTempDirectory(parent, PREFIX);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void deleteIfAbandoned(Path folder) {
        if (!Files.exists(folder.resolve("lock"))) {
            return; // just made, or not a server's
        }
        try (var _ = FolderLock.take(folder, new PostgresFolder(folder).lock())) {
            PostgresServer.in(new PostgresFolder(folder)).stopLeftBehind();
            Folders.delete(folder);
        } catch (BundledPostgresRefused inUse) {
            // by a test run beside us
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
