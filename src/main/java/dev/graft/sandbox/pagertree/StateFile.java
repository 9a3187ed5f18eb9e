package dev.graft.sandbox.pagertree;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.platform.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// Everything that changed, one line per change: kind, id, revision and JSON (or a dash where the thing was removed).
/// The line of the highest revision is a thing's state.
///
/// Lines of many threads share one write. They reach the operating system and not the disk: a killed process loses
/// nothing that `written` was awaited for; a power cut may. The file is rewritten without its past at each start.
sealed interface StateFile extends AutoCloseable {
    /// Queues a line, to be on file soon. No value removes the thing.
    void put(String kind, String id, long revision, Optional<Object> value);

    /// Returns when all that this thread has put before is on file.
    void awaitWritten();

    /// What the file held of a kind when it was opened: the last state of each thing that was not removed. Answers
    /// once;
    /// the lines are forgotten then.
    <T> List<T> takeSaved(String kind, Class<T> type);

    @Override
    void close();

    static StateFile open(Optional<Path> path) {
        return path.<StateFile>map(OnDisk::new).orElseGet(None::new);
    }

    final class None implements StateFile {
        @Override
        public void put(String kind, String id, long revision, Optional<Object> value) {}

        @Override
        public void awaitWritten() {}

        @Override
        public <T> List<T> takeSaved(String kind, Class<T> type) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    final class OnDisk implements StateFile {
        private sealed interface Order {
            record Write(String line) implements Order {}

            record Tell(CompletableFuture<Boolean> written) implements Order {}

            record End() implements Order {}
        }

        private static final String REMOVED = "-";

        /// @param json or a dash
        private record Line(String kind, String id, long revision, String json) {
            String text() {
                return kind + " " + id + " " + revision + " " + json + "\n";
            }
        }

        private final Map<String, Map<String, Line>> saved;
        private final OutputStream out;
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        private final Thread writer;

        OnDisk(Path path) {
            try {
                saved = readLast(path);
                var fresh = path.resolveSibling(path.getFileName() + ".new");
                write(fresh, saved);
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                out = Files.newOutputStream(path, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("could not open the sandbox's state file " + path, e);
            }
            writer = Thread.ofPlatform().daemon().name("sandbox state file").start(this::write);
        }

        @Override
        public void put(String kind, String id, long revision, Optional<Object> value) {
            var json = value.map(present -> new String(Json.write(present), StandardCharsets.UTF_8))
                    .orElse(REMOVED);
            orders.add(new Order.Write(new Line(kind, id, revision, json).text()));
        }

        @Override
        public void awaitWritten() {
            var written = new CompletableFuture<Boolean>();
            orders.add(new Order.Tell(written));
            written.join();
        }

        @Override
        public <T> List<T> takeSaved(String kind, Class<T> type) {
            var taken = saved.remove(kind);
            return taken == null
                    ? List.of()
                    : taken.values().stream()
                            .filter(line -> !line.json().equals(REMOVED))
                            .map(line -> read(line.json(), type))
                            .toList();
        }

        @Override
        public void close() {
            orders.add(new Order.End());
            try {
                writer.join();
                out.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write() {
            var waiting = new ArrayList<Order>();
            try {
                do {
                    waiting.clear();
                    waiting.add(orders.take());
                    orders.drainTo(waiting);
                    write(waiting);
                } while (waiting.stream().noneMatch(Order.End.class::isInstance));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write(List<Order> waiting) {
            var bytes = new StringBuilder();
            var listeners = new ArrayList<CompletableFuture<Boolean>>();
            for (var order : waiting) {
                switch (order) {
                    case Order.Write(var line) -> bytes.append(line);
                    case Order.Tell(var written) -> listeners.add(written);
                    case Order.End() -> {}
                }
            }
            try {
                out.write(bytes.toString().getBytes(StandardCharsets.UTF_8));
                listeners.forEach(listener -> listener.complete(true));
            } catch (IOException e) {
                var problem = new UncheckedIOException("could not write the sandbox's state file", e);
                listeners.forEach(listener -> listener.completeExceptionally(problem));
            }
        }

        private static void write(Path fresh, Map<String, Map<String, Line>> saved) throws IOException {
            try (var out = Files.newBufferedWriter(fresh)) {
                for (var ofKind : saved.values()) {
                    for (var line : ofKind.values()) {
                        if (!line.json().equals(REMOVED)) {
                            out.write(line.text());
                        }
                    }
                }
            }
        }

        private static Map<String, Map<String, Line>> readLast(Path path) throws IOException {
            var last = new HashMap<String, Map<String, Line>>();
            if (!Files.exists(path)) {
                return last;
            }
            dropTornLine(path);
            var in = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8);
            try (var lines = new BufferedReader(in)) {
                for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                    var line = line(text, path);
                    last.computeIfAbsent(line.kind(), _ -> new LinkedHashMap<>())
                            .merge(
                                    line.id(),
                                    line,
                                    (older, newer) -> newer.revision() >= older.revision() ? newer : older);
                }
            }
            return last;
        }

        /// The line that was being written when the process was killed: nobody was told that it was kept.
        private static void dropTornLine(Path path) throws IOException {
            try (var file = new RandomAccessFile(path.toFile(), "rw")) {
                long end = file.length();
                while (end > 0) {
                    file.seek(end - 1);
                    if (file.read() == '\n') {
                        break;
                    }
                    end--;
                }
                file.setLength(end);
            }
        }

        private static Line line(String text, Path path) {
            var parts = text.split(" ", 4);
            if (parts.length != 4 || !parts[2].matches("\\d{1,19}")) {
                throw new IllegalStateException("not a state file of the sandbox: " + path);
            }
            return new Line(parts[0], parts[1], Long.parseLong(parts[2]), parts[3]);
        }

        private static <T> T read(String json, Class<T> type) {
            try {
                return Json.mapper().readValue(json, type);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a line of the sandbox's state file cannot be read", e);
            }
        }
    }
}
