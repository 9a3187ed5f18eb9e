package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/sandbox/scenarios` for scripts, `/scenarios` for people: what there is, what plays, start and stop.
final class ScenarioCalls {
    private final Scenarios scenarios;
    private final ScenarioPages pages;

    ScenarioCalls(Scenarios scenarios) {
        this.scenarios = scenarios;
        pages = new ScenarioPages(scenarios);
    }

    void addTo(HttpRouting.Builder routing) {
        routing.get("/sandbox/scenarios", ControlCalls.guarded((_, response) -> sendAll(response)))
                .delete("/sandbox/scenarios", ControlCalls.guarded((_, response) -> {
                    scenarios.stopAll();
                    sendAll(response);
                }))
                .post(
                        "/sandbox/scenarios/{name}",
                        ControlCalls.guarded(
                                (request, response) -> send(response, render(scenarios.start(name(request))))))
                .delete(
                        "/sandbox/scenarios/{name}",
                        ControlCalls.guarded(
                                (request, response) -> send(response, render(scenarios.stop(name(request))))))
                .get(
                        "/scenarios",
                        (_, response) -> LivePage.send(response, LivePage.of("Scenarios", "Scenarios", pages.list())))
                .post("/scenarios/{name}/start", LivePage.pressed("/scenarios", (request, response) -> {
                    scenarios.start(name(request));
                    LivePage.seeOther(response, "/phones");
                }))
                .post("/scenarios/{name}/stop", LivePage.pressed("/scenarios", (request, response) -> {
                    scenarios.stop(name(request));
                    LivePage.seeOther(response, "/scenarios");
                }));
    }

    private void sendAll(ServerResponse response) {
        send(
                response,
                Map.of(
                        "scenarios",
                        ScenarioScripts.all().stream().map(this::render).toList()));
    }

    private Map<String, Object> render(Scenario scenario) {
        var progress = scenarios.findProgress(scenario);
        var one = new LinkedHashMap<String, Object>();
        one.put("name", scenario.name());
        one.put("shows", scenario.shows());
        one.put("seconds", scenario.length().toSeconds());
        one.put("steps", scenario.steps().size());
        one.put("playing", progress.isPresent());
        progress.ifPresent(playing -> {
            one.put("steps_done", playing.stepsDone());
            one.put("started_at", Timestamps.iso(playing.startedAt()));
        });
        return one;
    }

    private static String name(ServerRequest request) {
        return request.path().pathParameters().get("name");
    }

    private static void send(ServerResponse response, Object body) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        response.send(Json.write(body));
    }
}
