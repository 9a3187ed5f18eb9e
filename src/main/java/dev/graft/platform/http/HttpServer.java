package dev.graft.platform.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A listening HTTP/1.1 server: each request runs on its own virtual thread, in plain blocking code.
///
/// Handlers write their answers as bytes and read bodies through `RequestBody`. Closing refuses new connections at
/// once,
/// lets requests in flight end for a short while, and returns within `CLOSE_WITHIN`.
public final class HttpServer implements AutoCloseable {
    /// Request line, so mostly the query. Rootly's clients send long lists of includes and filters.
    public static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

    public static final int MAX_HEADER_BYTES = 16 * 1024;

    /// Hard wall above every handler's own bound.
    public static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    /// A virtual thread and two buffers each; 4,096 keep a 512 MiB heap safe.
    private static final int MAX_CONNECTIONS = 4096;

    private static final Duration SILENCE_WITHIN_REQUEST = Duration.ofSeconds(15);
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(60);

    /// The launcher promises an end within 10 s of SIGTERM; 8 s leave it two for the rest.
    public static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private static final String ENCODED_NUL = "%00";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final WebServer server;
    private final String host;

    private HttpServer(WebServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /// Binds and serves. Port 0 takes any free one; `port()` tells which. A port in use is an `IllegalStateException`.
    public static HttpServer start(String host, int port, Consumer<HttpRouting.Builder> routes) {
        HelidonLog.quieten();
        var server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .maxTcpConnections(MAX_CONNECTIONS)
                .maxPayloadSize(MAX_BODY_BYTES)
                .idleConnectionTimeout(IDLE_CONNECTION)
                .contentEncoding(new NoContentEncoding())
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(SILENCE_WITHIN_REQUEST)
                        .tcpNoDelay(true)
                        .build())
                .addProtocol(Http1Config.builder()
                        // Rootly's clients send raw [ and ] in queries, which the strict check refuses.
                        .validatePrologue(false)
                        .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                        .maxHeadersSize(MAX_HEADER_BYTES)
                        .build())
                .routing(routing -> {
                    routing.addFilter(HttpServer::closeWhereAsked);
                    routing.addFilter(HttpServer::refuseNul);
                    routes.accept(routing);
                })
                .build()
                .start();
        if (!server.isRunning()) {
            throw new IllegalStateException("could not listen on " + host + ":" + port, findReasonNotBound(host, port));
        }
        return new HttpServer(server, host);
    }

    /// Helidon returns from a failed start as if nothing had happened, so the reason is learnt by trying once more.
    private static @Nullable IOException findReasonNotBound(String host, int port) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /// Helidon answers `Connection: close` and then keeps the connection (4.5.0, seen 2026-11-23); a client that reads
    /// to the end would wait until the idle bound.
    private static void closeWhereAsked(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (response.isSent() && request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("asked for by the client");
        }
    }

    /// PostgreSQL keeps no U+0000, and nobody has a reason to ask for one.
    private static void refuseNul(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var prologue = request.prologue();
        if (prologue.uriPath().rawPath().contains(ENCODED_NUL)
                || prologue.query().rawValue().contains(ENCODED_NUL)) {
            response.status(Status.BAD_REQUEST_400).send("The address holds the character U+0000. Leave it out.");
        } else {
            chain.proceed();
        }
    }

    public int port() {
        return server.port();
    }

    /// `http://host:port`, without a slash at the end.
    public String url() {
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
