package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.http.OutgoingHttp.Outcome;
import dev.graft.sandbox.pagertree.Delivery.State;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends the outgoing webhooks. Each event is a delivery of its own and nothing keeps their order.
///
/// Answers of 2xx are success. Anything else, redirects and 401 included, is tried again, up to 14 times, with a wait
/// that doubles. PagerTree documents the number and not the waits.
final class Webhooks implements AutoCloseable {
    /// https://pagertree.com/docs/integration-guides/outgoing-webhook, read 2026-11-23: 14 retries.
    static final int MAX_ATTEMPTS = 15;

    /// The constant in PagerTree's open integration code (HTTP_OPTIONS), read 2026-11-23.
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /// Of an answer; we only show it.
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    /// Enough to fill two cores; more would only queue at the receiver.
    private static final int MAX_AT_A_TIME = 64;

    /// Finished ones that can still be looked at.
    private static final int MAX_REMEMBERED = 2000;

    private static final String DELIVERY = "delivery";

    private final Directory directory;
    private final AlertShelf shelf;
    private final Agenda agenda;
    private final StateFile file;
    private final Clock clock;
    private final Duration retryBase;
    private final OutgoingHttp http = new OutgoingHttp(CONNECT_WITHIN, MAX_ANSWER_BYTES);
    private final Semaphore sending = new Semaphore(MAX_AT_A_TIME);
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final List<String> held = new ArrayList<>();
    private final Deque<String> finished = new ConcurrentLinkedDeque<>();
    private final AtomicInteger finishedCount = new AtomicInteger();

    Webhooks(Directory directory, AlertShelf shelf, Agenda agenda, StateFile file, Clock clock, Duration retryBase) {
        this.directory = directory;
        this.shelf = shelf;
        this.agenda = agenda;
        this.file = file;
        this.clock = clock;
        this.retryBase = retryBase;
    }

    /// Takes up what a former process left unsent.
    void resume() {
        for (var delivery : file.takeSaved(DELIVERY, Delivery.class)) {
            deliveries.put(delivery.id(), delivery);
            agenda.at(clock.instant(), () -> attempt(delivery.id()));
        }
    }

    /// Makes a delivery for each integration that wants the event. They go out soon, by themselves.
    void announce(AlertEvent event, Alert alert, boolean twice) {
        for (var id : make(event, alert, twice)) {
            agenda.at(alert.updatedAt(), () -> attempt(id));
        }
    }

    /// The same, but returns only when each was tried once.
    void deliverNow(AlertEvent event, Alert alert) {
        make(event, alert, false).forEach(this::attempt);
    }

    /// After a while, and then with the state of now.
    void announceLate(AlertEvent event, Alert alert, Duration wait) {
        for (var id : render(make(event, alert, false))) {
            agenda.at(clock.instant().plus(wait), () -> attempt(id));
        }
    }

    /// Holds the delivery back, and sends all that are held a while after the first, the last first.
    void announceReversed(AlertEvent event, Alert alert, Duration wait) {
        for (var id : render(make(event, alert, false))) {
            boolean isFirst;
            synchronized (held) {
                isFirst = held.isEmpty();
                held.addLast(id);
            }
            if (isFirst) {
                agenda.at(clock.instant().plus(wait), this::releaseHeld);
            }
        }
    }

    void announceWithoutData(AlertEvent event, Alert alert) {
        for (var id : make(event, alert, false)) {
            deliveries.computeIfPresent(id, (_, delivery) -> delivery.withBody(WebhookBody.withoutData(event.type())));
            agenda.at(clock.instant(), () -> attempt(id));
        }
    }

    private void releaseHeld() {
        List<String> all;
        synchronized (held) {
            all = List.copyOf(held).reversed();
            held.clear();
        }
        all.forEach(this::attempt);
    }

    private List<String> render(List<String> ids) {
        for (var id : ids) {
            deliveries.computeIfPresent(
                    id, (_, delivery) -> body(delivery).map(delivery::withBody).orElse(delivery));
        }
        return ids;
    }

    private Optional<String> body(Delivery delivery) {
        return delivery.body()
                .or(() ->
                        shelf.find(delivery.alertId()).map(alert -> WebhookBody.of(delivery.type(), alert, directory)));
    }

    /// Sends a finished delivery once more, with the same bytes.
    void sendAgain(String id) {
        var delivery = deliveries.get(id);
        if (delivery != null && delivery.body().isPresent()) {
            var again = new Delivery(
                    newId(),
                    delivery.integrationId(),
                    delivery.alertId(),
                    delivery.type(),
                    false,
                    Timestamps.toMillis(clock.instant()),
                    delivery.body(),
                    State.QUEUED,
                    List.of());
            keep(again);
            agenda.at(clock.instant(), () -> attempt(again.id()));
        }
    }

