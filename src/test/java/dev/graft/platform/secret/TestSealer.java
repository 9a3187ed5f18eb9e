package dev.graft.platform.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// A sealer with a key of its own, for tests.
public final class TestSealer {
    private TestSealer() {}

    public static Sealer fresh() {
        try {
            var folder = Files.createTempDirectory("sealer");
            var file = folder.resolve("master.key");
            Sealer.createKeyFile(file);
            var sealer = Sealer.fromFile(file);
            Files.delete(file);
            Files.delete(folder);
            return sealer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
