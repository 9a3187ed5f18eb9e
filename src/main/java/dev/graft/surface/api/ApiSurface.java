package dev.graft.surface.api;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Workspaces;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The API. Rootly's clients work against `/v1` (or `/api/v1`) unchanged; `/graft/v1` has what Rootly has not.
///
/// Every request brings `Authorization: Bearer` and an API token; cookies count for nothing here, so no page of
/// another site can make a browser ask.
public final class ApiSurface {
    private final Workspaces workspaces;
    private final Supplier<URI> publicUrl;
    private final CatalogueRoutes catalogue;
    private final AlertRoutes alerts;
    private final IncidentRoutes incidents;
    private final GraftRoutes graft;

    /// @param publicUrl how the outside reaches this hub; asked for with each request
    public ApiSurface(
            Workspaces workspaces,
            Alerts alerts,
            Incidents incidents,
            Workflows workflows,
            Pages pages,
            Supplier<URI> publicUrl) {
        this.workspaces = workspaces;
        this.publicUrl = publicUrl;
        this.catalogue = new CatalogueRoutes(workspaces);
        this.alerts = new AlertRoutes(alerts, incidents);
        this.incidents = new IncidentRoutes(incidents, alerts, this.alerts, catalogue);
        this.graft = new GraftRoutes(incidents, workflows, pages, this.incidents, this.alerts, catalogue);
    }

    public void routes(HttpRouting.Builder routing) {
        routing.register("/v1", service(this::rootly));
        routing.register("/api/v1", service(this::rootly));
        routing.register("/graft/v1", service(graft::register));
    }

    private void rootly(ApiRouting routing) {
        catalogue.register(routing);
        alerts.register(routing);
        incidents.register(routing);
    }

    private HttpService service(Consumer<ApiRouting> routes) {
        return rules -> {
            var routing = new ApiRouting(rules, workspaces, publicUrl);
            routes.accept(routing);
            routing.otherwise(_ -> {
                throw ApiProblems.notFound("There is nothing at this address, or not for this method.");
            });
        };
    }
}
