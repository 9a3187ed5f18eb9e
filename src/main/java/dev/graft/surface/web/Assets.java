package dev.graft.surface.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Style sheets, the script and the icon: a handful of files, read once, so that no path from outside ever names a
/// file. Their addresses carry a digest of their contents and may be kept for ever.
public final class Assets {
    private static final String PICO = "/META-INF/resources/webjars/picocss__pico/2.1.1/css/pico.min.css";

    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    private record Asset(String type, byte[] plain, byte[] packed, String digest) {}

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    Assets() {
        add("pico.css", PICO, "text/css; charset=utf-8");
        add("graft.css", "/dev/graft/static/graft.css", "text/css; charset=utf-8");
        add("graft.js", "/dev/graft/static/graft.js", "text/javascript; charset=utf-8");
        add("graft.svg", "/dev/graft/static/graft.svg", "image/svg+xml");
    }

    /// The address of an asset.
    public String of(String name) {
        return "/assets/" + asset(name).digest() + "/" + name;
    }

    void register(HttpRules rules) {
        rules.get("/assets/{digest}/{name}", this::serve);
        rules.get("/favicon.ico", (request, response) -> send(request, response, asset("graft.svg"), false));
    }

    private void serve(ServerRequest request, ServerResponse response) {
        var name = request.path().pathParameters().get("name");
        var found = Optional.ofNullable(assets.get(name));
        if (found.isEmpty()) {
            response.status(404).send("There is no such file.");
            return;
        }
        // A node of another version asks by another digest: it gets what we have, and must not keep it.
        var isOurs = found.get().digest().equals(request.path().pathParameters().get("digest"));
        send(request, response, found.get(), isOurs);
    }

    private static void send(ServerRequest request, ServerResponse response, Asset asset, boolean mayBeKept) {
        response.header("Content-Type", asset.type());
        response.header("Cache-Control", mayBeKept ? "public, max-age=31536000, immutable" : "no-cache");
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Vary", "Accept-Encoding");
        var packs = request.headers()
                .first(HeaderNames.ACCEPT_ENCODING)
                .filter(accepted -> accepted.contains("gzip"))
                .isPresent();
        if (packs) {
            response.header("Content-Encoding", "gzip");
        }
        response.send(packs ? asset.packed() : asset.plain());
    }

    private void add(String name, String resource, String type) {
        try (var in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected the file " + resource + " in the jar");
            }
            var plain = in.readAllBytes();
            assets.put(name, new Asset(type, plain, packed(plain), digest(plain)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private Asset asset(String name) {
        var asset = assets.get(name);
        if (asset == null) {
            throw new IllegalStateException("expected an asset called " + name);
        }
        return asset;
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
