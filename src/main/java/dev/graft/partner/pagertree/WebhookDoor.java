package dev.graft.partner.pagertree;

import dev.graft.partner.pagertree.EndpointLookup.Endpoint;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.TransactionFailed;
import dev.graft.platform.http.RequestBody;
import dev.graft.platform.inbox.Inbox;
import dev.graft.platform.inbox.Unavailable;
import dev.graft.platform.secret.Tokens;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where PagerTree delivers to. A delivery with the right secret is stored as it came and answered with an empty 200;
/// nothing is parsed before, because a parser's mistake must not cost an event.
///
/// Refused, and so delivered again by PagerTree: 401 secret, 405 method, 408 and 400 a body that does not come whole,
/// 413 size, 415 an encoded body, 429 and 503 no room or no database. A secret is never logged, and the answer never
/// says more than its status: a relay may keep it.
public final class WebhookDoor {
    static final String PATH = "/webhooks/incoming/pagertree_webhooks/{endpoint}";

    /// PagerTree's payloads are a few KB; a description may hold a long text.
    static final int MAX_BODY_BYTES = 1024 * 1024;

    /// PagerTree itself gives up after 15 s.
    private static final Duration WHOLE_BODY_WITHIN = Duration.ofSeconds(10);

    /// So that the senders do not all come back at once.
    private static final int RETRY_AFTER_SECONDS_FROM = 20;

    private static final int RETRY_AFTER_SECONDS_TO = 60;

    /// Thousands are refused in a second when the database is down; one line says it.
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private static final HeaderName RETRY_AFTER = HeaderNames.RETRY_AFTER;
    private static final UUID NO_ENDPOINT = new UUID(0, 0);
    private static final int MAX_HEADER_KEPT = 255;

    private static final Logger log = LoggerFactory.getLogger(WebhookDoor.class);

    private final EndpointLookup endpoints;
    private final Inbox inbox;
    private final AtomicInteger refusalsSinceLogged = new AtomicInteger();
    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - BETWEEN_LINES.toNanos() - 1);

    public WebhookDoor(EndpointLookup endpoints, Inbox inbox) {
        this.endpoints = endpoints;
        this.inbox = inbox;
    }

    public void routes(HttpRouting.Builder routing) {
        routing.post(PATH, this::deliver);
        routing.any(
                PATH,
                (_, response) -> response.header(HeaderNames.ALLOW, "POST")
                        .status(Status.METHOD_NOT_ALLOWED_405)
                        .send());
    }

    private void deliver(ServerRequest request, ServerResponse response) {
        try {
            var endpoint = findEndpoint(request);
            if (endpoint.isEmpty()) {
                refuse(response, Status.UNAUTHORIZED_401);
            } else {
                store(endpoint.get(), request, response);
            }
        } catch (Unavailable unavailable) {
            sendAway(
                    response,
                    unavailable.reason() == Unavailable.Cause.TOO_MUCH_AT_ONCE
                            ? Status.TOO_MANY_REQUESTS_429
                            : Status.SERVICE_UNAVAILABLE_503,
                    unavailable.reason().name());
        } catch (DatabaseDown | TransactionFailed failure) {
            sendAway(response, Status.SERVICE_UNAVAILABLE_503, "the database is down");
        }
    }

    /// An address that we do not know costs the same work as a wrong secret, and gets the same answer.
    private Optional<Endpoint> findEndpoint(ServerRequest request) {
        var id = endpointId(request.path().pathParameters().get("endpoint"));
        var secrets = PresentedSecrets.in(request);
        for (var secret : secrets.isEmpty() ? List.of("") : secrets) {
            var found = endpoints.find(id, Tokens.digest(secret));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static UUID endpointId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            return NO_ENDPOINT;
        }
    }

    private void store(Endpoint endpoint, ServerRequest request, ServerResponse response) {
        long declared = request.headers().contentLength().orElse(MAX_BODY_BYTES);
        if (declared > MAX_BODY_BYTES) {
            refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413);
            return;
        }
        try (var _ = inbox.takeRoom(endpoint.workspace(), (int) declared)) {
            switch (RequestBody.read(request, MAX_BODY_BYTES, WHOLE_BODY_WITHIN)) {
                case RequestBody.Bytes(var body) -> {
                    inbox.put(
                            endpoint.workspace(),
                            endpoint.id(),
                            kept(request, HeaderNames.CONTENT_TYPE),
                            kept(request, HeaderNames.USER_AGENT),
                            body);
                    response.status(Status.OK_200).send();
                }
                case RequestBody.Encoded _ -> refuse(response, Status.UNSUPPORTED_MEDIA_TYPE_415);
                case RequestBody.TooLarge _ -> refuse(response, Status.REQUEST_ENTITY_TOO_LARGE_413);
                case RequestBody.TooSlow _ -> refuse(response, Status.REQUEST_TIMEOUT_408);
                case RequestBody.BrokenOff _ -> refuse(response, Status.BAD_REQUEST_400);
            }
        }
    }

    private void sendAway(ServerResponse response, Status status, String reason) {
        int since = refusalsSinceLogged.incrementAndGet();
        long last = loggedAt.get();
        long now = System.nanoTime();
        if (now - last > BETWEEN_LINES.toNanos() && loggedAt.compareAndSet(last, now)) {
            refusalsSinceLogged.addAndGet(-since);
            log.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("deliveries", since)
                    .log("deliveries were refused, their senders should try again");
        }
        response.header(RETRY_AFTER, retryAfterSeconds());
        refuse(response, status);
    }

    private static String retryAfterSeconds() {
        return Integer.toString(
                ThreadLocalRandom.current().nextInt(RETRY_AFTER_SECONDS_FROM, RETRY_AFTER_SECONDS_TO + 1));
    }

    private static Optional<String> kept(ServerRequest request, HeaderName header) {
        return request.headers().first(header).map(value -> PagerTreeText.clean(value, MAX_HEADER_KEPT));
    }

    private static void refuse(ServerResponse response, Status status) {
        response.status(status).send();
    }
}
