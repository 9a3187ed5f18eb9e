package dev.graft.surface.web;

import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.NotFound;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.TransactionFailed;
import java.util.List;
import java.util.Optional;

/// The one place where a refusal becomes a page.
final class WebProblems {
    private static final Optional<Link> HOME = Optional.of(new Link("/", "See what is wrong now"));

    private WebProblems() {}

    /// @param admins the names of those who can help somebody who lacks a right
    /// @return empty for what is a bug of ours
    static Optional<WebProblem> find(RuntimeException failure, List<String> admins) {
        return switch (failure) {
            case WebProblem problem -> Optional.of(problem);
            case Forbidden forbidden ->
                Optional.of(new WebProblem(403, "Not allowed", said(forbidden) + ask(admins), HOME));
            case NotFound notFound -> Optional.of(new WebProblem(404, "Not found", said(notFound), HOME));
            case Conflict conflict -> Optional.of(new WebProblem(409, "Not possible now", said(conflict), HOME));
            case Invalid invalid -> Optional.of(new WebProblem(422, "Not quite right", said(invalid), HOME));
            case DatabaseDown _, TransactionFailed _ ->
                Optional.of(new WebProblem(
                        503,
                        "The database does not answer",
                        "Graft cannot read or change anything just now; webhooks are refused, and PagerTree sends them"
                                + " again. Try again in a few seconds.",
                        HOME));
            default -> Optional.empty();
        };
    }

    static WebProblem notSignedIn() {
        return new WebProblem(
                401,
                "You are not signed in",
                "Open your sign-in link. `./graft demo` prints one when it starts, and an admin can make one for you.",
                Optional.empty());
    }

    static WebProblem foreignForm() {
        return new WebProblem(
                403,
                "This form came from elsewhere",
                "Graft takes forms from its own pages only, and only from the session that opened them. Open the page"
                        + " anew and try once more.",
                HOME);
    }

    static WebProblem broken() {
        return new WebProblem(
                500,
                "Something went wrong in Graft",
                "The log of the hub says what. Alerts still come in and pages still go out.",
                HOME);
    }

    private static String ask(List<String> admins) {
        return admins.isEmpty() ? "" : " The admins are: " + String.join(", ", admins) + ".";
    }

    private static String said(RuntimeException refusal) {
        return Optional.ofNullable(refusal.getMessage()).orElse("That was refused.");
    }
}
