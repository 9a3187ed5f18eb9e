package dev.graft.surface.api;

import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a handler of an endpoint: who calls, what is answered, and what a refusal looks like.
final class ApiRouting {
    /// Answers one request; a refusal is thrown.
    interface Endpoint {
        Answer answer(ApiRequest request);
    }

    static final String MEDIA_TYPE = "application/vnd.api+json; charset=utf-8";

    private static final Logger log = LoggerFactory.getLogger(ApiRouting.class);
    private static final String BEARER = "bearer ";

    private final HttpRules rules;
    private final Workspaces workspaces;
    private final Supplier<URI> publicUrl;

    ApiRouting(HttpRules rules, Workspaces workspaces, Supplier<URI> publicUrl) {
        this.rules = rules;
        this.workspaces = workspaces;
        this.publicUrl = publicUrl;
    }

    ApiRouting get(String path, Endpoint endpoint) {
        rules.get(path, handler(endpoint));
        return this;
    }

    ApiRouting post(String path, Endpoint endpoint) {
        rules.post(path, handler(endpoint));
        return this;
    }

    /// PUT and PATCH alike: clients do not agree on which of them changes what.
    ApiRouting change(String path, Endpoint endpoint) {
        rules.put(path, handler(endpoint));
        rules.patch(path, handler(endpoint));
        return this;
    }

    /// Whatever else is asked for below these paths.
    void otherwise(Endpoint endpoint) {
        rules.any(handler(endpoint));
    }

    private Handler handler(Endpoint endpoint) {
        return (request, response) -> {
            Answer answer;
            try {
                answer = endpoint.answer(authenticated(request));
            } catch (RuntimeException failure) {
                answer = refuse(failure);
            }
            send(response, answer);
        };
    }

    private ApiRequest authenticated(ServerRequest request) {
        var caller = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty())
                .flatMap(workspaces::findByToken)
                .orElseThrow(ApiProblems::invalidToken);
        return new ApiRequest(request, caller, new Addresses(publicUrl.get()));
    }

    private static Answer refuse(RuntimeException failure) {
        return ApiProblems.find(failure)
                .orElseGet(() -> {
                    log.atError().setCause(failure).log("an API request failed");
                    return new ApiProblem(
                            500,
                            "Internal error",
                            "Something went wrong in Graft. The log of the hub says what; nothing is wrong with your"
                                    + " request.");
                })
                .answer();
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(answer.status());
        response.header("Content-Type", MEDIA_TYPE);
        response.header("Cache-Control", "no-store");
        response.header("X-Content-Type-Options", "nosniff");
        if (answer.status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        response.send(Json.write(answer.document()));
    }
}
