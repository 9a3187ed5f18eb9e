package dev.graft.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The whole body of a request, or why there is none: read within a bound of bytes and of time.
public sealed interface RequestBody {
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Bytes(byte[] value) implements RequestBody {}

    /// Packed (`Content-Encoding`). Answer 415 and close: nothing was read.
    record Encoded() implements RequestBody {}

    /// More than the bound, said or sent. Answer 413 and close: the rest was not read.
    record TooLarge() implements RequestBody {}

    /// Not complete in time. Nobody may be there to read an answer; 408 is the honest one.
    record TooSlow() implements RequestBody {}

    /// The sender went away, or framed its body wrongly.
    record BrokenOff() implements RequestBody {}

    /// Time is checked between reads, so a silent sender is cut off by the server's own bound on silence (15 s).
    static RequestBody read(ServerRequest request, int maxBytes, Duration within) {
        var encoding = request.headers().first(HeaderNames.CONTENT_ENCODING);
        if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("identity")) {
            return new Encoded();
        }
        var declared = request.headers().contentLength();
        if (declared.isPresent() && declared.getAsLong() > maxBytes) {
            return new TooLarge();
        }
        if (!request.content().hasEntity()) {
            return new Bytes(new byte[0]);
        }
        long end = System.nanoTime() + within.toNanos();
        var collected = new ByteArrayOutputStream((int) declared.orElse(1024));
        var chunk = new byte[8192];
        try (InputStream in = request.content().inputStream()) {
            int count;
            while ((count = in.read(chunk)) >= 0) {
                if (collected.size() + count > maxBytes) {
                    return new TooLarge();
                }
                collected.write(chunk, 0, count);
                if (System.nanoTime() - end > 0) {
                    return new TooSlow();
                }
            }
        } catch (IOException | RuntimeException e) {
            return new BrokenOff();
        }
        return new Bytes(collected.toByteArray());
    }
}
