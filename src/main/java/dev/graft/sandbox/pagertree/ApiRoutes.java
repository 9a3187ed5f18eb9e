package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /// @param body JSON to be, or a page of HTML as text; empty for none
    record Answer(int status, Optional<Object> body, boolean isPage, Map<String, String> headers) {
        static Answer of(int status, Object body) {
            return new Answer(status, Optional.of(body), false, Map.of());
        }

        static Answer ok(Object body) {
            return of(200, body);
        }

        static Answer noContent() {
            return new Answer(204, Optional.empty(), false, Map.of());
        }

        static Answer page(int status, String html) {
            return new Answer(status, Optional.of(html), true, Map.of());
        }

        Answer withHeader(String name, String value) {
            return new Answer(status, body, isPage, Map.of(name, value));
        }

        byte[] bytes() {
            var what = body.orElseThrow();
            return isPage ? what.toString().getBytes(StandardCharsets.UTF_8) : Json.write(what);
        }

        ServerResponse head(ServerResponse response) {
            response.status(Status.create(status));
            headers.forEach((name, value) -> response.header(HeaderNames.create(name), value));
            if (body.isPresent()) {
                response.header(
                        HeaderNames.CONTENT_TYPE,
                        isPage ? "text/html; charset=utf-8" : "application/json; charset=utf-8");
            }
            return response;
        }

        void send(ServerResponse response) {
            head(response);
            if (body.isPresent()) {
                response.send(bytes());
            } else {
                response.send();
            }
        }
    }

    private final HttpRouting.Builder routing;
    private final Directory directory;
    private final StateFile file;
    private final FaultyAnswers faulty;

    ApiRoutes(HttpRouting.Builder routing, Directory directory, StateFile file, FaultyAnswers faulty) {
        this.routing = routing;
        this.directory = directory;
        this.file = file;
        this.faulty = faulty;
    }

    ApiRoutes on(Method method, String path, Function<Call, Answer> handler) {
        var kind = FaultyAnswers.kind(method, path);
        routing.route(method, BASE + path, (request, response) -> serve(request, response, kind, handler));
        return this;
    }

    /// To be called last: what nobody else took does not exist.
    void elseNotFound() {
        routing.any(
                BASE + "/*",
                (request, response) -> serve(request, response, Faults.Call.OTHER, _ -> {
                    throw ApiProblem.notFound();
                }));
    }

    private void serve(
            ServerRequest request, ServerResponse response, Faults.Call kind, Function<Call, Answer> handler) {
        try {
            var actor = authenticate(request);
            var instead = faulty.instead(kind);
            if (instead.isPresent()) {
                instead.get().send(response);
                return;
            }
            var answer = handler.apply(new Call(request, actor, Parameters.of(request), query(request)));
            file.awaitWritten();
            faulty.send(kind, response, answer);
        } catch (ApiProblem problem) {
            Answer.of(problem.status(), problem.body()).send(response);
        } catch (Refused refused) {
            var message = refused.getMessage() == null ? "refused" : refused.getMessage();
            Answer.of(422, ApiProblem.invalid(message).body()).send(response);
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
