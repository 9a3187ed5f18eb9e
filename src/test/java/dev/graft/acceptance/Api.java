package dev.graft.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// A client of one HTTP API, the hub's or the sandbox's, that knows a token and nothing else.
final class Api {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String base;
    private final String token;
    private final String mediaType;

    private Api(String base, String token, String mediaType) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token;
        this.mediaType = mediaType;
    }

    static Api graft(DemoProcess demo) {
        return new Api(demo.environment("GRAFT_URL"), demo.environment("GRAFT_TOKEN"), "application/vnd.api+json");
    }

    /// Through another node of the same hub.
    static Api graft(DemoProcess demo, String url) {
        return new Api(url, demo.environment("GRAFT_TOKEN"), "application/vnd.api+json");
    }

    static Api pagertree(DemoProcess demo) {
        return new Api(
                demo.environment("PAGERTREE_API_URL"), demo.environment("PAGERTREE_API_KEY"), "application/json");
    }

    /// What only a stand-in for PagerTree has: faults, nobody on call.
    static Api sandbox(DemoProcess demo) {
        return new Api(demo.environment("PAGERTREE_UI_URL"), demo.environment("PAGERTREE_API_KEY"), "application/json");
    }

    record Answer(int status, JsonNode body) {}

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    private Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mediaType)
                .header("Accept", mediaType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            var bytes = response.body();
            return new Answer(
                    response.statusCode(), bytes.length == 0 ? Json.mapper().nullNode() : Json.read(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException(method + " " + path + " did not answer JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Posts raw bytes to any address, and answers the status; -1 when the connection failed.
    static int deliver(String url, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
