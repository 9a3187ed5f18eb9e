package dev.graft.surface.api;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertFilter;
import dev.graft.domain.alert.AlertFilter.Between;
import dev.graft.domain.alert.AlertFilter.Order;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Label;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.workspace.NotFound;
import dev.graft.platform.db.Sliced;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Alerts: read, acknowledge, resolve. They are made by webhooks, so there is nothing here that makes one.
final class AlertRoutes {
    private static final Map<String, Order> ORDERS = Map.of(
            "-created_at", Order.NEWEST_FIRST,
            "created_at", Order.OLDEST_FIRST,
            "-updated_at", Order.LAST_UPDATED_FIRST,
            "updated_at", Order.LONGEST_UNTOUCHED_FIRST);

    private static final byte[] NO_PAYLOAD = {};

    private final Alerts alerts;
    private final Incidents incidents;

    AlertRoutes(Alerts alerts, Incidents incidents) {
        this.alerts = alerts;
        this.incidents = incidents;
    }

    void register(ApiRouting routing) {
        routing.get("/alerts", this::list)
                .get("/alerts/{id}", request -> Answer.ok(document(request, find(request))))
                .post("/alerts/{id}/acknowledge", this::acknowledge)
                .post("/alerts/{id}/resolve", this::resolve)
                .get("/alerts/{id}/events", this::events);
    }

    Resource document(ApiRequest request, Alert alert) {
        return documents(request, List.of(alert)).getFirst();
    }

    List<Resource> documents(ApiRequest request, List<Alert> some) {
        var ids = some.stream().map(Alert::id).toList();
        var payloads = alerts.payloads(request.caller(), ids);
        var theirIncidents = incidents.incidentsOf(request.caller(), ids);
        return some.stream()
                .map(alert -> AlertDocuments.alert(
                        request.addresses(),
                        alert,
                        payloads.getOrDefault(alert.id(), NO_PAYLOAD),
                        theirIncidents.getOrDefault(alert.id(), List.of())))
                .toList();
    }

    Alert find(ApiRequest request) {
        return alerts.findByAnyId(request.caller(), request.id())
                .orElseThrow(() -> new NotFound("alert", request.id()));
    }

    private Answer list(ApiRequest request) {
        var statuses = request.filter("status", AlertRoutes::findStatus);
        if (statuses.isPresent() && statuses.get().isEmpty()) {
            return Answer.list(request, new Sliced<>(List.of(), 0));
        }
        var filter = new AlertFilter(
                statuses.orElse(Set.of()),
                Set.copyOf(request.filter("source")),
                request.filterText("search"),
                request.filter("labels").stream().map(AlertRoutes::label).toList(),
                between(request, "started_at"),
                between(request, "ended_at"),
                between(request, "created_at"),
                request.sort(ORDERS).orElse(Order.NEWEST_FIRST));
        var found = alerts.list(request.caller(), filter, request.slice());
        return Answer.list(request, new Sliced<>(documents(request, found.items()), found.total()));
    }

    private Answer acknowledge(ApiRequest request) {
        request.document("alerts");
        var alert = alerts.acknowledge(request.caller(), find(request).id());
        return Answer.ok(document(request, alert));
    }

    private Answer resolve(ApiRequest request) {
        var document = request.document("alerts");
        var message = document.text("resolution_message");
        var alsoIncidents = document.flag("resolve_related_incidents").orElse(false);
        var alert = alerts.resolve(request.caller(), find(request).id(), message);
        if (alsoIncidents) {
            for (var incident : incidents.incidentsOf(request.caller(), alert.id())) {
                incidents.handle(request.caller(), incident.id(), new IncidentCommand.Resolve(message));
            }
        }
        return Answer.ok(document(request, alert));
    }

    private Answer events(ApiRequest request) {
        var events = alerts.events(request.caller(), find(request).id(), request.slice());
        return Answer.list(
                request,
                new Sliced<>(events.items().stream().map(AlertDocuments::event).toList(), events.total()));
    }

    private static Between between(ApiRequest request, String name) {
        return new Between(request.from(name), request.until(name));
    }

    private static Optional<AlertStatus> findStatus(String word) {
        return Arrays.stream(AlertStatus.values())
                .filter(status -> Attributes.word(status).equals(word))
                .findFirst();
    }

    /// `status:open` or `status=open`.
    private static Label label(String word) {
        var parts = word.split("[:=]", 2);
        return new Label(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
    }
}
