package dev.graft.surface.web;

import dev.graft.platform.change.Changes;
import dev.graft.platform.change.Watch;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.TransactionFailed;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.secret.Tokens;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Pages that renew themselves: each address of a page is also a stream of server-sent events, which carries the main
/// part of the page whenever it has changed. What is told among nodes is only that something has; the page is read anew
/// from the database.
///
/// The id of an event is the digest of what it shows. A browser that comes back says which one it saw last, and is sent
/// nothing unless it has changed since.
final class LiveStreams implements AutoCloseable {
    /// So that proxies keep the connection; and the longest that anything is missed for, when word is lost.
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// At most two a second.
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(500);

    /// A stream spends at most a tenth of its time in the database, however slow that is.
    private static final int RESTS_AS_LONG_AS = 10;

    /// One per visible tab.
    static final int MOST_PER_SESSION = 8;

    /// A virtual thread and a connection each.
    private static final int MOST = 1000;

    /// The people who ask for pages have 32 connections to the database; streams never hold more of them than this.
    private static final int READING_AT_ONCE = 8;

    private final Changes changes;
    private final Semaphore reading = new Semaphore(READING_AT_ONCE);
    private final List<Open> open = new ArrayList<>();
    private boolean isClosed;

    /// @param session the secret of the session
    record Reader(String session, WorkspaceId workspace) {}

    private record Open(String sessionDigest, Watch watch) {}

    LiveStreams(Changes changes) {
        this.changes = changes;
    }

    static boolean isAskedBy(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ACCEPT)
                .filter(accepted -> accepted.contains("text/event-stream"))
                .isPresent();
    }

    /// Blocks until the reader goes away, is signed out, or the hub stops.
    ///
    /// @param page reads the page; empty when the reader is signed out, an empty text where there is
    ///     no page any more
    void serve(Reader reader, ServerRequest request, ServerResponse response, Supplier<Optional<String>> page) {
        var watch = changes.watch(reader.workspace());
        var stream = new Open(digest(reader.session()), watch);
        try (watch) {
            if (!begin(stream)) {
                response.status(503);
                response.header("Retry-After", Long.toString(HEARTBEAT.toSeconds()));
                response.send();
                return;
            }
            if (!isThere(page)) { // before the headers: an address without a page is no stream
                response.status(404).send();
                return;
            }
            response.header("Content-Type", "text/event-stream; charset=utf-8");
            response.header("Cache-Control", "no-store");
            response.header("X-Content-Type-Options", "nosniff");
            response.header("X-Accel-Buffering", "no");
            response.header("Vary", "Accept");
            var seen =
                    request.headers().first(HeaderNames.create("Last-Event-ID")).orElse("");
            send(response.outputStream(), watch, seen, page);
        } catch (IOException | UncheckedIOException gone) {
            return; // the reader went away, which is how most streams end
        } finally {
            end(stream);
        }
    }

    private void send(OutputStream out, Watch watch, String lastSeen, Supplier<Optional<String>> page)
            throws IOException {
        write(out, "retry: 2000\n\n");
        var seen = lastSeen;
        boolean goesOn = true;
        while (goesOn) {
            long begun = System.nanoTime();
            Optional<String> now;
            try {
                now = read(page);
            } catch (DatabaseDown | TransactionFailed notNow) { // what was shown stays; the next reading may succeed
                write(out, "event: trouble\ndata: \n\n");
                goesOn = watch.rest(HEARTBEAT);
                continue;
            }
            if (now.isEmpty()) {
                write(out, "event: signed-out\ndata: \n\n");
                return;
            }
            if (now.get().isEmpty()) {
                return;
            }
            var main = LivePage.main(now.get());
            var shown = LivePage.digest(main);
            if (shown.equals(seen)) {
                write(out, ": still here\n\n");
            } else {
                write(out, LivePage.event(shown, main));
                seen = shown;
            }
            var took = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(RESTS_AS_LONG_AS);
            goesOn = watch.rest(took.compareTo(BETWEEN_READINGS) > 0 ? took : BETWEEN_READINGS)
                    && watch.awaitChange(HEARTBEAT);
        }
    }

    private boolean isThere(Supplier<Optional<String>> page) {
        try {
            return read(page).filter(body -> !body.isEmpty()).isPresent();
        } catch (DatabaseDown | TransactionFailed notNow) { // there or not, it may be read later
            return true;
        }
    }

    private Optional<String> read(Supplier<Optional<String>> page) {
        reading.acquireUninterruptibly();
        try {
            return page.get();
        } finally {
            reading.release();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private synchronized boolean begin(Open stream) {
        var ofSession = open.stream()
                .filter(other -> other.sessionDigest().equals(stream.sessionDigest()))
                .count();
        if (isClosed || open.size() >= MOST || ofSession >= MOST_PER_SESSION) {
            return false;
        }
        open.add(stream);
        return true;
    }

    private synchronized void end(Open stream) {
        open.remove(stream);
    }

    /// Ends the streams of a session: here at once, on other nodes as soon as they hear that something has changed.
    synchronized void signedOut(String session, Optional<WorkspaceId> workspace) {
        var digest = digest(session);
        open.stream()
                .filter(stream -> stream.sessionDigest().equals(digest))
                .forEach(stream -> stream.watch().end());
        workspace.ifPresent(changes::changed);
    }

    synchronized int count() {
        return open.size();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        open.forEach(stream -> stream.watch().end());
    }

    private static String digest(String session) {
        return HexFormat.of().formatHex(Tokens.digest(session));
    }
}
