package dev.graft.surface.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Workflows;
import io.helidon.http.HeaderNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What Rootly's API has no words for: why something happened or did not, who was paged and what became of it, and
/// what a person has to know now.
final class GraftRoutes {
    private final Incidents incidents;
    private final Workflows workflows;
    private final Pages pages;
    private final IncidentRoutes incidentRoutes;
    private final AlertRoutes alertRoutes;
    private final CatalogueRoutes catalogue;

    GraftRoutes(
            Incidents incidents,
            Workflows workflows,
            Pages pages,
            IncidentRoutes incidentRoutes,
            AlertRoutes alertRoutes,
            CatalogueRoutes catalogue) {
        this.incidents = incidents;
        this.workflows = workflows;
        this.pages = pages;
        this.incidentRoutes = incidentRoutes;
        this.alertRoutes = alertRoutes;
        this.catalogue = catalogue;
    }

    void register(ApiRouting routing) {
        routing.get(
                        "/incidents/{id}/decisions",
                        request -> decisions(
                                request,
                                workflows.decisions(
                                        request.caller(),
                                        incidentRoutes.find(request).id())))
                .get(
                        "/alerts/{id}/decisions",
                        request -> decisions(
                                request,
                                workflows.decisions(
                                        request.caller(),
                                        alertRoutes.find(request).id())))
                .get("/incidents/{id}/pages", this::pagesOf)
                .post("/pages", this::page)
                .get(
                        "/alarms",
                        request -> Answer.list(
                                request,
                                CatalogueRoutes.slice(
                                        pages.alarms(request.caller()).stream()
                                                .map(GraftDocuments::alarm)
                                                .toList(),
                                        request.slice())));
    }

    private static Answer decisions(ApiRequest request, List<Decision> decisions) {
        return Answer.list(
                request,
                CatalogueRoutes.slice(
                        decisions.stream().map(GraftDocuments::decision).toList(), request.slice()));
    }

    private Answer pagesOf(ApiRequest request) {
        var incident = incidentRoutes.find(request);
        var resources = pages.pagesOf(request.caller(), incident.id()).stream()
                .map(page -> GraftDocuments.page(pages.receipt(request.caller(), page.id())))
                .toList();
        return Answer.list(request, CatalogueRoutes.slice(resources, request.slice()));
    }

    /// A person pages. With an `Idempotency-Key`, asking twice is one page.
    private Answer page(ApiRequest request) {
        var document = request.document("pages");
        var incident = incident(request, document);
        var destinations = new ArrayList<Destination>();
        for (var team : catalogue.teamsNamed(request, document, "team_ids")) {
            destinations.add(team.pagertreeId()
                    .map(id -> Destination.team(id, team.name()))
                    .orElseThrow(() -> document.invalid(
                            "team_ids", team.name() + " has no PagerTree team, so nobody can be paged for it")));
        }
        var named = document.objects("destinations");
        for (int i = 0; i < named.size(); i++) {
            destinations.add(destination(document, named.get(i), "destinations/" + i));
        }
        if (destinations.isEmpty()) {
            throw document.invalid("team_ids", "Say whom to page, in team_ids or destinations");
        }
        var page = pages.pageByHand(
                request.caller(),
                incident.id(),
                destinations,
                document.text("message"),
                request.header(HeaderNames.create("Idempotency-Key")));
        return Answer.created(GraftDocuments.page(pages.receipt(request.caller(), page.id())));
    }

    private Incident incident(ApiRequest request, RequestDocument document) {
        var name = document.text("incident_id")
                .orElseThrow(() -> document.invalid("incident_id", "Incident can't be blank"));
        return incidents
                .findByAnyId(request.caller(), name)
                .orElseThrow(() -> document.invalid("incident_id", "There is no incident " + name));
    }

    private static Destination destination(RequestDocument document, JsonNode node, String place) {
        var id = node.path("id").asText("");
        if (id.isBlank()) {
            throw document.invalid(place + "/id", "A destination has the id of a PagerTree team, user or router");
        }
        var kind = Arrays.stream(Destination.Kind.values())
                .filter(candidate ->
                        Attributes.word(candidate).equals(node.path("kind").asText("team")))
                .findFirst()
                .orElseThrow(() -> document.invalid(place + "/kind", "A destination is a team, user or router"));
        return new Destination(
                kind,
                id,
                Optional.of(node.path("name").asText(""))
                        .filter(name -> !name.isBlank())
                        .orElse(id));
    }
}
