package dev.graft.sandbox.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// Everything that changed, one line of JSON per change, the last line of a thing being its state.
///
/// Lines of many threads share one write. They reach the operating system and not the disk: a killed process loses
/// nothing that `written` was awaited for; a power cut may. The file is rewritten without its past at each start.
sealed interface StateFile extends AutoCloseable {
    /// @param value null where the thing is gone
    record Line(String kind, String id, long revision, JsonNode value) {}

    /// Queues a line, to be on file soon. A null value removes the thing.
    void put(String kind, String id, long revision, Optional<Object> value);

    /// Returns when all that this thread has put before is on file.
    void awaitWritten();

    /// What the file held when it was opened, the last state of each thing that is still there.
    List<Line> readAtStart();

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
        public List<Line> readAtStart() {
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

        private final List<Line> atStart;
        private final OutputStream out;
        private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        private final Thread writer;

        OnDisk(Path path) {
            try {
                atStart = List.copyOf(readLast(path));
                var fresh = path.resolveSibling(path.getFileName() + ".new");
                Files.writeString(fresh, joined(atStart));
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                out = Files.newOutputStream(path, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("could not open the sandbox's state file " + path, e);
            }
            writer = Thread.ofPlatform().daemon().name("sandbox state file").start(this::write);
        }

        @Override
        public void put(String kind, String id, long revision, Optional<Object> value) {
            orders.add(new Order.Write(line(kind, id, revision, value)));
        }

        @Override
        public void awaitWritten() {
            var written = new CompletableFuture<Boolean>();
            orders.add(new Order.Tell(written));
            written.join();
        }

        @Override
        public List<Line> readAtStart() {
            return atStart;
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

        private static String line(String kind, String id, long revision, Optional<Object> value) {
            var content = new LinkedHashMap<String, Object>();
            content.put("kind", kind);
            content.put("id", id);
            content.put("revision", revision);
            value.ifPresent(present -> content.put("value", present));
            return new String(Json.write(content), StandardCharsets.UTF_8) + "\n";
        }

        private static String joined(List<Line> lines) {
            var text = new StringBuilder();
            lines.forEach(
                    line -> text.append(line(line.kind(), line.id(), line.revision(), Optional.of(line.value()))));
            return text.toString();
        }

        private static List<Line> readLast(Path path) throws IOException {
            if (!Files.exists(path)) {
                return List.of();
            }
            Map<String, Line> last = new LinkedHashMap<>();
            try (var lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
                for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                    findLine(text)
                            .ifPresent(line -> last.merge(
                                    line.kind() + " " + line.id(),
                                    line,
                                    (older, newer) -> newer.revision() >= older.revision() ? newer : older));
                }
            }
            return last.values().stream()
                    .filter(line -> !line.value().isMissingNode())
                    .toList();
        }

        private static Optional<Line> findLine(String text) {
            try {
                var node = Json.read(text.getBytes(StandardCharsets.UTF_8));
                return Optional.of(new Line(
                        node.path("kind").asText(),
                        node.path("id").asText(),
                        node.path("revision").asLong(),
                        node.path("value")));
            } catch (MalformedJson e) {
                // The line that was being written when the process was killed: nobody was told it was kept.
                return Optional.empty();
            }
        }
    }
}
