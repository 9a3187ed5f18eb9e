package dev.graft.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What was answered 2xx, on disk before the next request.
final class Ledger {
    private final FileChannel file;
    private final Path path;
    private final String names;
    private final AtomicInteger next = new AtomicInteger();

    /// @param names what is written down, by a number
    Ledger(Path path, String names) throws IOException {
        this.path = path;
        this.names = names;
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    }

    String next() {
        return names.formatted(next.incrementAndGet());
    }

    /// One in ten opens an incident, and so a page.
    boolean isCritical(String id) {
        return id.endsWith("0");
    }

    synchronized void write(String id) {
        try {
            file.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> accepted() {
        try {
            return Set.copyOf(Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> criticalAmong(Set<String> ids) {
        return Set.copyOf(ids.stream().filter(this::isCritical).toList());
    }
}
