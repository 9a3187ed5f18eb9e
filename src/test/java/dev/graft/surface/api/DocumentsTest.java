package dev.graft.surface.api;

import static dev.graft.surface.Scenes.ANA;
import static dev.graft.surface.Scenes.DATABASES;
import static dev.graft.surface.Scenes.NOON;
import static dev.graft.surface.Scenes.SEV1;
import static dev.graft.surface.Scenes.anAlert;
import static dev.graft.surface.Scenes.anAlertEvent;
import static dev.graft.surface.Scenes.anIncident;
import static dev.graft.surface.Scenes.anIncidentEvent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.TimelineLine;
import dev.graft.domain.workspace.Actor;
import dev.graft.platform.http.Json;
import dev.graft.surface.api.CatalogueDocuments.People;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Addresses HUB = new Addresses(URI.create("https://hub.example/"));
    private static final People PEOPLE = new People("Acme", Map.of(7L, ANA));

    @Test
    void an_alert_has_the_attributes_that_rootlys_clients_read() throws Exception {
        var payload = "{\"type\":\"alert.open\",\"data\":{\"id\":\"alt_5fGh2kLmN0\",\"n\":1.50}}";

        var json = json(AlertDocuments.alert(HUB, anAlert(), utf8(payload), List.of(anIncident())));

        assertThat(json.get("type").asText()).isEqualTo("alerts");
        assertThat(UUID.fromString(json.get("id").asText()))
                .isEqualTo(anAlert().id().value());
        var attributes = json.get("attributes");
        assertThat(attributes.get("short_id").asText()).isEqualTo("ALT12");
        assertThat(attributes.get("source").asText()).isEqualTo("pagertree");
        assertThat(attributes.get("status").asText()).isEqualTo("triggered");
        assertThat(attributes.get("noise").asText()).isEqualTo("not_noise");
        assertThat(attributes.get("external_id").asText()).isEqualTo("alt_5fGh2kLmN0");
        assertThat(attributes.get("url").asText()).isEqualTo("https://hub.example/alerts/ALT12");
        assertThat(attributes.get("labels")).isEqualTo(read("""
                        [{"key":"status","value":"open"},{"key":"urgency","value":"high"}]"""));
        assertThat(attributes.get("data")).isEqualTo(read(payload));
        assertThat(attributes.get("incidents").get(0).get("sequential_id").asInt())
                .isEqualTo(42);
        assertThat(attributes.get("ended_at").isNull()).isTrue();
        assertThat(attributes.get("started_at").asText()).isEqualTo("2026-11-23T12:00:00.123+00:00");
        assertThat(names(attributes))
                .contains("alert_urgency", "responders", "notified_users", "group_ids", "deduplication_key");
        assertThat(json.has("relationships")).isFalse();
    }

    @Test
    void a_dropped_alert_stays_triggered_and_a_resolved_one_has_ended() {
        var dropped = json(
                AlertDocuments.alert(HUB, anAlert(AlertStatus.TRIGGERED, AlertState.DROPPED), utf8("{}"), List.of()));
        var resolved = json(
                AlertDocuments.alert(HUB, anAlert(AlertStatus.RESOLVED, AlertState.RESOLVED), utf8("{}"), List.of()));

        assertThat(dropped.at("/attributes/status").asText()).isEqualTo("triggered");
        assertThat(resolved.at("/attributes/ended_at").asText()).isEqualTo("2026-11-23T12:10:00.123+00:00");
    }

    @Test
    void a_payload_that_is_no_object_is_left_out() {
        for (var payload : List.of("[1,2]", "<xml/>", "", "\"text\"")) {
            assertThat(json(AlertDocuments.alert(HUB, anAlert(), utf8(payload), List.of()))
                            .at("/attributes/data")
                            .isNull())
                    .as(payload)
                    .isTrue();
        }
    }

    @Test
    void an_alert_event_has_every_key_that_clients_require() {
        var json = json(AlertDocuments.event(anAlertEvent(1, "acknowledged", "Acknowledged by Ana Ruiz")));

        assertThat(json.get("type").asText()).isEqualTo("alert_events");
        assertThat(names(json.get("attributes")))
                .containsExactly("kind", "action", "source", "user_id", "details", "created_at", "updated_at");
    }

    @Test
    void an_incident_nests_severity_and_people_inside_its_attributes() {
        var json = json(incident(IncidentStatus.RESOLVED, Set.of(), Map.of()));

        var attributes = json.get("attributes");
        assertThat(attributes.get("sequential_id").isInt()).isTrue();
        assertThat(attributes.at("/severity/data/type").asText()).isEqualTo("severities");
        assertThat(attributes.at("/severity/data/attributes/severity").asText()).isEqualTo("high");
        assertThat(attributes.at("/user/data/id").asText()).isEqualTo("7");
        assertThat(attributes.at("/user/data/attributes/full_name_with_team").asText())
                .isEqualTo("[Acme] Ana Ruiz");
        assertThat(attributes.at("/resolved_by/data/id").asText()).isEqualTo("7");
        assertThat(attributes.get("mitigated_by").isNull()).isTrue();
        assertThat(attributes.get("resolution_message").asText()).isEqualTo("Rolled back");
        assertThat(attributes.get("labels").isObject()).isTrue();
        assertThat(attributes.get("labels").get("region").asText()).isEqualTo("eu");
        assertThat(attributes.get("url").asText()).isEqualTo("https://hub.example/incidents/42");
    }

    @Test
    void the_names_of_an_incident_elsewhere_are_there_and_null() {
        var attributes =
                json(incident(IncidentStatus.STARTED, Set.of(), Map.of())).get("attributes");

        assertThat(names(attributes))
                .contains("pagerduty_incident_id", "opsgenie_alert_url", "victor_ops_incident_id", "jira_issue_key")
                .hasSizeGreaterThan(100)
                .noneMatch(name -> name.startsWith("pagertree"))
                .doesNotContain("services", "environments", "groups", "incident_types");
        assertThat(attributes.get("zoom_meeting_join_url").isNull()).isTrue();
    }

    @Test
    void relationships_come_only_when_something_is_included() {
        var team = CatalogueDocuments.team(DATABASES, 1);

        var alone = json(incident(IncidentStatus.STARTED, Set.of(), Map.of()));
        var asked = json(incident(
                IncidentStatus.STARTED, Set.of("groups", "services", "user"), Map.of("groups", List.of(team))));

        assertThat(alone.has("relationships")).isFalse();
        assertThat(names(asked.get("relationships"))).containsExactlyInAnyOrder("groups", "services");
        assertThat(asked.at("/relationships/groups/data/0/type").asText()).isEqualTo("groups");
        assertThat(asked.at("/relationships/services/data").isEmpty()).isTrue();
    }

    @Test
    void somebody_who_is_no_member_is_nobody_to_rootlys_clients() {
        assertThat(PEOPLE.nested(new Actor.Graft())).isEmpty();
        assertThat(PEOPLE.nested(new Actor.Partner("PagerTree"))).isEmpty();
        assertThat(PEOPLE.nested(new Actor.Workflow(UUID.randomUUID(), "Page"))).isEmpty();
    }

    @Test
    void a_timeline_event_names_who_it_was() {
        var json = json(IncidentDocuments.event(
                anIncidentEvent(1, TimelineLine.Topic.PAGE, "Page acknowledged", new Actor.Partner("PagerTree"))));

        assertThat(json.get("type").asText()).isEqualTo("incident_events");
        assertThat(json.at("/attributes/kind").asText()).isEqualTo("trail");
        assertThat(json.at("/attributes/user_display_name").asText()).isEqualTo("PagerTree");
        assertThat(json.at("/attributes/occurred_at").asText()).startsWith("2026-11-23T12:00:25.123");
    }

    @Test
    void a_team_is_a_group_and_a_member_a_user() {
        assertThat(json(CatalogueDocuments.team(DATABASES, 3)).get("type").asText())
                .isEqualTo("groups");
        assertThat(json(CatalogueDocuments.team(DATABASES, 3))
                        .at("/attributes/pagertree_id")
                        .asText())
                .isEqualTo("tem_R4kd8sWq1ZpLx0");
        var user = json(CatalogueDocuments.user(ANA, "Acme"));
        assertThat(user.get("type").asText()).isEqualTo("users");
        assertThat(user.get("id").isTextual()).isTrue();
        assertThat(user.at("/attributes/first_name").asText()).isEqualTo("Ana");
    }

    @Test
    void times_have_milliseconds_and_an_offset() {
        assertThat(Attributes.iso(NOON.minusMillis(123))).isEqualTo("2026-11-23T12:00:00.000+00:00");
    }

    private static Resource incident(IncidentStatus status, Set<String> includes, Map<String, List<Resource>> related) {
        return IncidentDocuments.incident(
                HUB, includes, anIncident(status, "Checkout down"), Optional.of(SEV1), PEOPLE, related);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode json(Resource resource) {
        try {
            return Json.read(Json.write(resource.json()));
        } catch (dev.graft.platform.http.MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(String json) throws Exception {
        return Json.read(utf8(json));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
