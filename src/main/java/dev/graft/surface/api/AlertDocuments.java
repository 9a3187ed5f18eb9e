package dev.graft.surface.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertEvent;
import dev.graft.domain.incident.Incident;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Alerts and their events as Rootly's clients read them.
final class AlertDocuments {
    private AlertDocuments() {}

    /// @param payload what the partner said last, as it came
    /// @param incidents that the alert belongs to
    static Resource alert(Addresses addresses, Alert alert, byte[] payload, List<Incident> incidents) {
        var attributes = new Attributes()
                .put("short_id", alert.shortId())
                .put("source", alert.source())
                .put("status", alert.status())
                .put("summary", alert.summary())
                .put("description", alert.description())
                .put("noise", alert.noise() ? "noise" : "not_noise")
                .put("labels", alert.labels())
                .put("data", findObject(payload))
                .put("external_id", alert.externalId())
                .put("external_url", alert.externalUrl())
                .put("deduplication_key", null)
                .put("services", List.of())
                .put("service_ids", List.of())
                .put("groups", List.of())
                .put("group_ids", List.of())
                .put("environments", List.of())
                .put("environment_ids", List.of())
                .put("alert_urgency", null)
                .put("alert_urgency_id", null)
                .put("notification_target_type", null)
                .put("notification_target_id", null)
                .put("responders", List.of())
                .put("notified_users", List.of())
                .put(
                        "incidents",
                        incidents.stream()
                                .map(incident -> embedded(addresses, incident))
                                .toList())
                .put("group_leader_alert_id", null)
                .put("is_group_leader_alert", false)
                .put("url", addresses.alert(alert))
                .put("started_at", alert.startedAt())
                .put("ended_at", alert.endedAt())
                .put("created_at", alert.createdAt())
                .put("updated_at", alert.updatedAt());
        return new Resource("alerts", alert.id().toString(), attributes);
    }

    static Resource event(AlertEvent event) {
        var attributes = new Attributes()
                .put("kind", event.kind())
                .put("action", event.action())
                .put("source", event.source())
                .put("user_id", null)
                .put("details", event.details())
                .put("created_at", event.createdAt())
                .put("updated_at", event.createdAt());
        return new Resource("alert_events", event.id().toString(), attributes);
    }

    /// An incident as it is embedded in an alert: a flat record, not a resource.
    private static Map<String, ?> embedded(Addresses addresses, Incident incident) {
        return new Attributes()
                .put("id", incident.id().toString())
                .put("sequential_id", incident.number())
                .put("title", incident.title())
                .put("slug", incident.slug())
                .put("status", incident.status())
                .put("url", addresses.incident(incident))
                .values();
    }

    /// Clients read `data` as an object; anything else that a partner may have sent is left out.
    private static Optional<JsonNode> findObject(byte[] payload) {
        try {
            return Optional.of(Json.read(payload)).filter(JsonNode::isObject);
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }
}
