package dev.graft.surface.api;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.IncidentFilter;
import dev.graft.domain.incident.IncidentFilter.Order;
import dev.graft.domain.incident.IncidentKind;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.incident.TimelineLine.Visibility;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.Team;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.surface.api.Answer.Included;
import dev.graft.surface.api.ApiProblem.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Incidents: declared, read, changed; their timelines and their alerts.
final class IncidentRoutes {
    private static final Map<String, Order> ORDERS = Map.of(
            "-created_at", Order.NEWEST_FIRST,
            "created_at", Order.OLDEST_FIRST,
            "-updated_at", Order.LAST_CHANGED_FIRST,
            "updated_at", Order.LAST_CHANGED_LAST);

    private final Incidents incidents;
    private final Alerts alerts;
    private final AlertRoutes alertRoutes;
    private final CatalogueRoutes catalogue;

    IncidentRoutes(Incidents incidents, Alerts alerts, AlertRoutes alertRoutes, CatalogueRoutes catalogue) {
        this.incidents = incidents;
        this.alerts = alerts;
        this.alertRoutes = alertRoutes;
        this.catalogue = catalogue;
    }

    void register(ApiRouting routing) {
        routing.get("/incidents", this::list)
                .post("/incidents", this::create)
                .get("/incidents/{id}", request -> Answer.ok(included(request, find(request))))
                .change("/incidents/{id}", this::update)
                .change(
                        "/incidents/{id}/in_triage",
                        verb(document -> new IncidentCommand.MoveTo(IncidentStatus.IN_TRIAGE, Optional.empty())))
                .change(
                        "/incidents/{id}/mitigate",
                        verb(document -> new IncidentCommand.Mitigate(document.text("mitigation_message"))))
                .change(
                        "/incidents/{id}/resolve",
                        verb(document -> new IncidentCommand.Resolve(document.text("resolution_message"))))
                .change(
                        "/incidents/{id}/cancel",
                        verb(document -> new IncidentCommand.Cancel(document.text("cancellation_message"))))
                .change("/incidents/{id}/restart", verb(document -> new IncidentCommand.Start()))
                .change("/incidents/{id}/duplicate", this::duplicate)
                .get("/incidents/{id}/events", this::events)
                .post("/incidents/{id}/events", this::addEvent)
                .get("/incidents/{id}/alerts", request -> alertsOf(request, find(request)))
                .post("/incidents/{id}/alerts", this::attach);
    }

    Incident find(ApiRequest request) {
        return incidents
                .findByAnyId(request.caller(), request.id())
                .orElseThrow(() -> new NotFound("incident", request.id()));
    }

    private Answer list(ApiRequest request) {
        return Answer.list(request, included(request, search(request)));
    }

    private Sliced<Incident> search(ApiRequest request) {
        var numbers = request.filter("sequential_id");
        if (!numbers.isEmpty()) {
            var found = numbers.stream()
                    .distinct()
                    .limit(Slice.MAX_SIZE)
                    .flatMap(number -> incidents.findByAnyId(request.caller(), number).stream())
                    .toList();
            return CatalogueRoutes.slice(found, request.slice());
        }
        var statuses = request.filter("status", IncidentRoutes::findStatus);
        var kinds = request.filter("kind", IncidentRoutes::findKind);
        var severities = severitiesFiltered(request);
        if (statuses.filter(Set::isEmpty).isPresent()
                || kinds.filter(Set::isEmpty).isPresent()
                || severities.filter(Set::isEmpty).isPresent()) {
            return new Sliced<>(List.of(), 0);
        }
        var filter = new IncidentFilter(
                statuses.orElse(Set.of()),
                kinds.orElse(Set.of()),
                severities.orElse(Set.of()),
                request.filterText("private").map(Boolean::parseBoolean),
                request.filterText("search"),
                request.from("created_at"),
                request.until("created_at"),
                request.sort(ORDERS).orElse(Order.NEWEST_FIRST));
        return incidents.list(request.caller(), filter, request.slice());
    }

    private Optional<Set<SeverityId>> severitiesFiltered(ApiRequest request) {
        var names = new LinkedHashSet<>(request.filter("severity"));
        names.addAll(request.filter("severity_id"));
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(catalogue.allSeverities(request.caller()).stream()
                .filter(severity -> names.contains(severity.id().toString()) || names.contains(severity.slug()))
                .map(Severity::id)
                .collect(Collectors.toSet()));
    }

