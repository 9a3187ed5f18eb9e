package dev.graft;

import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.Db;
import dev.graft.platform.http.HttpServer;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;

/// What operators and load balancers ask: is it alive, can it serve, how does it do. `/live` and `/ready` are on both
/// ports; `/metrics` only on the management port, which listens on this machine alone.
final class Management implements AutoCloseable {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Db db;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private volatile boolean serving;

    Management(Db db) {
        this.db = db;
        collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    /// From now on `/ready` answers 200, as long as the database does.
    void nowServing(boolean now) {
        serving = now;
    }

    HttpServer start(int port) {
        return HttpServer.start("127.0.0.1", port, routes -> {
            health(routes);
            routes.get("/metrics", (request, response) -> {
                response.header(HeaderNames.CONTENT_TYPE, PROMETHEUS_TEXT);
                response.send(meters.scrape().getBytes(StandardCharsets.UTF_8));
            });
        });
    }

    void health(HttpRouting.Builder routes) {
        routes.get("/live", (request, response) -> say(response, Status.OK_200, "alive"));
        routes.get("/ready", (request, response) -> {
            if (!serving) {
                say(response, Status.SERVICE_UNAVAILABLE_503, "starting or stopping");
            } else if (!databaseAnswers()) {
                say(response, Status.SERVICE_UNAVAILABLE_503, "the database does not answer");
            } else {
                say(response, Status.OK_200, "ready");
            }
        });
    }

    private boolean databaseAnswers() {
        try {
            return db.inOneStatement(
                    "ask whether the database answers",
                    tx -> tx.query("select true as answers").only(row -> row.bool("answers")));
        } catch (DatabaseDown down) {
            return false;
        }
    }

    private static void say(ServerResponse response, Status status, String words) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.send((words + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        collections.close();
        meters.close();
    }
}
