package dev.graft.platform.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/// A request's body that remembers whether the client ever asked for it. It asks once the connection stands, TLS
/// included, so a body nobody asked for belongs to a request that was not sent.
final class WatchedBody implements HttpRequest.BodyPublisher {
    private final HttpRequest.BodyPublisher bytes;
    private volatile boolean isAskedFor;

    WatchedBody(byte[] body) {
        bytes = body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
    }

    boolean isAskedFor() {
        return isAskedFor;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        isAskedFor = true;
        bytes.subscribe(subscriber);
    }
}
