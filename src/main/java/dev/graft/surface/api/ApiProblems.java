package dev.graft.surface.api;

import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.NotFound;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.TransactionFailed;
import dev.graft.surface.api.ApiProblem.Source;
import java.util.Optional;

/// The one place where a refusal becomes a status. The titles are Rootly's where a client may look for them.
final class ApiProblems {
    private ApiProblems() {}

    /// @return empty for what is a bug of ours
    static Optional<ApiProblem> find(RuntimeException failure) {
        return switch (failure) {
            case ApiProblem problem -> Optional.of(problem);
            case Forbidden forbidden -> Optional.of(new ApiProblem(403, "Forbidden", said(forbidden)));
            case NotFound notFound -> Optional.of(new ApiProblem(404, "Not found or unauthorized", said(notFound)));
            case Conflict conflict -> Optional.of(new ApiProblem(400, said(conflict), said(conflict)));
            case Invalid invalid ->
                Optional.of(new ApiProblem(
                        422, said(invalid), said(invalid), new Source.Pointer("/data/attributes/" + invalid.field())));
            case DatabaseDown _ ->
                Optional.of(new ApiProblem(
                        503, "Database not available", "Nothing was changed. Ask again in a few seconds."));
            case TransactionFailed failed ->
                Optional.of(new ApiProblem(
                        503,
                        "Database not available",
                        failed.fate() == TransactionFailed.Fate.ROLLED_BACK
                                ? "Nothing was changed. Ask again in a few seconds."
                                : "Whether the change was made is not known. Look before you ask again."));
            default -> Optional.empty();
        };
    }

    static ApiProblem invalidToken() {
        return new ApiProblem(
                401,
                "Invalid token",
                "Send the header \"Authorization: Bearer …\" with an API token of this hub that has not expired.",
                new Source.Header("Authorization"));
    }

    static ApiProblem notFound(String what) {
        return new ApiProblem(404, "Not found or unauthorized", what);
    }

    private static String said(RuntimeException refusal) {
        return Optional.ofNullable(refusal.getMessage()).orElse("Refused");
    }
}
