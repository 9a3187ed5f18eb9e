package dev.graft.surface.web;

import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.TransactionFailed;
import dev.graft.platform.http.RequestBody;
import dev.graft.platform.secret.Tokens;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.Frame.Visitor;
import dev.graft.surface.web.templates.JteproblemGenerated;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a handler of a page or of a form: who visits, whether the form came from our own page, and what a refusal
/// looks like.
final class WebRouting {
    interface PageEndpoint {
        Reply show(Visit visit);
    }

    interface FormEndpoint {
        Reply take(Visit visit, Form form);
    }

    /// A page or a form for somebody who is not signed in yet.
    interface OpenEndpoint {
        Reply answer(ServerRequest request, ServerResponse response);
    }

    private static final Logger log = LoggerFactory.getLogger(WebRouting.class);
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final Duration FORM_WITHIN = Duration.ofSeconds(10);

    /// No script and no style but our own files, nothing from elsewhere, no frame around us. Pico draws its small
    /// arrows as `data:` images.
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final HttpRouting.Builder routing;
    private final Workspaces workspaces;
    private final Assets assets;
    private final LiveStreams streams;
    private final Supplier<URI> publicUrl;
    private final Clock clock;

    WebRouting(
            HttpRouting.Builder routing,
            Workspaces workspaces,
            Assets assets,
            LiveStreams streams,
            Supplier<URI> publicUrl,
            Clock clock) {
        this.routing = routing;
        this.workspaces = workspaces;
        this.assets = assets;
        this.streams = streams;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    WebRouting page(String path, PageEndpoint endpoint) {
        var page = signedIn((visit, _) -> endpoint.show(visit));
        routing.get(path, (request, response) -> {
            if (LiveStreams.isAskedBy(request)) {
                stream(endpoint, request, response);
            } else {
                page.handle(request, response);
            }
        });
        return this;
    }

    /// The page of this address, again and again as it changes, read each time with the rights that its visitor has by
    /// then.
    private void stream(PageEndpoint endpoint, ServerRequest request, ServerResponse response) {
        var session = cookie().find(request);
        var visit = findVisit(request);
        if (session.isEmpty() || visit.isEmpty()) {
            response.status(401).send();
            return;
        }
        streams.serve(
                new LiveStreams.Reader(session.get(), visit.get().caller().workspace()),
                request,
                response,
                () -> findVisit(request).map(now -> bodyOf(endpoint, now.again())));
    }

    /// Empty where there is no such page, or none for this visitor.
    private static String bodyOf(PageEndpoint endpoint, Visit visit) {
        try {
            return endpoint.show(visit) instanceof Reply.Html html && html.status() == 200 ? html.body() : "";
        } catch (DatabaseDown | TransactionFailed notNow) {
            throw notNow;
        } catch (RuntimeException failure) {
            if (WebProblems.find(failure, List.of()).isEmpty()) {
                log.atError().setCause(failure).log("a page could not be renewed");
            }
            return "";
        }
    }

    WebRouting form(String path, FormEndpoint endpoint) {
        routing.post(path, signedIn((visit, response) -> {
            var form = form(visit.request());
            var isOurs = form.text("csrf")
                    .filter(token -> Tokens.same(token, visit.visitor().csrf()))
                    .isPresent();
            if (!isOurs || !isSameOrigin(visit.request())) {
                throw WebProblems.foreignForm();
            }
            return endpoint.take(visit, form);
        }));
        return this;
    }

    WebRouting openPage(String path, OpenEndpoint endpoint) {
        routing.get(path, open(endpoint));
        return this;
    }

    /// A form without a session to guard it: only where it came from is checked.
    WebRouting openForm(String path, OpenEndpoint endpoint) {
        routing.post(path, open((request, response) -> {
            if (!isSameOrigin(request)) {
                throw WebProblems.foreignForm();
            }
            return endpoint.answer(request, response);
        }));
        return this;
    }

    /// Whatever else is asked for with a browser.
    void otherwise() {
        var nothing = signedIn((_, _) -> {
            throw new WebProblem(
                    404,
                    "Not found",
                    "There is no page at this address.",
                    Optional.of(new Link("/", "See what is wrong now")));
        });
        routing.get("/*", nothing);
        routing.post("/*", nothing);
    }

    SessionCookie cookie() {
        return SessionCookie.at(publicUrl.get());
    }

    Frame openFrame(String title) {
        return new Frame(title, Place.NOWHERE, Optional.empty(), Optional.empty(), false, assets);
    }

    static Form form(ServerRequest request) {
        return switch (RequestBody.read(request, Form.MAX_BYTES, FORM_WITHIN)) {
            case RequestBody.Bytes(var bytes) -> Form.parse(bytes);
            case RequestBody.TooLarge() ->
                throw new WebProblem(413, "Too long", "What you wrote is too long. Shorten it.", Optional.empty());
            case RequestBody.TooSlow(), RequestBody.BrokenOff(), RequestBody.Encoded() ->
                throw new WebProblem(
                        400, "Not received", "The form did not arrive whole. Send it again.", Optional.empty());
        };
    }

    private interface SignedIn {
        Reply answer(Visit visit, ServerResponse response);
    }

    private Handler signedIn(SignedIn endpoint) {
        return (request, response) -> {
            Optional<Visit> visit = Optional.empty();
            try {
                visit = findVisit(request);
                send(response, endpoint.answer(visit.orElseThrow(WebProblems::notSignedIn), response));
            } catch (RuntimeException failure) {
                send(response, refuse(failure, visit));
            }
        };
    }

    private Handler open(OpenEndpoint endpoint) {
        return (request, response) -> {
            try {
                send(response, endpoint.answer(request, response));
            } catch (RuntimeException failure) {
                send(response, refuse(failure, Optional.empty()));
            }
        };
    }

    private Optional<Visit> findVisit(ServerRequest request) {
        return cookie().find(request)
                .flatMap(session -> workspaces
                        .findBySession(session)
                        .map(caller ->
                                new Visit(request, caller, visitor(caller, session), assets, clock.instant(), false)));
    }

    private Visitor visitor(Caller caller, String session) {
        return new Visitor(caller.actor().displayName(), workspaces.name(caller), SessionCookie.csrf(session));
    }

    private Reply refuse(RuntimeException failure, Optional<Visit> visit) {
        var problem = WebProblems.find(failure, admins(failure, visit)).orElseGet(() -> {
            log.atError().setCause(failure).log("a page failed");
            return WebProblems.broken();
        });
        var frame = visit.map(known -> known.frame(problem.title(), Place.NOWHERE))
                .orElseGet(() -> openFrame(problem.title()));
        return Reply.html(problem.status(), out -> JteproblemGenerated.render(out, null, problem.view(frame)));
    }

    private List<String> admins(RuntimeException failure, Optional<Visit> visit) {
        if (!(failure instanceof Forbidden)) {
            return List.of();
        }
        return visit.map(known -> workspaces.members(known.caller()).stream()
                        .filter(member -> member.role() == Role.ADMIN)
                        .map(Member::name)
                        .limit(5)
                        .toList())
                .orElse(List.of());
    }

    private boolean isSameOrigin(ServerRequest request) {
        return SameOrigin.holds(
                request.headers().first(FETCH_SITE),
                request.headers().first(HeaderNames.ORIGIN),
                request.headers().first(HeaderNames.HOST),
                publicUrl.get());
    }

    private static void send(ServerResponse response, Reply reply) {
        response.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.header("X-Content-Type-Options", "nosniff");
        // Not no-referrer: with that, browsers would state the origin of our own forms as null.
        response.header("Referrer-Policy", "same-origin");
        response.header("Cross-Origin-Opener-Policy", "same-origin");
        response.header("Cache-Control", "no-store");
        switch (reply) {
            case Reply.Html(int status, String body) -> {
                response.status(status);
                response.header("Content-Type", "text/html; charset=utf-8");
                response.send(body.getBytes(StandardCharsets.UTF_8));
            }
            case Reply.SeeOther(String location) -> {
                response.status(303);
                response.header("Location", location);
                response.send();
            }
        }
    }
}
