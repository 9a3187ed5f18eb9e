package dev.graft.surface.web;

import dev.graft.platform.http.HttpServer;

/// Serves the gallery, for looking at with a browser: `http://127.0.0.1:PORT/incident`.
final class Showroom {
    private Showroom() {}

    public static void main(String... arguments) throws InterruptedException {
        var assets = new Assets();
        var server = HttpServer.start("127.0.0.1", Integer.parseInt(arguments[0]), routes -> {
            assets.register(routes);
            new Gallery(arguments.length > 1 ? arguments[1] : "", assets)
                    .pages()
                    .forEach((name, page) -> routes.get("/" + name, (_, response) -> {
                        response.header("Content-Type", "text/html; charset=utf-8");
                        response.send(page.body());
                    }));
        });
        Thread.currentThread().join();
        server.close();
    }
}
