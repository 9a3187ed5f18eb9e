package dev.graft.platform.http;

import dev.graft.platform.http.OutgoingHttp.Outcome;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Collects one answer up to a bound, and keeps what is known of it when it breaks off half way.
final class BoundedAnswer implements HttpResponse.BodyHandler<Boolean> {
    private final int maxBytes;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private HttpResponse.@Nullable ResponseInfo head;
    private boolean isTooLarge;

    BoundedAnswer(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized HttpResponse.BodySubscriber<Boolean> apply(HttpResponse.ResponseInfo info) {
        head = info;
        return new Collector();
    }

    /// After the exchange has ended well.
    synchronized Outcome complete() {
        return isTooLarge ? brokenOff("an answer larger than " + maxBytes + " bytes") : answered();
    }

    /// After it has not: a refusal stands by its status, anything else is uncertain.
    synchronized Outcome brokenOff(String reason) {
        return head != null && head.statusCode() >= 300 ? answered() : new Outcome.Unknown(reason);
    }

    private Outcome answered() {
        if (head == null) {
            throw new IllegalStateException("expected an answer's head before its end");
        }
        var headers = new TreeMap<String, List<String>>();
        head.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        return new Outcome.Answered(head.statusCode(), Map.copyOf(headers), collected.toByteArray());
    }

    private synchronized boolean collect(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            var bytes = new byte[Math.min(buffer.remaining(), maxBytes - collected.size())];
            buffer.get(bytes);
            collected.writeBytes(bytes);
            isTooLarge |= buffer.hasRemaining();
        }
        return !isTooLarge;
    }

    private final class Collector implements HttpResponse.BodySubscriber<Boolean> {
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<Boolean> getBody() {
            return end;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            if (!collect(buffers) && subscription != null) {
                subscription.cancel();
                end.complete(true);
            }
        }

        @Override
        public void onError(Throwable problem) {
            end.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            end.complete(true);
        }
    }
}
