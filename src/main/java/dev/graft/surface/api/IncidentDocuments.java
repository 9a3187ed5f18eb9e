package dev.graft.surface.api;

import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentEvent;
import dev.graft.domain.incident.Stamp;
import dev.graft.domain.workspace.Severity;
import dev.graft.surface.api.CatalogueDocuments.People;
import dev.graft.surface.api.Resource.Reference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Incidents and their timelines as Rootly's clients read them: severity and people are documents nested inside the
/// attributes, everything to many is a relationship and comes only when it is asked for.
final class IncidentDocuments {
    /// What `include` may name; of these, Graft has groups, events and alerts, and the others are always empty.
    static final List<String> RELATIONSHIPS = List.of(
            "sub_statuses",
            "causes",
            "subscribers",
            "roles",
            "slack_messages",
            "environments",
            "incident_types",
            "services",
            "functionalities",
            "groups",
            "events",
            "action_items",
            "custom_field_selections",
            "feedbacks",
            "alerts");

    /// The names of the incident in systems that Graft does not speak with. Clients expect the keys.
    private static final List<String> ELSEWHERE = List.of(
            "slack_channel_id",
            "slack_channel_name",
            "slack_channel_url",
            "slack_channel_short_url",
            "slack_channel_deep_link",
            "slack_channel_archived",
            "slack_last_message_ts",
            "zoom_meeting_id",
            "zoom_meeting_start_url",
            "zoom_meeting_join_url",
            "zoom_meeting_password",
            "zoom_meeting_pstn_password",
            "zoom_meeting_h323_password",
            "zoom_meeting_global_dial_in_numbers",
            "google_drive_id",
            "google_drive_parent_id",
            "google_drive_url",
            "google_meeting_id",
            "google_meeting_url",
            "jira_issue_key",
            "jira_issue_id",
            "jira_issue_url",
            "github_issue_id",
            "github_issue_url",
            "gitlab_issue_id",
            "gitlab_issue_url",
            "asana_task_id",
            "asana_task_url",
            "linear_issue_id",
            "linear_issue_url",
            "trello_card_id",
            "trello_card_url",
            "zendesk_ticket_id",
            "zendesk_ticket_url",
            "pagerduty_incident_id",
            "pagerduty_incident_number",
            "pagerduty_incident_url",
            "opsgenie_incident_id",
            "opsgenie_incident_url",
            "opsgenie_alert_id",
            "opsgenie_alert_url",
            "service_now_incident_id",
            "service_now_incident_key",
            "service_now_incident_url",
            "mattermost_channel_id",
            "mattermost_channel_name",
            "mattermost_channel_url",
            "confluence_page_id",
            "confluence_page_url",
            "datadog_notebook_id",
            "datadog_notebook_url",
            "shortcut_story_id",
            "shortcut_story_url",
            "shortcut_task_id",
            "shortcut_task_url",
            "motion_task_id",
            "motion_task_url",
            "clickup_task_id",
            "clickup_task_url",
            "victor_ops_incident_id",
            "victor_ops_incident_url",
            "quip_page_id",
            "quip_page_url",
            "sharepoint_page_id",
            "sharepoint_page_url",
            "airtable_base_key",
            "airtable_table_name",
            "airtable_record_id",
            "airtable_record_url",
            "freshservice_ticket_id",
            "freshservice_ticket_url",
            "freshservice_task_id",
            "freshservice_task_url");

    private IncidentDocuments() {}

    /// @param includes the names of what the request asks for
    /// @param related the resources of those that Graft has
    static Resource incident(
            Addresses addresses,
            Set<String> includes,
            Incident incident,
            Optional<Severity> severity,
            People people,
            Map<String, List<Resource>> related) {
        var url = addresses.incident(incident);
        var attributes = new Attributes()
                .put("sequential_id", incident.number())
                .put("title", incident.title())
                .put("slug", incident.slug())
                .put("kind", incident.kind())
                .put("private", incident.isPrivate())
                .put("summary", incident.summary())
                .put("status", incident.status())
                .put("source", incident.source())
                .put("url", url)
                .put("short_url", url)
                .put("public_title", null)
                .put("parent_incident_id", null)
                .put("duplicate_incident_id", incident.duplicateOf().map(Object::toString))
                .put("labels", incident.labels())
                .put("severity", severity.map(CatalogueDocuments::severity).map(Resource::nested))
                .put("user", people.nested(incident.createdBy()))
                .put("in_triage_by", by(incident.inTriage(), people))
                .put("started_by", by(incident.started(), people))
                .put("mitigated_by", by(incident.mitigated(), people))
                .put("resolved_by", by(incident.resolved(), people))
                .put("closed_by", by(incident.closed(), people))
                .put("cancelled_by", by(incident.cancelled(), people))
                .put("mitigation_message", incident.mitigated().flatMap(Stamp::message))
                .put("resolution_message", incident.resolved().flatMap(Stamp::message))
                .put("cancellation_message", incident.cancelled().flatMap(Stamp::message))
                .put("retrospective_progress_status", null)
                .put("muted_service_ids", List.of())
                .put("scheduled_for", null)
                .put("scheduled_until", null)
                .put("in_triage_at", at(incident.inTriage()))
                .put("started_at", at(incident.started()))
                .put("detected_at", incident.detectedAt())
                .put("acknowledged_at", incident.acknowledgedAt())
                .put("mitigated_at", at(incident.mitigated()))
                .put("resolved_at", at(incident.resolved()))
                .put("closed_at", at(incident.closed()))
                .put("cancelled_at", at(incident.cancelled()))
                .put("created_at", incident.createdAt())
                .put("updated_at", incident.updatedAt())
                .putNull(ELSEWHERE);
        return new Resource("incidents", incident.id().toString(), attributes, relationships(includes, related));
    }

    static Resource event(IncidentEvent event) {
        var line = event.line();
        var attributes = new Attributes()
                .put("event", line.text())
                .put("event_raw", line.text())
                .put("kind", line.kind())
                .put("source", line.source())
                .put("visibility", line.visibility())
                .put("user_display_name", line.actor().displayName())
                .put("occurred_at", line.occurredAt())
                .put("starred_at", null)
                .put("created_at", event.createdAt())
                .put("updated_at", event.updatedAt());
        return new Resource("incident_events", event.id().toString(), attributes);
    }

    private static Map<String, List<Reference>> relationships(
            Set<String> includes, Map<String, List<Resource>> related) {
        var relationships = new LinkedHashMap<String, List<Reference>>();
        for (var name : RELATIONSHIPS) {
            if (includes.contains(name)) {
                relationships.put(
                        name,
                        related.getOrDefault(name, List.of()).stream()
                                .map(Resource::reference)
                                .toList());
            }
        }
        return relationships;
    }

    private static Optional<Instant> at(Optional<Stamp> stamp) {
        return stamp.map(Stamp::at);
    }

    private static Optional<Map<String, Object>> by(Optional<Stamp> stamp, People people) {
        return stamp.flatMap(Stamp::by).flatMap(people::nested);
    }
}
