package dev.graft.sandbox.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.http.OutgoingHttp.Outcome;
import dev.graft.platform.http.OutgoingHttp.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Calls a sandbox as a client of PagerTree would: over HTTP, with a token.
final class SandboxUser implements AutoCloseable {
    record Answer(int status, JsonNode body, Map<String, List<String>> headers, String text) {
        String at(String name) {
            return body.path(name).asText();
        }

        List<String> messages() {
            return body.path("errors").findValuesAsText("message");
        }
    }

    private final OutgoingHttp http = new OutgoingHttp(Duration.ofSeconds(2), 4 * 1024 * 1024);
    private final SandboxPagerTree sandbox;

    SandboxUser(SandboxPagerTree sandbox) {
        this.sandbox = sandbox;
    }

    Answer get(String path) {
        return answer(
                Request.get(URI.create(sandbox.apiUrl() + path), token(sandbox.apiKey()), Duration.ofSeconds(10)));
    }

    Answer post(String path, Object body) {
        return postAs(sandbox.apiKey(), path, body);
    }

    Answer postAs(String token, String path, Object body) {
        return send("POST", sandbox.apiUrl() + path, token, "application/json", Json.write(body));
    }

    Answer put(String path, Object body) {
        return send("PUT", sandbox.apiUrl() + path, sandbox.apiKey(), "application/json", Json.write(body));
    }

    Answer delete(String path) {
        return send("DELETE", sandbox.apiUrl() + path, sandbox.apiKey(), "application/json", new byte[0]);
    }

    Answer postForm(String path, String form) {
        return send(
                "POST",
                sandbox.apiUrl() + path,
                sandbox.apiKey(),
                "application/x-www-form-urlencoded",
                form.getBytes(StandardCharsets.UTF_8));
    }

    Answer send(String method, String url, String token, String contentType, byte[] body) {
        var headers = new LinkedHashMap<>(token(token));
        headers.put("Content-Type", contentType);
        return answer(new Request(method, URI.create(url), headers, body, Duration.ofSeconds(10)));
    }

    Outcome tryToCreate(Object body, Duration deadline) {
        var headers = new LinkedHashMap<>(token(sandbox.apiKey()));
        headers.put("Content-Type", "application/json");
        return http.send(Request.post(URI.create(sandbox.apiUrl() + "/alerts"), headers, Json.write(body), deadline));
    }

    Answer createAlert(String title, String... teamNames) {
        var teams = List.of(teamNames).stream().map(this::teamId).toList();
        var created = post("/alerts", Map.of("title", title, "urgency", "high", "destination_team_ids", teams));
        if (created.status() != 201) {
            throw new AssertionError(created.text());
        }
        return created;
    }

    String status(Answer alert) {
        return get("/alerts/" + alert.at("id")).at("status");
    }

    String teamId(String name) {
        return sandbox.teams().stream()
                .filter(team -> team.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Override
    public void close() {
        http.close();
    }

    private static Map<String, String> token(String token) {
        return token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    private Answer answer(Request request) {
        return switch (http.send(request)) {
            case Outcome.Answered answered -> {
                var text = new String(answered.body(), StandardCharsets.UTF_8);
                yield new Answer(answered.status(), json(answered.body()), answered.headers(), text);
            }
            case Outcome.NotSent(var reason) -> throw new AssertionError(reason);
            case Outcome.Unknown(var reason) -> throw new AssertionError(reason);
        };
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0
                    ? Json.mapper().createObjectNode()
                    : Json.mapper().readTree(body);
        } catch (java.io.IOException e) {
            return Json.mapper().createObjectNode();
        }
    }
}
