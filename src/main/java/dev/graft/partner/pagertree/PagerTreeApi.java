package dev.graft.partner.pagertree;

import dev.graft.platform.http.Json;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.http.OutgoingHttp.Request;
import dev.graft.platform.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Speaks PagerTree's API v4 with one key (https://pagertree.com/docs/api, read 2026-11-23). One method, one request:
/// nothing is repeated here, no redirect is followed, and the key goes to the configured host alone.
final class PagerTreeApi {
    /// PagerTree's own limit on one part of a list.
    static final int LONGEST_LIST = 100;

    private final OutgoingHttp http;
    private final PagerTreeEnvironment environment;
    private final Secret key;
    private final Clock clock;

    PagerTreeApi(OutgoingHttp http, PagerTreeEnvironment environment, Secret key, Clock clock) {
        this.http = http;
        this.environment = environment;
        this.key = key;
        this.clock = clock;
    }

    Answer createAlert(Map<String, Object> alert, Duration deadline) {
        return post("/alerts", Optional.of(alert), deadline);
    }

    Answer alert(String id, Duration deadline) {
        return get("/alerts/" + checked(id), "GET /alerts/…", Map.of(), deadline);
    }

    Answer resolve(String id, Duration deadline) {
        return post("/alerts/" + checked(id) + "/resolve", Optional.empty(), deadline);
    }

    Answer acknowledge(String id, Duration deadline) {
        return post("/alerts/" + checked(id) + "/acknowledge", Optional.empty(), deadline);
    }

    Answer comment(String id, String text, Duration deadline) {
        return post("/alerts/" + checked(id) + "/comments", Optional.of(Map.of("body", text)), deadline);
    }

    /// One alert at most: what the key is tested with.
    Answer anyAlert(Duration deadline) {
        return get("/alerts", Map.of("limit", "1"), deadline);
    }

    Answer alertsByReference(String reference, Duration deadline) {
        return get("/alerts", Map.of("thirdparty_id", reference, "limit", "" + LONGEST_LIST), deadline);
    }

    /// Newest first, so that what is looked for is on the first page.
    Answer alertsCreatedBetween(Instant from, Instant to, int offset, Duration deadline) {
        var query = new LinkedHashMap<String, String>();
        query.put("created_at", from + ".." + to);
        query.put("ops", "created_at:between");
        query.put("sort", "created_at");
        query.put("direction", "desc");
        query.put("limit", "" + LONGEST_LIST);
        query.put("offset", "" + offset);
        return get("/alerts", query, deadline);
    }

    /// What kinds of integrations there are; the outgoing webhook is one of them.
    Answer integrationTypes(int offset, Duration deadline) {
        return list("integration_types", offset, deadline);
    }

    Answer createIntegration(Map<String, Object> integration, Duration deadline) {
        return post("/integrations", Optional.of(integration), deadline);
    }

    Answer updateIntegration(String id, Map<String, Object> integration, Duration deadline) {
        return send(
                "PUT /integrations/…",
                new Request(
                        "PUT",
                        URI.create(environment.apiUrl() + "/integrations/" + checked(id)),
                        headers(Optional.of("application/json")),
                        Json.write(integration),
                        deadline));
    }

    /// Answered without a body.
    Answer deleteIntegration(String id, Duration deadline) {
        var address = URI.create(environment.apiUrl() + "/integrations/" + checked(id));
        var outcome = http.send(new Request("DELETE", address, headers(Optional.empty()), new byte[0], deadline));
        return AnswerRules.readWithoutBody("DELETE /integrations/…", outcome, clock.instant());
    }

    /// @param resource `teams`, `account_users`, `routers` or `integrations`
    Answer list(String resource, int offset, Duration deadline) {
        return get("/" + resource, Map.of("limit", "" + LONGEST_LIST, "offset", "" + offset), deadline);
    }

    private Answer get(String path, Map<String, String> query, Duration deadline) {
        return get(path, "GET " + path, query, deadline);
    }

    private Answer get(String path, String call, Map<String, String> query, Duration deadline) {
        var address = new StringBuilder(environment.apiUrl().toString()).append(path);
        var separator = '?';
        for (var parameter : query.entrySet()) {
            address.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return send(call, Request.get(URI.create(address.toString()), headers(Optional.empty()), deadline));
    }

    private Answer post(String path, Optional<Object> body, Duration deadline) {
        var address = URI.create(environment.apiUrl() + path);
        var json = body.map(Json::write).orElseGet(() -> "{}".getBytes(StandardCharsets.UTF_8));
        var call = "POST " + path.replaceFirst("^/alerts/[^/]+", "/alerts/…");
        return send(call, Request.post(address, headers(Optional.of("application/json")), json, deadline));
    }

    private Answer send(String call, Request request) {
        return AnswerRules.read(call, http.send(request), clock.instant());
    }

    private Map<String, String> headers(Optional<String> contentType) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "Bearer " + key.reveal());
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Graft");
        contentType.ifPresent(type -> headers.put("Content-Type", type));
        return headers;
    }

    private static String checked(String id) {
        if (!PagerTreeIds.isOne(id)) {
            throw new IllegalStateException("an id of PagerTree's was expected, which only comes here after a check");
        }
        return id;
    }
}
