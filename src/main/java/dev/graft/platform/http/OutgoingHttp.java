package dev.graft.platform.http;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/// One HTTP request to the outside, once: no redirect is followed and nothing is sent a second time behind our back,
/// so that each call tells exactly what is certain about it and what is not.
///
/// Safe for many threads. `send` blocks, until the request's deadline at most.
public final class OutgoingHttp implements AutoCloseable {
    static {
        // Read by the JDK when the first client sends, so this class sets them before any of ours can.
        // https://docs.oracle.com/en/java/javase/25/docs/api/java.net.http/module-summary.html, read 2026-11-23.
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        // Attempts in all: without it a GET whose connection breaks is silently sent up to five times.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final int maxAnswerBytes;

    /// @param connectWithin bound on connecting, to be shorter than any deadline: only then is a host that does not
    ///     answer `NotSent` and not `Unknown`. Name look-up and TLS handshake count towards the deadline
    /// @param maxAnswerBytes bound on an answer's body
    public OutgoingHttp(Duration connectWithin, int maxAnswerBytes) {
        this.maxAnswerBytes = maxAnswerBytes;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectWithin)
                .executor(threads)
                .build();
    }

    /// @param body empty for none
    /// @param deadline for the whole exchange, the last byte of the answer included
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    public record Request(String method, URI uri, Map<String, String> headers, byte[] body, Duration deadline) {
        public Request {
            var scheme = uri.getScheme();
            if ((!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) || uri.getHost() == null) {
                throw new IllegalArgumentException("expected an http or https address with a host");
            }
            headers = Map.copyOf(headers);
        }

        public static Request get(URI uri, Map<String, String> headers, Duration deadline) {
            return new Request("GET", uri, headers, new byte[0], deadline);
        }

        public static Request post(URI uri, Map<String, String> headers, byte[] body, Duration deadline) {
            return new Request("POST", uri, headers, body, deadline);
        }
    }

    /// What became of a request. The reasons carry no secret: neither address nor header nor body is quoted.
    public sealed interface Outcome {
        /// The other side answered. The body is complete, except where a refusal (status 300 and up) was too long or
        /// broke off: its status is certain all the same, and as much of the body as was read is here.
        ///
        /// @param headers names in lower case
        @SuppressWarnings("ArrayRecordComponent") // read, never compared
        record Answered(int status, Map<String, List<String>> headers, byte[] body) implements Outcome {
            public boolean isSuccess() {
                return status >= 200 && status < 300;
            }
        }

        /// Certainly nothing of the request left this machine: no such name, refused, no TLS.
        record NotSent(String reason) implements Outcome {}

        /// Perhaps it took effect, perhaps not: too late, broken off, or a success that cannot be read.
        record Unknown(String reason) implements Outcome {}
    }

    /// Never throws for what the network or the other side does.
    public Outcome send(Request request) {
        var body = request.body().length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(request.body());
        var answer = new BoundedAnswer(maxAnswerBytes);
        var builder = HttpRequest.newBuilder(request.uri()).method(request.method(), body);
        request.headers().forEach(builder::header);
        var exchange = client.sendAsync(builder.build(), answer);
        try {
            exchange.get(request.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return answer.complete();
        } catch (ExecutionException e) {
            var problem = e.getCause() == null ? e : e.getCause();
            var reason = findReasonNotSent(problem);
            return reason.isPresent()
                    ? new Outcome.NotSent(reason.get())
                    : answer.brokenOff("broken off: " + problem.getClass().getSimpleName());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return answer.brokenOff(
                    "no complete answer within " + request.deadline().toMillis() + " ms");
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return answer.brokenOff("interrupted");
        }
    }

    /// Only what the JDK throws while it connects. A handshake that failed is among it: the JDK may have put
    /// the request behind its half of the handshake, but a peer that refuses the handshake never reads it.
    /// One that hangs looks like any other silence, and is left to `Unknown` like every other doubt.
    private static Optional<String> findReasonNotSent(Throwable problem) {
        return switch (problem) {
            case HttpConnectTimeoutException _ -> Optional.of("could not connect in time");
            case ConnectException _
            when problem.getCause() instanceof UnresolvedAddressException -> Optional.of("no such host");
            case ConnectException _ -> Optional.of("connection refused");
            case SSLHandshakeException _ -> Optional.of("no trusted TLS connection");
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
