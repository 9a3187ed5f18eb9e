package dev.graft.domain.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.Stamp;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What templates can name: `incident.…` and `alert.…`, as plain maps, lists, strings and numbers and nothing else,
/// so that a template can reach no object of ours. The names are Rootly's; `pagertree_alert_id` and
/// `pagertree_alert_url` are ours.
final class TemplateData {
    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;
    private final Pages pages;

    TemplateData(Workspaces workspaces, Alerts alerts, Incidents incidents, Pages pages) {
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.incidents = incidents;
        this.pages = pages;
    }

    Map<String, Object> about(Tx tx, Subject subject) {
        return switch (subject) {
            case Subject.OfIncident(var id) -> Map.of("incident", of(tx, incidents.get(tx, id)));
            case Subject.OfAlert(var id) -> Map.of("alert", of(alerts.get(tx, id), alerts.payload(tx, id)));
        };
    }

    private Map<String, Object> of(Tx tx, Incident incident) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", incident.id().toString());
        data.put("sequential_id", incident.number());
        data.put("slug", incident.slug());
        data.put("title", incident.title());
        incident.summary().ifPresent(summary -> data.put("summary", summary));
        data.put("kind", word(incident.kind()));
        data.put("status", word(incident.status()));
        data.put("private", incident.isPrivate());
        data.put("source", incident.source());
        data.put("labels", Map.copyOf(incident.labels()));
        data.put("creator", of(incident.createdBy()));
        incident.severity().flatMap(id -> workspaces.findSeverity(tx, id)).ifPresent(severity -> {
            data.put("severity", severity.name());
            data.put("severity_slug", severity.slug());
            data.put("severity_level", word(severity.level()));
        });
        var teams = workspaces.teams(tx).stream()
                .filter(team -> incident.teams().contains(team.id()))
                .toList();
        data.put("groups", teams.stream().map(Team::name).toList());
        data.put("group_slugs", teams.stream().map(Team::slug).toList());
        for (var status : IncidentStatus.values()) {
            incident.stamp(status).ifPresent(stamp -> {
                data.put(word(status) + "_at", stamp.at().toString());
                stamp.by().ifPresent(by -> data.put(word(status) + "_by", of(by)));
            });
        }
        message(incident.mitigated()).ifPresent(message -> data.put("mitigation_message", message));
        message(incident.resolved()).ifPresent(message -> data.put("resolution_message", message));
        message(incident.cancelled()).ifPresent(message -> data.put("cancellation_message", message));
        at(incident.detectedAt()).ifPresent(at -> data.put("detected_at", at));
        at(incident.acknowledgedAt()).ifPresent(at -> data.put("acknowledged_at", at));
        data.put("created_at", incident.createdAt().toString());
        data.put("updated_at", incident.updatedAt().toString());
        linkedInPagerTree(tx, incident).ifPresent(linked -> {
            data.put("pagertree_alert_id", linked.id());
            linked.url().ifPresent(url -> data.put("pagertree_alert_url", url));
        });
        return data;
    }

    private record Linked(String id, Optional<String> url) {}

    /// The first page that PagerTree has, else the first alert of PagerTree's that was attached.
    private Optional<Linked> linkedInPagerTree(Tx tx, Incident incident) {
        var ours = pages.pagesOf(tx, incident.id()).stream()
                .filter(page -> page.externalId().isPresent())
                .map(TemplateData::linked);
        var attached = incidents.alertsOf(tx, incident.id());
        var theirs = alerts.getAll(tx, attached).stream()
                .filter(alert -> alert.source().equals("pagertree"))
                .sorted((one, other) -> Integer.compare(attached.indexOf(one.id()), attached.indexOf(other.id())))
                .flatMap(alert -> alert.externalId().map(id -> new Linked(id, alert.externalUrl())).stream());
        return Stream.concat(ours, theirs).findFirst();
    }

    private static Linked linked(Page page) {
        return new Linked(page.externalPrefixId().or(page::externalId).orElseThrow(), page.externalUrl());
    }

    private static Map<String, Object> of(Alert alert, byte[] payload) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", alert.id().toString());
        data.put("short_id", alert.shortId());
        data.put("source", alert.source());
        data.put("status", word(alert.status()));
        data.put("summary", alert.summary());
        alert.description().ifPresent(description -> data.put("description", description));
        alert.externalId().ifPresent(id -> data.put("external_id", id));
        alert.externalUrl().ifPresent(url -> data.put("external_url", url));
        alert.urgency().ifPresent(urgency -> data.put("urgency", urgency));
        data.put(
                "labels",
                alert.labels().stream()
                        .map(label -> Map.of("key", label.key(), "value", label.value()))
                        .toList());
        data.put("started_at", alert.startedAt().toString());
        at(alert.acknowledgedAt()).ifPresent(at -> data.put("acknowledged_at", at));
        at(alert.endedAt()).ifPresent(at -> data.put("ended_at", at));
        data.put("created_at", alert.createdAt().toString());
        data.put("updated_at", alert.updatedAt().toString());
        data.put("data", plain(payload));
        return data;
    }

    /// A payload that is not JSON is not there.
    private static Object plain(byte[] payload) {
        try {
            JsonNode json = Json.read(payload);
            return Json.mapper().convertValue(json, Object.class);
        } catch (MalformedJson e) {
            return Map.of();
        }
    }

    private static Map<String, Object> of(Actor actor) {
        return actor instanceof Actor.Member(var id, var name)
                ? Map.of("id", id.toString(), "name", name)
                : Map.of("name", actor.displayName());
    }

    private static Optional<String> message(Optional<Stamp> stamp) {
        return stamp.flatMap(Stamp::message);
    }

    private static Optional<String> at(Optional<Instant> instant) {
        return instant.map(Instant::toString);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
