package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// What all calls of API v4 have in common: the token, the parameters, the form of answers and refusals.
final class ApiRoutes {
    static final String BASE = "/api/v4";

    private static final String BEARER = "Bearer ";

    /// One call, its token checked.
    record Call(ServerRequest request, Actor actor, Parameters parameters, Map<String, String> query) {
        String id() {
            return request.path().pathParameters().get("id");
        }

        /// Members may view, acknowledge and reject; everything else is for admins.
        void mustBeAdmin() {
            if (!actor.isAdmin()) {
                throw ApiProblem.forbidden();
            }
        }
    }

    /// @param isWithheld has taken effect and is never given
    record Answer(int status, Optional<Object> body, Map<String, String> headers, boolean isWithheld) {
        static Answer of(int status, Object body) {
            return new Answer(status, Optional.of(body), Map.of(), false);
        }

        static Answer ok(Object body) {
            return of(200, body);
        }

        static Answer noContent() {
            return new Answer(204, Optional.empty(), Map.of(), false);
        }

        Answer withheld() {
            return new Answer(status, body, headers, true);
        }

        Answer withHeader(String name, String value) {
            return new Answer(status, body, Map.of(name, value), isWithheld);
        }
    }

    private final HttpRouting.Builder routing;
    private final Directory directory;
    private final StateFile file;
    private final Duration hangFor;
    private final CountDownLatch closing;

    ApiRoutes(
            HttpRouting.Builder routing,
            Directory directory,
            StateFile file,
            Duration hangFor,
            CountDownLatch closing) {
        this.routing = routing;
        this.directory = directory;
        this.file = file;
        this.hangFor = hangFor;
        this.closing = closing;
    }

    ApiRoutes on(Method method, String path, Function<Call, Answer> handler) {
        routing.route(method, BASE + path, (request, response) -> serve(request, response, handler));
        return this;
    }

    /// To be called last: what nobody else took does not exist.
    void elseNotFound() {
        routing.any(
                BASE + "/*",
                (request, response) -> serve(request, response, _ -> {
                    throw ApiProblem.notFound();
                }));
    }

    private void serve(ServerRequest request, ServerResponse response, Function<Call, Answer> handler)
            throws InterruptedException {
        try {
            var actor = authenticate(request);
            var answer = handler.apply(new Call(request, actor, Parameters.of(request), query(request)));
            file.awaitWritten();
            if (answer.isWithheld()) {
                boolean isClosing = closing.await(hangFor.toMillis(), TimeUnit.MILLISECONDS);
                throw new CloseConnectionException(isClosing ? "closing" : "the caller must have given up");
            }
            send(response, answer);
        } catch (ApiProblem problem) {
            send(response, Answer.of(problem.status(), problem.body()));
        } catch (Refused refused) {
            var message = refused.getMessage() == null ? "refused" : refused.getMessage();
            send(response, Answer.of(422, ApiProblem.invalid(message).body()));
        }
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (answer.body().isPresent()) {
            response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
            response.send(Json.write(answer.body().get()));
        } else {
            response.send();
        }
    }

    private Actor authenticate(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value ->
                        directory.findActor(value.substring(BEARER.length()).strip()))
                .orElseThrow(ApiProblem::unauthorized);
    }

    private static Map<String, String> query(ServerRequest request) {
        var query = new LinkedHashMap<String, String>();
        for (var name : request.query().names()) {
            query.put(name, request.query().all(name).getLast());
        }
        return query;
    }
}
