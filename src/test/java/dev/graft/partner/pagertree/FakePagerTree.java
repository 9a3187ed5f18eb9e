package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A PagerTree that misbehaves on demand, over real HTTP: the calls that Graft makes, each of which can be told to go
/// wrong in one way, before or after it took effect. The sandbox is the faithful one; this one is for its faults.
final class FakePagerTree implements AutoCloseable {
    static final String KEY = "the-right-key";

    static final String OUTGOING_WEBHOOK = "01JT9QK2M4W8ZC6R5N3VXBTYP2";

    /// How the next call of a kind goes wrong.
    sealed interface Fault {
        /// Nothing happens, and this is answered.
        record Answers(int status, Map<String, String> headers, String body) implements Fault {}

        /// It takes effect, and this is answered.
        record DoesAndAnswers(int status, String body) implements Fault {}

        /// It takes effect, and nothing is ever answered.
        record DoesAndHangs() implements Fault {}

        /// It takes effect, and the connection breaks.
        record DoesAndBreaksOff() implements Fault {}

        /// Nothing happens, and nothing is ever answered.
        record Hangs() implements Fault {}
    }

    private final HttpServer server;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<ObjectNode> alerts = new CopyOnWriteArrayList<>();
    private final Map<String, ConcurrentLinkedDeque<Fault>> faults = new HashMap<>();
    private final List<ObjectNode> integrations = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile String key = KEY;
    private volatile boolean keepsReferences = true;
    private volatile boolean keepsTags = true;
    private volatile String firstStatus = "open";
    private final AtomicInteger looksUntilListed = new AtomicInteger();
    private volatile Consumer<ObjectNode> beforeAnswer = alert -> {};

    FakePagerTree(Clock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v4", this::handle);
        server.start();
    }

    URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v4");
    }

    PagerTreeEnvironment environment() {
        return new PagerTreeEnvironment("sandbox", apiUrl(), "http://pagertree.test/alerts/{id}");
    }

    /// @param call as in `POST /alerts`, `GET /alerts`, `POST /alerts/resolve`
    FakePagerTree next(String call, Fault fault) {
        faults.computeIfAbsent(call, any -> new ConcurrentLinkedDeque<>()).add(fault);
        return this;
    }

    FakePagerTree next(String call, int status) {
        return next(call, new Fault.Answers(status, Map.of(), "{\"errors\":[{\"message\":\"No.\"}]}"));
    }

    void clearFaults() {
        faults.clear();
    }

    void setKey(String newKey) {
        key = newKey;
    }

    void setKeepsReferences(boolean keeps) {
        keepsReferences = keeps;
    }

    void setKeepsTags(boolean keeps) {
        keepsTags = keeps;
    }

    void setFirstStatus(String status) {
        firstStatus = status;
    }

    /// A new alert is missing from so many lists.
    void setLooksUntilListed(int looks) {
        looksUntilListed.set(looks);
    }

    /// Told of each new alert before its creation is answered.
    void setBeforeAnswer(Consumer<ObjectNode> listener) {
        beforeAnswer = listener;
    }

    List<ObjectNode> integrations() {
        return List.copyOf(integrations);
    }

    List<ObjectNode> alerts() {
        return List.copyOf(alerts);
    }

    void setStatus(String id, String status) {
        find(id).orElseThrow()
                .put("status", status)
                .put("updated_at", clock.instant().toString());
    }

    List<String> comments() {
        return List.copyOf(comments);
    }

    /// Every call that arrived, as in `POST /alerts`.
    List<String> calls() {
        return List.copyOf(calls);
    }

    long calls(String call) {
        return calls.stream().filter(call::equals).count();
    }

    /// An alert that somebody else made.
    ObjectNode addAlert(String title, String status, String... teamIds) {
        var alert = newAlert(title);
        alert.put("status", status);
        alert.set("destination_team_ids", Json.mapper().valueToTree(teamIds));
        alerts.add(alert);
        return alert;
    }

    private ObjectNode newAlert(String title) {
        int number = alerts.size() + 1;
        var now = clock.instant().toString();
        return Json.mapper()
                .createObjectNode()
                .put("id", "01JT9QK2M4W8ZC6R5N3VXB%04d".formatted(number))
                .put("prefix_id", "alt_%014d".formatted(number))
                .put("account_id", "01JT9QK2M4W8ZC6R5N3VXBACCT")
                .put("tiny_id", number)
                .put("title", title)
                .put("created_at", now)
                .put("updated_at", now);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring("/api/v4".length());
        var parts = path.split("/");
        var id = parts.length > 2 ? parts[2] : "";
        var call = exchange.getRequestMethod() + " /" + parts[1]
                + (parts.length == 3 ? "/…" : parts.length > 3 ? "/" + parts[3] : "");
        calls.add(call);
        var body = exchange.getRequestBody().readAllBytes();
        var fault = Optional.ofNullable(faults.get(call)).map(ConcurrentLinkedDeque::poll);
        if (!("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"errors\":[{\"message\":\"Unauthorized\"}],\"code\":401}");
        } else if (fault.isPresent()) {
            goWrong(exchange, call, id, body, fault.get());
        } else {
            var done = carryOut(exchange, call, id, body);
            answer(exchange, done.status(), done.json().toString());
        }
    }

    private void goWrong(HttpExchange exchange, String call, String id, byte[] body, Fault fault) throws IOException {
        switch (fault) {
            case Fault.Answers(var status, var headers, var text) -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                answer(exchange, status, text);
            }
            case Fault.DoesAndAnswers(var status, var text) -> {
                carryOut(exchange, call, id, body);
                answer(exchange, status, text);
            }
            case Fault.DoesAndHangs() -> {
                carryOut(exchange, call, id, body);
                hang(exchange);
            }
            case Fault.Hangs() -> hang(exchange);
            case Fault.DoesAndBreaksOff() -> {
                carryOut(exchange, call, id, body);
                exchange.close();
            }
        }
    }

    private void hang(HttpExchange exchange) {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Done(int status, JsonNode json) {}

    private Done carryOut(HttpExchange exchange, String call, String id, byte[] body) {
        return switch (call) {
            case "POST /alerts" -> new Done(201, create(read(body)));
            case "GET /alerts" ->
                new Done(200, list(query(exchange.getRequestURI().getRawQuery())));
            case "GET /alerts/…" ->
                find(id).<Done>map(alert -> new Done(200, alert)).orElseGet(FakePagerTree::gone);
            case "POST /alerts/resolve" -> change(id, List.of("open", "dropped", "acknowledged"), "resolved");
            case "POST /alerts/acknowledge" -> change(id, List.of("open", "dropped", "suppressed"), "acknowledged");
            case "POST /alerts/comments" -> {
                comments.add(read(body).path("body").asText());
                yield new Done(201, Json.mapper().createObjectNode().put("id", "01JT9QK2M4W8ZC6R5N3VXBCMNT"));
            }
            case "GET /teams" -> new Done(200, envelope(teams()));
            case "GET /account_users" -> new Done(200, envelope(users()));
            case "GET /integrations" -> {
                var all = Json.mapper().createArrayNode();
                integrations.forEach(all::add);
                yield new Done(200, envelope(all));
            }
            case "GET /integration_types" -> new Done(200, envelope(integrationTypes()));
            case "POST /integrations" -> {
                var made = ((ObjectNode) read(body).deepCopy())
                        .put("id", "01JT9QK2M4W8ZC6R5N3VXC%04d".formatted(integrations.size() + 1));
                integrations.add(made);
                yield new Done(201, made);
            }
            case "PUT /integrations/…" -> {
                var changed = integration(id);
                changed.setAll((ObjectNode) read(body));
                yield new Done(200, changed);
            }
            case "DELETE /integrations/…" -> {
                integrations.remove(integration(id));
                yield new Done(204, MissingNode.getInstance());
            }
            default -> gone();
        };
    }

    private ObjectNode integration(String id) {
        return integrations.stream()
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ArrayNode integrationTypes() {
        var types = Json.mapper().createArrayNode();
        types.addObject().put("id", "01JT9QK2M4W8ZC6R5N3VXBTYP1").put("name", "Email");
        types.addObject().put("id", OUTGOING_WEBHOOK).put("name", "Outgoing Webhook");
        return types;
    }

    private static Done gone() {
        return new Done(404, Json.mapper().createObjectNode().put("code", 404));
    }

    private JsonNode create(JsonNode asked) {
        var alert = newAlert(asked.path("title").asText());
        for (var name : List.of(
                "description",
                "urgency",
                "meta",
                "destination_team_ids",
                "destination_account_user_ids",
                "destination_router_ids")) {
            if (asked.has(name)) {
                alert.set(name, asked.get(name));
            }
        }
        alert.put("status", firstStatus);
        if (keepsReferences) {
            alert.set("thirdparty_id", asked.path("thirdparty_id"));
        }
        if (keepsTags) {
            alert.set("tag_list", asked.path("tags"));
        }
        alerts.add(alert);
        beforeAnswer.accept(alert);
        return alert;
    }

    private JsonNode list(Map<String, String> query) {
        boolean isLook = !query.getOrDefault("limit", "").equals("1");
        if (isLook && looksUntilListed.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return envelope(Json.mapper().createArrayNode());
        }
        var found = Json.mapper().createArrayNode();
        var all = new ArrayList<>(alerts).reversed();
        all.stream().filter(alert -> matches(alert, query)).forEach(found::add);
        return envelope(found);
    }

    private static boolean matches(ObjectNode alert, Map<String, String> query) {
        var reference = query.get("thirdparty_id");
        var created = query.get("created_at");
        return (reference == null
                        || reference.equals(alert.path("thirdparty_id").asText()))
                && (created == null
                        || isBetween(
                                created.split("\\.\\."),
                                alert.path("created_at").asText()));
    }

    private static boolean isBetween(String[] range, String instant) {
        var at = Instant.parse(instant);
        return !at.isBefore(Instant.parse(range[0])) && !at.isAfter(Instant.parse(range[1]));
    }

    private Done change(String id, List<String> from, String to) {
        return find(id).map(alert -> {
                    if (!from.contains(alert.path("status").asText())) {
                        return new Done(
                                422,
                                read("{\"errors\":[{\"message\":\"Alert cannot be changed\"}],\"code\":422}"
                                        .getBytes(StandardCharsets.UTF_8)));
                    }
                    alert.put("status", to).put("updated_at", clock.instant().toString());
                    return new Done(200, alert);
                })
                .orElseGet(FakePagerTree::gone);
    }

    private Optional<ObjectNode> find(String id) {
        return alerts.stream()
                .filter(alert -> alert.path("id").asText().equals(id)
                        || alert.path("prefix_id").asText().equals(id))
                .findFirst();
    }

    private static ArrayNode teams() {
        var teams = Json.mapper().createArrayNode();
        teams.addObject()
                .put("id", PagingScene.PAYMENTS)
                .put("prefix_id", "tem_payments000001")
                .put("account_id", "01JT9QK2M4W8ZC6R5N3VXBACCT")
                .put("name", "Payments");
        teams.addObject()
                .put("id", PagingScene.SEARCH)
                .put("prefix_id", "tem_search00000001")
                .put("name", "Search");
        return teams;
    }

    private static ArrayNode users() {
        var users = Json.mapper().createArrayNode();
        users.addObject()
                .put("id", "01JT9QK2M4W8ZC6R5N3VXBJANA")
                .put("prefix_id", "usr_ana0000000001")
                .putObject("user")
                .put("name", "Ana Ruiz");
        return users;
    }

    private static ObjectNode envelope(ArrayNode data) {
        var envelope = Json.mapper().createObjectNode();
        envelope.set("data", data);
        return envelope.put("has_more", false).put("total_count", data.size());
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.read(body);
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> query(String raw) {
        var parameters = new HashMap<String, String>();
        for (var pair : raw == null ? new String[0] : raw.split("&")) {
            var parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
