package dev.graft.surface.web;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.partner.pagertree.Disconnection;
import dev.graft.partner.pagertree.Integrations;
import dev.graft.partner.pagertree.OutgoingWebhooks;
import dev.graft.platform.change.Changes;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/// The web console. Register it last: it answers whatever address nobody else does.
public final class WebSurface implements AutoCloseable {
    private final Workspaces workspaces;
    private final Supplier<URI> publicUrl;
    private final Clock clock;
    private final LiveStreams streams;
    private final Assets assets = new Assets();
    private final SignInRoutes signIn;
    private final HomeRoutes home;
    private final AlertRoutes alertPages;
    private final IncidentRoutes incidentPages;
    private final IncidentFormRoutes incidentForms;
    private final WorkflowRoutes workflowPages;
    private final IntegrationRoutes integrationPages;
    private final DisconnectRoutes disconnectPages;

    /// What the console stands on.
    ///
    /// @param publicUrl how the outside reaches this hub; asked for with each request
    public record Parts(
            Workspaces workspaces,
            Alerts alerts,
            Incidents incidents,
            Workflows workflows,
            Pages pages,
            Integrations integrations,
            OutgoingWebhooks webhooks,
            Disconnection disconnection,
            Changes changes,
            Supplier<URI> publicUrl,
            Clock clock) {}

    public WebSurface(Parts parts) {
        this.workspaces = parts.workspaces();
        this.publicUrl = parts.publicUrl();
        this.clock = parts.clock();
        this.streams = new LiveStreams(parts.changes());
        var alerts = parts.alerts();
        var incidents = parts.incidents();
        var workflows = parts.workflows();
        var pages = parts.pages();
        var integrations = parts.integrations();
        var rows = new Rows(workspaces, alerts, incidents);
        this.signIn = new SignInRoutes(workspaces, streams);
        this.home = new HomeRoutes(alerts, incidents, pages, rows);
        this.alertPages = new AlertRoutes(alerts, incidents, workflows, rows);
        this.incidentPages = new IncidentRoutes(incidents, alerts, pages, workflows, rows);
        this.incidentForms = new IncidentFormRoutes(
                workspaces, alerts, incidents, pages, incidentPages, new Pageable(workspaces, integrations));
        this.workflowPages = new WorkflowRoutes(workflows);
        this.integrationPages = new IntegrationRoutes(integrations, parts.webhooks(), rows, publicUrl);
        this.disconnectPages = new DisconnectRoutes(parts.disconnection());
    }

    public void routes(HttpRouting.Builder builder) {
        assets.register(builder);
        var routing = new WebRouting(builder, workspaces, assets, streams, publicUrl, clock);
        signIn.register(routing);
        home.register(routing);
        alertPages.register(routing);
        incidentForms.register(routing);
        incidentPages.register(routing);
        workflowPages.register(routing);
        integrationPages.register(routing);
        disconnectPages.register(routing);
        routing.otherwise();
    }

    /// Ends the streams; pages and forms go on until the server stops.
    @Override
    public void close() {
        streams.close();
    }
}
