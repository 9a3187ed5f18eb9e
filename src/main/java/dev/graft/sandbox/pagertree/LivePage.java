package dev.graft.sandbox.pagertree;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A page that keeps itself fresh: a script of ours exchanges the parts that changed (`data-part`, with an
/// id), and without scripts the browser loads the page again. Fields to fill in belong on a page that is not
/// live.
final class LivePage {
    private LivePage() {}

    static void addTo(HttpRouting.Builder routing) {
        routing.get("/live.js", asset("live.js", "text/javascript; charset=utf-8"))
                .get("/phones.css", asset("phones.css", "text/css; charset=utf-8"));
    }

    /// @param title for the browser's tab, where it may say more than the heading
    static String of(String title, String heading, String content) {
        return Html.page(title, heading, """
                <link rel="stylesheet" href="/phones.css">
                <script src="/live.js" defer></script>
                <noscript><meta http-equiv="refresh" content="5"></noscript>
                """, content);
    }

    /// In the look of the live ones, and still.
    static String still(String title, String content) {
        return Html.page(title, title, "<link rel=\"stylesheet\" href=\"/phones.css\">\n", content);
    }

    /// A button's handler. What is refused is said on a page, with the way back.
    static Handler pressed(String back, Handler handler) {
        return ControlCalls.guarded((request, response) -> {
            try {
                handler.handle(request, response);
            } catch (ApiProblem problem) {
                refuse(response, problem.status(), String.join("; ", problem.messages()), back);
            } catch (Refused refused) {
                refuse(response, 422, String.valueOf(refused.getMessage()), back);
            }
        });
    }

    private static void refuse(ServerResponse response, int status, String words, String back) {
        response.status(Status.create(status));
        send(
                response,
                still(
                        "Not done",
                        "<p class=\"problem\">Nothing was changed: %s.</p><p><a href=\"%s\">Back</a></p>"
                                .formatted(Html.text(words), Html.text(back))));
    }

    static void send(ServerResponse response, String page) {
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(
                HeaderNames.create("Content-Security-Policy"),
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'");
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        response.send(page.getBytes(StandardCharsets.UTF_8));
    }

    static void seeOther(ServerResponse response, String path) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, path);
        response.send();
    }

    private static Handler asset(String name, String type) {
        byte[] bytes = read(name);
        return (_, response) -> response.header(HeaderNames.CONTENT_TYPE, type)
                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .send(bytes);
    }

    private static byte[] read(String name) {
        var path = "/dev/graft/sandbox/" + name;
        try (var stream = LivePage.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("expected " + path + " on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }
}