    private Answer create(ApiRequest request) {
        var document = request.document("incidents");
        if (document.isEmpty()) { // it would page somebody for nothing that anybody has said
            throw document.invalid("title", "Say what is wrong: an incident without any attribute is not declared");
        }
        var status = status(document);
        var statusAtStart = Set.of(IncidentStatus.IN_TRIAGE, IncidentStatus.STARTED);
        if (status.isPresent() && !statusAtStart.contains(status.get())) {
            throw document.invalid("status", "A new incident is in_triage or started");
        }
        var incident = incidents.create(
                request.caller(),
                new NewIncident(
                        document.text("title"),
                        document.text("summary"),
                        kind(document).orElse(IncidentKind.NORMAL),
                        catalogue
                                .severityNamed(request, document, "severity_id")
                                .map(Severity::id),
                        catalogue.teamsNamed(request, document, "group_ids").stream()
                                .map(Team::id)
                                .toList(),
                        alertsNamed(request, document),
                        status.filter(IncidentStatus.IN_TRIAGE::equals).isPresent(),
                        document.flag("private").orElse(false),
                        document.labels("labels").orElse(Map.of())));
        return Answer.created(included(request, incident));
    }

    /// Everything is checked before anything is changed; then the attributes first, and the status last.
    private Answer update(ApiRequest request) {
        var incident = find(request);
        var document = request.document("incidents");
        document.id().filter(id -> !names(incident, id)).ifPresent(id -> {
            throw new ApiProblem(
                    409,
                    "Wrong id",
                    "The id in the document is not that of the incident in the address.",
                    new ApiProblem.Source.Pointer("/data/id"));
        });
        var commands = new ArrayList<IncidentCommand>();
        var edit = new IncidentCommand.Edit(
                document.text("title"),
                document.text("summary"),
                catalogue.severityNamed(request, document, "severity_id").map(Severity::id),
                document.labels("labels"),
                document.flag("private"));
        if (!edit.equals(new IncidentCommand.Edit(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))) {
            commands.add(edit);
        }
        var teams = catalogue.teamsNamed(request, document, "group_ids");
        if (!teams.isEmpty()) {
            commands.add(
                    new IncidentCommand.AddTeams(teams.stream().map(Team::id).toList()));
        }
        status(document)
                .filter(status -> status != incident.status())
                .map(status -> new IncidentCommand.MoveTo(status, messageFor(status, document)))
                .ifPresent(commands::add);
        var attached = alertsNamed(request, document);

        var changed = incident;
        for (var command : commands) {
            changed = incidents.handle(request.caller(), incident.id(), command);
        }
        if (!attached.isEmpty()) {
            changed = incidents.attach(request.caller(), incident.id(), attached);
        }
        return Answer.ok(included(request, changed));
    }

    private ApiRouting.Endpoint verb(Function<RequestDocument, IncidentCommand> command) {
        return request -> {
            var incident = find(request);
            var asked = command.apply(request.document("incidents"));
            return Answer.ok(included(request, incidents.handle(request.caller(), incident.id(), asked)));
        };
    }

    private Answer duplicate(ApiRequest request) {
        var incident = find(request);
        var document = request.document("incidents");
        var name = document.text("duplicate_incident_id")
                .orElseThrow(() -> document.invalid("duplicate_incident_id", "Duplicate incident can't be blank"));
        var other = incidents
                .findByAnyId(request.caller(), name)
                .orElseThrow(() -> document.invalid("duplicate_incident_id", "There is no incident " + name));
        return Answer.ok(included(
                request,
                incidents.handle(request.caller(), incident.id(), new IncidentCommand.MarkDuplicate(other.id()))));
    }

    private Answer events(ApiRequest request) {
        var events = incidents.events(request.caller(), find(request).id(), request.slice());
        return Answer.list(
                request,
                new Sliced<>(
                        events.items().stream().map(IncidentDocuments::event).toList(), events.total()));
    }

    private Answer addEvent(ApiRequest request) {
        var incident = find(request);
        var document = request.document("incident_events");
        var visibility = document.text("visibility")
                .map(word -> findWord(Visibility.values(), word)
                        .orElseThrow(() -> document.invalid("visibility", "Visibility is internal or external")))
                .orElse(Visibility.INTERNAL);
        var text = document.text("event")
                .orElseThrow(() -> new ApiProblem(
                        422,
                        List.of(
                                document.entry("event", "Event can't be blank", "Say in event what happened."),
                                document.entry("event", "Event raw can't be blank", "It is taken from event."))));
        return Answer.created(
                IncidentDocuments.event(incidents.addEvent(request.caller(), incident.id(), text, visibility)));
    }

    private Answer attach(ApiRequest request) {
        var incident = find(request);
        // Rootly's own clients disagree about the type of this document.
        var document = request.document("alerts", "incident_alerts", "incidents");
        var named = alertsNamed(request, document);
        if (named.isEmpty()) {
            throw document.invalid("alert_ids", "Alert ids can't be blank");
        }
        return alertsOf(request, incidents.attach(request.caller(), incident.id(), named));
    }

    private Answer alertsOf(ApiRequest request, Incident incident) {
        return Answer.list(request, CatalogueRoutes.slice(alertDocuments(request, incident), request.slice()));
    }

