package dev.graft.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.http.OutgoingHttp.Outcome;
import dev.graft.platform.http.OutgoingHttp.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutgoingHttpTest {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final OutgoingHttp http = new OutgoingHttp(Duration.ofSeconds(2), MAX_ANSWER_BYTES);

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void an_answer_comes_with_status_headers_and_body() throws IOException {
        try (var peer = new RawPeer("HTTP/1.1 201 Created\r\nX-Seen: yes\r\nContent-Length: 4\r\n\r\nbody")) {
            var outcome = http.send(post(peer.uri("/alerts?a=b")));

            var answered = (Outcome.Answered) outcome;
            assertThat(answered.status()).isEqualTo(201);
            assertThat(answered.isSuccess()).isTrue();
            assertThat(answered.headers()).containsEntry("x-seen", List.of("yes"));
            assertThat(text(answered)).isEqualTo("body");
            assertThat(peer.requests().getFirst())
                    .startsWith("POST /alerts?a=b HTTP/1.1\r\n")
                    .containsIgnoringCase("authorization: Bearer t")
                    .endsWith("\r\n\r\n{}");
        }
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() throws IOException {
        try (var target = new RawPeer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var peer = new RawPeer(
                        "HTTP/1.1 302 Found\r\nLocation: " + target.uri("/") + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(http.send(post(peer.uri("/"))))
                    .isInstanceOfSatisfying(
                            Outcome.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(302));
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void a_refused_connection_is_not_sent() throws IOException {
        int freePort;
        try (var socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }

        assertThat(http.send(post(URI.create("http://127.0.0.1:" + freePort + "/"))))
                .isEqualTo(new Outcome.NotSent("connection refused"));
    }

    @Test
    void an_unknown_host_is_not_sent() {
        assertThat(http.send(post(URI.create("http://no-such-host.invalid/"))))
                .isEqualTo(new Outcome.NotSent("no such host"));
    }

    @Test
    void a_peer_that_does_not_speak_tls_is_not_sent_to() throws IOException {
        try (var peer = new RawPeer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(http.send(post(encrypted(peer.uri("/")))))
                    .isEqualTo(new Outcome.NotSent("no trusted TLS connection"));
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_sent_to(@TempDir Path folder) throws Exception {
        try (var peer = new RawPeer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", selfSigned(folder))) {
            assertThat(http.send(post(encrypted(peer.uri("/")))))
                    .isEqualTo(new Outcome.NotSent("no trusted TLS connection"));
            assertThat(peer.requests()).noneMatch(request -> request.contains("POST"));
        }
    }

    @Test
    void a_handshake_that_never_ends_is_unknown_at_the_deadline() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var uri = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/");
            var request = new Request("POST", uri, Map.of(), utf8("{}"), Duration.ofMillis(300));

            assertThat(http.send(request)).isEqualTo(new Outcome.Unknown("no complete answer within 300 ms"));
        }
    }

    @Test
    void a_connection_that_does_not_come_about_in_time_is_not_sent() throws IOException {
        // A full backlog of a listener that never accepts: the kernel drops further SYNs.
        try (var full = new ServerSocket();
                var first = new java.net.Socket();
                var second = new java.net.Socket();
                var quick = new OutgoingHttp(Duration.ofMillis(200), MAX_ANSWER_BYTES)) {
            full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            first.connect(full.getLocalSocketAddress());
            second.connect(full.getLocalSocketAddress());

            assertThat(quick.send(post(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"))))
                    .isEqualTo(new Outcome.NotSent("could not connect in time"));
        }
    }

    @Test
    void silence_after_the_request_is_unknown_at_the_deadline() throws IOException {
        var never = new CountDownLatch(1);
        try (var peer = new RawPeer(socket -> awaitQuietly(never))) {
            var request = new Request("POST", peer.uri("/"), Map.of(), utf8("{}"), Duration.ofMillis(300));

            assertThat(http.send(request)).isEqualTo(new Outcome.Unknown("no complete answer within 300 ms"));
            assertThat(peer.requests()).hasSize(1);
        } finally {
            never.countDown();
        }
    }

    @Test
    void an_answer_that_drips_past_the_deadline_is_unknown() throws IOException {
        var never = new CountDownLatch(1);
        try (var peer = new RawPeer(socket -> {
            socket.getOutputStream().write(utf8("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
            socket.getOutputStream().flush();
            awaitQuietly(never);
        })) {
            var request = new Request("POST", peer.uri("/"), Map.of(), utf8("{}"), Duration.ofMillis(300));

            assertThat(http.send(request)).isInstanceOf(Outcome.Unknown.class);
        } finally {
            never.countDown();
        }
    }

    @Test
    void a_close_after_the_request_is_unknown_and_nothing_is_sent_again() throws IOException {
        try (var peer = new RawPeer(socket -> {})) {
            assertThat(http.send(post(peer.uri("/")))).isInstanceOf(Outcome.Unknown.class);
            assertThat(peer.requests()).hasSize(1);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_reset_after_the_request_is_unknown_and_nothing_is_sent_again() throws IOException {
        try (var peer = new RawPeer(socket -> socket.setSoLinger(true, 0))) {
            assertThat(http.send(post(peer.uri("/")))).isInstanceOf(Outcome.Unknown.class);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void not_even_a_read_is_sent_again_behind_our_back() throws IOException {
        try (var peer = new RawPeer(socket -> {})) {
            assertThat(http.send(Request.get(peer.uri("/"), Map.of(), Duration.ofSeconds(5))))
                    .isInstanceOf(Outcome.Unknown.class);
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void the_jdk_is_told_not_to_retry() {
        assertThat(System.getProperty("jdk.httpclient.enableAllMethodRetry")).isEqualTo("false");
        assertThat(System.getProperty("jdk.httpclient.disableRetryConnect")).isEqualTo("true");
        assertThat(System.getProperty("jdk.httpclient.redirects.retrylimit")).isEqualTo("1");
    }

    @Test
    void what_is_no_http_is_unknown() throws IOException {
        try (var peer = new RawPeer("hello there\r\n\r\n")) {
            assertThat(http.send(post(peer.uri("/")))).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void a_success_that_breaks_off_is_unknown_but_a_refusal_stands_by_its_status() throws IOException {
        try (var success = new RawPeer("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\nhalf");
                var refusal = new RawPeer("HTTP/1.1 422 Unprocessable\r\nContent-Length: 100\r\n\r\nhalf")) {
            assertThat(http.send(post(success.uri("/")))).isInstanceOf(Outcome.Unknown.class);

            var answered = (Outcome.Answered) http.send(post(refusal.uri("/")));
            assertThat(answered.status()).isEqualTo(422);
            assertThat(text(answered)).isEqualTo("half");
        }
    }

    @Test
    void a_success_larger_than_the_bound_is_unknown_and_a_refusal_is_cut() throws IOException {
        var large = "x".repeat(MAX_ANSWER_BYTES + 1);
        try (var success = new RawPeer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + large);
                var refusal = new RawPeer("HTTP/1.1 500 Oh\r\nConnection: close\r\n\r\n" + large)) {
            assertThat(http.send(post(success.uri("/"))))
                    .isEqualTo(new Outcome.Unknown("an answer larger than 65536 bytes"));

            assertThat(((Outcome.Answered) http.send(post(refusal.uri("/")))).body())
                    .hasSize(MAX_ANSWER_BYTES);
        }
    }

    @Test
    void an_interrupt_is_unknown_and_stays_visible() throws IOException {
        var never = new CountDownLatch(1);
        var self = Thread.currentThread();
        try (var peer = new RawPeer(socket -> {
            self.interrupt();
            awaitQuietly(never);
        })) {
            assertThat(http.send(post(peer.uri("/")))).isEqualTo(new Outcome.Unknown("interrupted"));
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            never.countDown();
        }
    }

    @Test
    void only_web_addresses_with_a_host_can_be_asked() {
        for (var address : List.of("file:///etc/passwd", "ftp://host/", "http:/nohost", "alerts")) {
            assertThatThrownBy(() -> post(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static URI encrypted(URI uri) {
        return URI.create(uri.toString().replace("http:", "https:"));
    }

    private static ServerSocket selfSigned(Path folder) throws Exception {
        var store = folder.resolve("peer.p12");
        var password = "changeit";
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "peer",
                        "-dname",
                        "CN=127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static Request post(URI uri) {
        return Request.post(uri, Map.of("Authorization", "Bearer t"), utf8("{}"), Duration.ofSeconds(5));
    }

    private static String text(Outcome.Answered answered) {
        return new String(answered.body(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
