package dev.graft.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.http.Status;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    private final HttpServer server = HttpServer.start(
            "127.0.0.1",
            0,
            routes -> routes.get(
                            "/query",
                            (request, response) -> response.send(request.query().get("filter[status]")))
                    .get("/ping", (_, response) -> response.send("pong"))
                    .get("/hang", (_, response) -> {
                        entered.countDown();
                        never.await();
                        response.send("late");
                    })
                    .post(
                            "/body",
                            (request, response) -> response.send(
                                    switch (RequestBody.read(request, 10, Duration.ofSeconds(2))) {
                                        case RequestBody.Bytes(var bytes) -> new String(bytes, StandardCharsets.UTF_8);
                                        case RequestBody.Encoded() -> "encoded";
                                        case RequestBody.TooLarge() -> "too large";
                                        case RequestBody.TooSlow() -> "too slow";
                                        case RequestBody.BrokenOff() -> "broken off";
                                    })));

    @AfterEach
    void close() {
        never.countDown();
        server.close();
    }

    @Test
    void raw_brackets_in_a_query_are_read() throws IOException {
        assertThat(exchange("GET /query?filter[status]=open&sort=-created_at HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("open");
    }

    @Test
    void encoded_brackets_mean_the_same() throws IOException {
        assertThat(exchange("GET /query?filter%5Bstatus%5D=a%20b HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("a b");
    }

    @Test
    void headers_and_request_line_are_bounded() throws IOException {
        assertThat(exchange("GET /ping?" + "x".repeat(9 * 1024) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(exchange("GET /ping HTTP/1.1\r\nX-Large: " + "x".repeat(17 * 1024) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void a_body_is_read_up_to_its_bound_whether_its_length_is_said_or_not() throws IOException {
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Length: 10\r\n\r\n0123456789"))
                .endsWith("0123456789");
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Length: 11\r\n\r\n0123456789a"))
                .endsWith("too large");
        assertThat(exchange("POST /body HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"))
                .endsWith("abcd");
        assertThat(exchange("POST /body HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n0123456789a\r\n0\r\n\r\n"))
                .endsWith("too large");
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Length: 0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_packed_body_reaches_the_handler_unread() throws IOException {
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx"))
                .endsWith("encoded");
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\nxx"))
                .endsWith("xx");
    }

    @Test
    void one_body_of_two_lengths_is_refused() throws IOException {
        var chunked = "POST /body HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(exchange(chunked.concat("2\r\nxx\r\n0\r\n\r\n"))).startsWith("HTTP/1.1 400");
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nxxx"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void a_body_beyond_the_servers_own_wall_is_413() throws IOException {
        assertThat(exchange("POST /body HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void a_second_server_on_the_same_port_says_so() {
        assertThatThrownBy(() -> HttpServer.start("127.0.0.1", server.port(), _ -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasRootCauseInstanceOf(BindException.class);
    }

    @Test
    void closing_does_not_wait_for_a_request_that_hangs() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(utf8("GET /hang HTTP/1.1\r\nHost: x\r\n\r\n"));
            entered.await();
            long start = System.nanoTime();

            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HttpServer.CLOSE_WITHIN);
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void an_unknown_address_is_404() throws IOException {
        assertThat(exchange("GET /nowhere HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 " + Status.NOT_FOUND_404.code());
    }

    private String exchange(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            var withHost = request.replaceFirst("\r\n", "\r\nHost: x\r\nConnection: close\r\n");
            socket.getOutputStream().write(utf8(withHost));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