    /// The newest first.
    List<Delivery> newest(int count) {
        return deliveries.values().stream()
                .sorted(Comparator.comparing(Delivery::createdAt)
                        .thenComparing(Delivery::id)
                        .reversed())
                .limit(count)
                .toList();
    }

    @Override
    public void close() {
        http.close();
    }

    private List<String> make(AlertEvent event, Alert alert, boolean twice) {
        var ids = new ArrayList<String>();
        for (var integration : directory.integrations()) {
            if (integration.wants(event)) {
                var delivery = new Delivery(
                        newId(),
                        integration.identity().id(),
                        alert.identity().id(),
                        event.type(),
                        twice,
                        Timestamps.toMillis(clock.instant()),
                        Optional.empty(),
                        State.QUEUED,
                        List.of());
                keep(delivery);
                ids.add(delivery.id());
            }
        }
        return ids;
    }

    private String newId() {
        return Identity.random("dlv", clock.instant()).id();
    }

    private void attempt(String id) {
        var delivery = deliveries.get(id);
        if (delivery == null || delivery.state().isOver()) {
            return;
        }
        var integration = directory.findIntegration(delivery.integrationId()).filter(Integration::isEnabled);
        var body = body(delivery);
        if (integration.isEmpty() || body.isEmpty()) {
            end(delivery.with(State.CANCELLED));
            return;
        }
        var rendered = delivery.withBody(body.get());
        var result = send(integration.get(), body.get());
        if (result.code().filter(code -> code >= 200 && code < 300).isPresent()) {
            if (delivery.isSentTwice()) {
                send(integration.get(), body.get());
            }
            end(rendered.with(result, State.SUCCESS));
        } else if (rendered.attempts().size() + 1 >= MAX_ATTEMPTS) {
            end(rendered.with(result, State.FAILURE));
        } else {
            var retrying = rendered.with(result, State.RETRYING);
            keep(retrying);
            agenda.at(clock.instant().plus(waitAfter(retrying.attempts().size())), () -> attempt(id));
        }
    }

    private Delivery.Attempt send(Integration integration, String body) {
        var at = Timestamps.toMillis(clock.instant());
        sending.acquireUninterruptibly();
        try {
            var request = OutgoingHttp.Request.post(
                    URI.create(integration.findText("option_webhook_url").orElseThrow()),
                    headers(integration),
                    body.getBytes(StandardCharsets.UTF_8),
                    DEADLINE);
            return switch (http.send(request)) {
                case Outcome.Answered answered -> new Delivery.Attempt(at, Optional.of(answered.status()), "answered");
                case Outcome.NotSent(var reason) -> new Delivery.Attempt(at, Optional.empty(), reason);
                case Outcome.Unknown(var reason) -> new Delivery.Attempt(at, Optional.empty(), reason);
            };
        } catch (RuntimeException e) {
            return new Delivery.Attempt(at, Optional.empty(), "no usable address");
        } finally {
            sending.release();
        }
    }

    /// As PagerTree's relay sends them: the user and password as bare Base64, without the word `Basic`, and only when
    /// both are set.
    private static Map<String, String> headers(Integration integration) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "*/*");
        headers.put(
                "User-Agent",
                "pagertree outgoing webhook service; ref: %s; report: support@pagertree.com"
                        .formatted(integration.identity().id()));
        var user = integration.findText("option_username");
        var password = integration.findText("option_password");
        if (user.isPresent() && password.isPresent()) {
            var pair = (user.get() + ":" + password.get()).getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", Base64.getEncoder().encodeToString(pair));
        }
        return headers;
    }

    private Duration waitAfter(int attempts) {
        var doubled = retryBase.multipliedBy(1L << (attempts - 1));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    private void keep(Delivery delivery) {
        deliveries.put(delivery.id(), delivery);
        file.put(DELIVERY, delivery.id(), delivery.attempts().size(), Optional.of(delivery));
    }

    private void end(Delivery delivery) {
        deliveries.put(delivery.id(), delivery);
        file.put(DELIVERY, delivery.id(), Long.MAX_VALUE, Optional.empty());
        finished.add(delivery.id());
        if (finishedCount.incrementAndGet() > MAX_REMEMBERED) {
            var oldest = finished.poll();
            if (oldest != null) {
                deliveries.remove(oldest);
            }
            finishedCount.decrementAndGet();
        }
    }
}
