package dev.graft.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

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

    /// Where nobody says how much will come.
    int FIRST_ROOM = 8192;

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
        boolean isSizeKnown = declared.isPresent();
        var bytes = new byte[isSizeKnown ? (int) declared.getAsLong() : Math.min(FIRST_ROOM, maxBytes + 1)];
        int size = 0;
        try (InputStream in = request.content().inputStream()) {
            for (int count = 0; count >= 0; size += Math.max(count, 0)) {
                if (System.nanoTime() - end > 0) {
                    return new TooSlow();
                }
                if (size > maxBytes) {
                    return new TooLarge();
                }
                if (size == bytes.length) {
                    if (isSizeKnown) {
                        break;
                    }
                    bytes = Arrays.copyOf(bytes, Math.min(2 * size, maxBytes + 1));
                }
                count = in.read(bytes, size, bytes.length - size);
            }
        } catch (IOException | RuntimeException e) {
            return new BrokenOff();
        }
        return new Bytes(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }
}
