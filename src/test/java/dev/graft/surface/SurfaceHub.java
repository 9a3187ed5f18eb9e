package dev.graft.surface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.TestHub;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.Role;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The whole house, with people who call its API and open its pages.
public final class SurfaceHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");

    private final TestHub hub = TestHub.start();
    private final AtomicInteger alerts = new AtomicInteger();
    private final Map<Role, Member> members = new HashMap<>();

    public SurfaceHub() {
        hub.db().useTransaction(hub.caller().workspace(), tx -> {
            for (var role : Role.values()) {
                var name = "Olga " + role.name().charAt(0)
                        + role.name().substring(1).toLowerCase(Locale.ROOT);
                members.put(role, hub.workspaces().addMember(tx, name, role + "@example.org", role));
            }
        });
    }

    public TestHub hub() {
        return hub;
    }

    public String url() {
        return hub.url();
    }

    /// An alert comes in from PagerTree, to nobody whom it pages.
    ///
    /// @return its id at PagerTree
    public String alertComesIn(String title, String urgency) {
        return alertSays("alt_Surface%07d".formatted(alerts.incrementAndGet()), "alert.open", "open", title, urgency);
    }

    /// Somebody makes an alert at PagerTree, which then tells of it by its webhook.
    public void alertAtPagerTree(String title) {
        var answer = send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.pagertree().apiUrl() + "/alerts"))
                        .header("Authorization", "Bearer " + hub.pagertree().apiKey())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(Map.of(
                                "title",
                                title,
                                "urgency",
                                "critical",
                                "destination_team_ids",
                                List.of(hub.team("Checkout").id()))))));
        if (answer.status() != 201) {
            throw new AssertionError("PagerTree answered " + answer.status() + ": " + answer.body());
        }
        hub.settle();
        catchUp();
        hub.settle();
    }

    public String alertSays(String id, String type, String status, String title, String urgency) {
        var now = hub.clock().instant();
        deliver(Map.of(
                "type",
                type,
                "data",
                Map.of(
                        "id",
                        id,
                        "title",
                        title,
                        "description",
                        "Said by a test. " + title,
                        "status",
                        status,
                        "urgency",
                        urgency,
                        "createdAt",
                        now.minusSeconds(5).toString(),
                        "updatedAt",
                        now.toString())));
        catchUp();
        hub.settle();
        return id;
    }

    /// A delivery is due by the database's clock, which goes on while the hub's stands still.
    private void catchUp() {
        var behind = Duration.between(hub.clock().instant(), Instant.now()).plusSeconds(1);
        if (behind.isPositive()) {
            hub.clock().advance(behind);
        }
    }

    private void deliver(Map<String, ?> payload) {
        var answer = send(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(URI.create(hub.webhookUrl()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.write(payload))));
        if (answer.status() / 100 != 2) {
            throw new AssertionError("the door answered " + answer.status());
        }
    }

    public Program program(Role role) {
        var token = hub.db()
                .inTransaction(
                        hub.caller().workspace(),
                        tx -> hub.workspaces().issueToken(tx, members.get(role).id(), "test"));
        return new Program(token.reveal());
    }

    /// Somebody with a browser, not signed in yet.
    public Person stranger() {
        return new Person();
    }

    public Person signedIn(Role role) {
        var person = new Person();
        var answer = person.submit("/start", Map.of("token", signInToken(role)));
        if (answer.status() != 303) {
            throw new AssertionError("signing in answered " + answer.status());
        }
        return person;
    }

    public String signInToken(Role role) {
        return hub.db()
                .inTransaction(
                        hub.caller().workspace(),
                        tx -> hub.workspaces()
                                .issueSignInLink(tx, members.get(role).id()))
                .reveal();
    }

    public Instant now() {
        return hub.clock().instant();
    }

    @Override
    public void close() {
        hub.close();
    }

    public record Answer(int status, String body, Map<String, List<String>> headers) {
        public JsonNode json() {
            try {
                return Json.read(body.getBytes(StandardCharsets.UTF_8));
            } catch (MalformedJson e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }

        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        public JsonNode at(String pointer) {
            return json().at(pointer);
        }
    }

    /// A program with a token.
    public final class Program {
        private final HttpClient client = HttpClient.newHttpClient();
        private final String token;

        private Program(String token) {
            this.token = token;
        }

        public String token() {
            return token;
        }

        public Answer get(String path) {
            return ask("GET", path, "", "application/vnd.api+json");
        }

        public Answer post(String path, String body) {
            return ask("POST", path, body, "application/vnd.api+json");
        }

        public Answer put(String path, String body) {
            return ask("PUT", path, body, "application/vnd.api+json");
        }

        public Answer ask(String method, String path, String body, String contentType, String... headers) {
            var request = HttpRequest.newBuilder(URI.create(url() + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", contentType)
                    .method(method, BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(client, request);
        }
    }

    /// A person with a browser that keeps cookies and states where a form comes from.
    public final class Person {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        public Answer open(String path) {
            return send(client, HttpRequest.newBuilder(URI.create(url() + path)));
        }

        /// Opens the stream of a page, as a browser's `EventSource` does.
        ///
        /// @param lastSeen the id of the event that was heard last; empty at first
        public Stream listen(String path, String lastSeen) {
            var request = HttpRequest.newBuilder(URI.create(url() + path)).header("Accept", "text/event-stream");
            if (!lastSeen.isEmpty()) {
                request.header("Last-Event-ID", lastSeen);
            }
            try {
                return new Stream(client.send(request.build(), BodyHandlers.ofLines()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /// The token in the forms of this person's session.
        public String csrf() {
            var matcher = CSRF.matcher(open("/").body());
            if (!matcher.find()) {
                throw new AssertionError("no form on the first page");
            }
            return matcher.group(1);
        }

        /// Fills in and sends a form of one of our pages.
        public Answer fill(String path, Map<String, String> fields) {
            var all = new HashMap<>(fields);
            all.put("csrf", csrf());
            return submit(path, all);
        }

        public Answer submit(String path, Map<String, String> fields, String... headers) {
            var body = new StringBuilder();
            fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
            var request = HttpRequest.newBuilder(URI.create(url() + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body.toString()));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(client, request);
        }
    }

    public record Event(String id, String data) {}

    /// What a browser hears on the stream of a page.
    public static final class Stream implements AutoCloseable {
        private static final Event OVER = new Event("", "over");

        private final HttpResponse<java.util.stream.Stream<String>> response;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        private Stream(HttpResponse<java.util.stream.Stream<String>> response) {
            this.response = response;
            Thread.ofVirtual().name("stream").start(this::hear);
        }

        private void hear() {
            var id = new AtomicReference<>("");
            var data = new StringBuilder();
            try {
                response.body().forEach(line -> {
                    if (line.startsWith("id: ")) {
                        id.set(line.substring(4));
                    } else if (line.startsWith("data: ")) {
                        data.append(line.substring(6)).append('\n');
                    } else if (line.isEmpty() && !data.isEmpty()) {
                        events.add(new Event(id.get(), data.toString()));
                        data.setLength(0);
                    }
                });
            } catch (UncheckedIOException brokenOff) { // over as well
                data.setLength(0);
            }
            events.add(OVER);
        }

        public int status() {
            return response.statusCode();
        }

        public Event nextEvent() {
            try {
                return Optional.ofNullable(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .filter(event -> !event.equals(OVER))
                        .orElseThrow(() -> new AssertionError("no event came"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        public Event nextEventThat(Predicate<Event> isIt) {
            var event = nextEvent();
            return isIt.test(event) ? event : nextEventThat(isIt);
        }

        /// Waits for its end.
        public boolean isOver() {
            try {
                for (int i = 0; i < 100; i++) {
                    if (OVER.equals(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))) {
                        return true;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    private static Answer send(HttpClient client, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
