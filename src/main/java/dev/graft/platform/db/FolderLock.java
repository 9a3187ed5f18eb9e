package dev.graft.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says that this process owns a folder. The system gives it back when the process dies, however it dies.
public final class FolderLock implements AutoCloseable {
    /// A second channel on the file, opened and closed in this process, would give the lock away: such is POSIX.
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// @param file of the folder, which need not be there
    /// @throws BundledPostgresRefused when another process has it, in words for the operator
    public static FolderLock take(Path folder, Path file) {
        if (!OURS.add(file)) {
            throw taken(folder, "this one");
        }
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) { // the lock lives as long as its channel
                channel.close();
                throw taken(folder, owner(file));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(file, channel);
        } catch (IOException failure) {
            OURS.remove(file);
            throw new BundledPostgresRefused("The data folder cannot be locked: " + failure.getMessage(), failure);
        } catch (BundledPostgresRefused taken) {
            OURS.remove(file);
            throw taken;
        }
    }

    private static BundledPostgresRefused taken(Path folder, String owner) {
        return new BundledPostgresRefused("Another Graft (process " + owner + ") uses the data folder " + folder
                + ": the first process owns its database server. Stop it, choose another folder, or join it by its"
                + " GRAFT_DATABASE_URL.");
    }

    private static String owner(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    @Override
    public void close() {
        try {
            channel.close();
            OURS.remove(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