    private List<Resource> alertDocuments(ApiRequest request, Incident incident) {
        return alertRoutes.documents(
                request, alerts.getAll(request.caller(), incidents.alertsOf(request.caller(), incident.id())));
    }

    /// The alerts that `alert_ids` names, each by any of its ids.
    private List<AlertId> alertsNamed(ApiRequest request, RequestDocument document) {
        var names = document.ids("alert_ids");
        var named = new ArrayList<AlertId>();
        var unknown = new ArrayList<Entry>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var place = "alert_ids/" + i;
            alerts.findByAnyId(request.caller(), name)
                    .ifPresentOrElse(
                            alert -> named.add(alert.id()),
                            () -> unknown.add(document.entry(
                                    place,
                                    "There is no alert " + name + " in this workspace",
                                    "Name an alert by its id, its short id or PagerTree's id; GET /v1/alerts lists"
                                            + " them.")));
        }
        if (!unknown.isEmpty()) {
            throw new ApiProblem(422, unknown);
        }
        return named;
    }

    private Included<Resource> included(ApiRequest request, Incident incident) {
        var one = included(request, new Sliced<>(List.of(incident), 1));
        return new Included<>(one.data().items().getFirst(), one.resources());
    }

    /// The incidents, with what the request wants included.
    private Included<Sliced<Resource>> included(ApiRequest request, Sliced<Incident> found) {
        var people = catalogue.people(request.caller());
        var severities = catalogue.allSeverities(request.caller()).stream()
                .collect(Collectors.toMap(Severity::id, Function.identity()));
        var teams = request.includes().contains("groups") ? catalogue.allTeams(request.caller()) : List.<Resource>of();
        var included = new LinkedHashMap<Resource.Reference, Resource>();
        var resources = new ArrayList<Resource>();
        for (var incident : found.items()) {
            var related = related(request, incident, teams);
            related.values().forEach(list -> list.forEach(one -> included.put(one.reference(), one)));
            resources.add(IncidentDocuments.incident(
                    request.addresses(),
                    request.includes(),
                    incident,
                    incident.severity().flatMap(id -> Optional.ofNullable(severities.get(id))),
                    people,
                    related));
        }
        return new Included<>(
                new Sliced<>(resources, found.total()),
                !request.includes().isEmpty() ? Optional.of(List.copyOf(included.values())) : Optional.empty());
    }

    private Map<String, List<Resource>> related(ApiRequest request, Incident incident, List<Resource> teams) {
        var related = new LinkedHashMap<String, List<Resource>>();
        if (request.includes().contains("groups")) {
            var ids = incident.teams().stream().map(Object::toString).collect(Collectors.toSet());
            related.put(
                    "groups",
                    teams.stream().filter(team -> ids.contains(team.id())).toList());
        }
        if (request.includes().contains("events")) {
            var first = Slice.first(Slice.MAX_SIZE);
            related.put(
                    "events",
                    incidents.events(request.caller(), incident.id(), first).items().stream()
                            .map(IncidentDocuments::event)
                            .toList());
        }
        if (request.includes().contains("alerts")) {
            related.put("alerts", alertDocuments(request, incident));
        }
        return related;
    }

    private static boolean names(Incident incident, String id) {
        return id.equalsIgnoreCase(incident.id().toString())
                || id.equals(incident.slug())
                || id.equals(Long.toString(incident.number()))
                || id.equalsIgnoreCase(incident.name());
    }

    private static Optional<String> messageFor(IncidentStatus status, RequestDocument document) {
        return switch (status) {
            case MITIGATED -> document.text("mitigation_message");
            case RESOLVED -> document.text("resolution_message");
            case CANCELLED -> document.text("cancellation_message");
            case IN_TRIAGE, STARTED, CLOSED -> Optional.empty();
        };
    }

    private static Optional<IncidentStatus> status(RequestDocument document) {
        return document.text("status")
                .map(word -> findStatus(word)
                        .orElseThrow(() ->
                                document.invalid("status", "Status is not one of " + words(IncidentStatus.values()))));
    }

    private static Optional<IncidentKind> kind(RequestDocument document) {
        return document.text("kind")
                .map(word -> findKind(word)
                        .orElseThrow(
                                () -> document.invalid("kind", "Kind is not one of " + words(IncidentKind.values()))));
    }

    private static Optional<IncidentStatus> findStatus(String word) {
        return findWord(IncidentStatus.values(), word);
    }

    private static Optional<IncidentKind> findKind(String word) {
        return findWord(IncidentKind.values(), word);
    }

    private static <E extends Enum<E>> Optional<E> findWord(E[] words, String word) {
        return Arrays.stream(words)
                .filter(value -> Attributes.word(value).equals(word))
                .findFirst();
    }

    private static String words(Enum<?>[] values) {
        return Arrays.stream(values).map(Attributes::word).collect(Collectors.joining(", "));
    }
}
