package dev.graft.sandbox.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.HttpServer;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import dev.graft.platform.http.RequestBody;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// The other end of an outgoing webhook: keeps what comes, and answers as it is told.
final class Receiver implements AutoCloseable {
    record Received(String path, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return Json.read(body.getBytes(StandardCharsets.UTF_8));
            } catch (MalformedJson e) {
                throw new AssertionError(body, e);
            }
        }

        String type() {
            return json().path("type").asText();
        }
    }

    private final List<Received> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Received> arriving = new LinkedBlockingQueue<>();
    private volatile IntSupplier status = () -> 200;
    private final HttpServer server = HttpServer.start(
            "127.0.0.1",
            0,
            routing -> routing.post("/*", (request, response) -> {
                var received = read(request);
                int answer = status.getAsInt();
                all.add(received);
                arriving.add(received);
                response.status(Status.create(answer)).send();
            }));

    String url(String path) {
        return server.url() + path;
    }

    void answers(IntSupplier next) {
        status = next;
    }

    List<Received> all() {
        return all;
    }

    List<String> types() {
        return all.stream().map(Received::type).toList();
    }

    Received next() {
        try {
            var next = arriving.poll(5, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no webhook came within 5 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static Received read(ServerRequest request) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(header -> headers.put(header.name(), header.get()));
        return switch (RequestBody.read(request, 1024 * 1024, Duration.ofSeconds(5))) {
            case RequestBody.Bytes(var bytes) ->
                new Received(
                        request.path().path() + "?" + request.query().rawValue(),
                        headers,
                        new String(bytes, StandardCharsets.UTF_8));
            case RequestBody.Encoded(), RequestBody.TooLarge(), RequestBody.TooSlow(), RequestBody.BrokenOff() ->
                throw new AssertionError("unreadable webhook");
        };
    }
}
