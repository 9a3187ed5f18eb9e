package dev.graft.partner.pagertree;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.inbox.InboxLimits;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WebhookDoorTest {
    private static final String BODY = "{\"type\":\"alert.open\",\"data\":{\"id\":\"alt_mQ7xPz-2_kLw9T\"}}";

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final InboundHub hub = new InboundHub(database, Clock.systemUTC());

    @Test
    void a_delivery_with_the_right_secret_is_stored_and_answered_with_nothing() {
        var answer = hub.send(post("?secret=" + hub.secret(), BODY));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(hub.stored()).isEqualTo(1);
        assertThat(hub.open()).isEqualTo(1);
    }

    @Test
    void the_secret_may_come_in_every_form_that_pagertree_or_a_proxy_can_give_it() {
        var inBase64 = base64("graft:" + hub.secret());

        assertThat(hub.send(post("", BODY).header("Authorization", "Basic " + inBase64))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.send(post("", BODY).header("Authorization", inBase64)).statusCode())
                .isEqualTo(200);
        assertThat(hub.send(post("", BODY).header("Authorization", base64(hub.secret())))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.send(post("", BODY).header("Authorization", "Bearer " + hub.secret()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.send(post("", BODY).header("X-Graft-Secret", hub.secret()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.stored()).isEqualTo(5);
    }

    @Test
    void a_delivery_without_the_right_secret_is_refused_and_not_stored() {
        var secret = hub.secret();
        for (var query : List.of(
                "", "?secret=", "?secret=wrong", "?secret=" + secret + "&secret=" + secret, "?Secret=" + secret)) {
            assertThat(hub.send(post(query, BODY)).statusCode()).as(query).isEqualTo(401);
        }
        for (var header : List.of(
                "Basic",
                "Basic ",
                "Basic " + base64("graft:wrong"),
                "Basic not-base64!",
                "Bearer",
                "Bearer wrong",
                "Digest " + secret,
                base64("graft:" + secret + ":and more"),
                "====")) {
            assertThat(hub.send(post("", BODY).header("Authorization", header)).statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(hub.send(post("", "{\"secret\":\"" + secret + "\"}")).statusCode())
                .isEqualTo(401);
        assertThat(hub.stored()).isZero();
    }

    @Test
    void an_unknown_address_is_answered_like_a_wrong_secret() {
        for (var unknown : List.of("00000000-0000-0000-0000-000000000001", "nonsense", "%2e%2e")) {
            var address = hub.url().replace(hub.endpoint.id().toString(), unknown) + "?secret=" + hub.secret();
            var answer = hub.send(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(BODY)));
            assertThat(answer.statusCode()).as(unknown).isEqualTo(401);
            assertThat(answer.body()).as(unknown).isEmpty();
        }
    }

    @Test
    void other_methods_are_refused() {
        var address = URI.create(hub.url() + "?secret=" + hub.secret());
        for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            var answer = hub.send(HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()));
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(method).contains("POST");
        }
    }

    @Test
    void a_body_may_hold_anything_but_not_more_than_a_mebibyte_and_not_packed() {
        var largest = new byte[WebhookDoor.MAX_BODY_BYTES];
        assertThat(hub.deliver(largest)).isEqualTo(200);
        assertThat(hub.deliver(new byte[0])).isEqualTo(200);
        assertThat(hub.deliver("\uFEFF{} \u0000 not JSON")).isEqualTo(200);

        var tooLarge = post("?secret=" + hub.secret(), "x".repeat(WebhookDoor.MAX_BODY_BYTES + 1));
        assertThat(hub.send(tooLarge).statusCode()).isEqualTo(413);
        var packed = post("?secret=" + hub.secret(), BODY).header("Content-Encoding", "gzip");
        assertThat(hub.send(packed).statusCode()).isEqualTo(415);
        assertThat(hub.stored()).isEqualTo(3);
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_is_bounded_all_the_same() throws IOException {
        var head = "POST " + path() + " HTTP/1.1\r\nHost: graft\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(statusOf(head + "5\r\nhello\r\n0\r\n\r\n")).isEqualTo(200);
        assertThat(statusOf(head + "200000\r\n" + "x".repeat(0x200000) + "\r\n0\r\n\r\n"))
                .isEqualTo(413);
        assertThat(hub.stored()).isEqualTo(1);
    }

    @Test
    void a_body_that_does_not_come_whole_is_not_stored() throws IOException {
        var head = "POST " + path() + " HTTP/1.1\r\nHost: graft\r\nContent-Length: 100\r\n\r\n";
        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), hub.port())) {
            socket.getOutputStream().write((head + "half").getBytes(US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .doesNotContain(" 200 ");
        }

        assertThat(hub.stored()).isZero();
    }

    @Test
    void many_at_once_are_all_stored() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var deliveries = new ArrayList<Future<Integer>>();
            for (int number = 0; number < 500; number++) {
                deliveries.add(threads.submit(() -> hub.deliver(BODY)));
            }
            for (var delivery : deliveries) {
                assertThat(delivery.get()).isEqualTo(200);
            }
        }

        assertThat(hub.stored()).isEqualTo(500);
    }

    @Test
    void what_is_not_durable_is_not_accepted_and_the_sender_is_told_when_to_come_back() {
        hub.doorDb.close();

        var answer = hub.send(post("?secret=" + hub.secret(), BODY));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(20, 60);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void no_room_in_memory_is_said_before_anything_is_accepted() {
        var narrow = new InboxLimits(1000, Long.MAX_VALUE, 0, 0, Duration.ofSeconds(2));
        try (var small = new InboundHub(database, Clock.systemUTC(), narrow)) {
            assertThat(small.deliver("x".repeat(501))).isEqualTo(429);
            assertThat(small.deliver("x".repeat(500))).isEqualTo(200);
        }
    }

    private HttpRequest.Builder post(String query, String body) {
        return HttpRequest.newBuilder(URI.create(hub.url() + query)).POST(BodyPublishers.ofString(body));
    }

    private String path() {
        return hub.endpoint.path() + "?secret=" + hub.secret();
    }

    private int statusOf(String request) throws IOException {
        try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), hub.port())) {
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(request.getBytes(US_ASCII));
                } catch (IOException refusedBeforeTheEnd) {
                    // the answer tells
                }
            });
            var line = new StringBuilder();
            int character;
            while ((character = socket.getInputStream().read()) >= 0 && character != '\r') {
                line.append((char) character);
            }
            sending.interrupt();
            return Integer.parseInt(line.toString().split(" ")[1]);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
