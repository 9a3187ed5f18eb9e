package dev.graft.surface.web;

import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.surface.web.templates.JtestartGenerated;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// Signing in by a one-time link, and out again.
///
/// Opening the link only shows a button: chats and mail scanners open links too, and would take the token before its
/// owner can.
final class SignInRoutes {
    private final Workspaces workspaces;
    private final LiveStreams streams;

    SignInRoutes(Workspaces workspaces, LiveStreams streams) {
        this.workspaces = workspaces;
        this.streams = streams;
    }

    void register(WebRouting routing) {
        routing.openPage("/start", (request, _) -> ask(routing, request))
                .openForm("/start", (request, response) -> take(routing, request, response))
                .openForm("/sign-out", (request, response) -> signOut(routing, request, response));
    }

    private static Reply ask(WebRouting routing, ServerRequest request) {
        var token = request.query().contains("token") ? request.query().get("token") : "";
        if (token.isBlank()) {
            throw new WebProblem(
                    400,
                    "This link is not complete",
                    "A sign-in link ends with ?token= and a long token. Copy the whole of it.",
                    Optional.empty());
        }
        return Reply.html(
                out -> JtestartGenerated.render(out, null, new StartView(routing.openFrame("Sign in"), token)));
    }

    private Reply take(WebRouting routing, ServerRequest request, ServerResponse response) {
        var session = WebRouting.form(request)
                .text("token")
                .flatMap(workspaces::takeSignInLink)
                .orElseThrow(() -> new WebProblem(
                        401,
                        "This link no longer works",
                        "It was used before, or it is older than " + Workspaces.SIGN_IN_LINK_LASTS.toMinutes()
                                + " minutes. Start the demo anew, or ask an admin for another one.",
                        Optional.empty()));
        response.header("Set-Cookie", routing.cookie().set(session));
        return new Reply.SeeOther("/");
    }

    private Reply signOut(WebRouting routing, ServerRequest request, ServerResponse response) {
        routing.cookie().find(request).ifPresent(session -> {
            var caller = workspaces.findBySession(session);
            workspaces.endSession(session);
            streams.signedOut(session, caller.map(Caller::workspace));
        });
        response.header("Set-Cookie", routing.cookie().clear());
        throw new WebProblem(
                200, "You are signed out", "Close this window, or open a new sign-in link.", Optional.empty());
    }
}
