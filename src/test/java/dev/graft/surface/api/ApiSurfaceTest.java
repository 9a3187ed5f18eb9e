package dev.graft.surface.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.workspace.Role;
import dev.graft.surface.SurfaceHub;
import dev.graft.surface.SurfaceHub.Answer;
import dev.graft.surface.SurfaceHub.Program;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ApiSurfaceTest {
    @AutoClose
    private static final SurfaceHub hub = new SurfaceHub();

    private final Program client = hub.program(Role.USER);

    @Test
    void without_a_good_token_nothing_is_answered() throws Exception {
        for (var path : List.of("/v1/alerts", "/api/v1/users/me", "/graft/v1/alarms", "/v1/nowhere")) {
            var request = HttpRequest.newBuilder(URI.create(hub.url() + path));
            var without = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            var wrong = HttpClient.newHttpClient()
                    .send(
                            request.header("Authorization", "Bearer graft_wrong")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(without.statusCode()).as(path).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(without.body()).contains("\"title\":\"Invalid token\"", "\"status\":\"401\"", "\"detail\":");
            assertThat(wrong.statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void a_session_cookie_does_not_open_the_api() {
        assertThat(hub.signedIn(Role.ADMIN).open("/v1/users/me").status()).isEqualTo(401);
    }

    @Test
    void a_client_learns_who_it_is() {
        var me = client.get("/v1/users/me");

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.header("content-type")).contains("application/vnd.api+json; charset=utf-8");
        assertThat(me.at("/data/type").asText()).isEqualTo("users");
        assertThat(me.at("/data/id").asText()).matches("[0-9]+");
        assertThat(me.at("/data/attributes/full_name").asText()).isEqualTo("Olga User");
        assertThat(client.get("/api/v1/users/me").json()).isEqualTo(me.json());
    }

    @Test
    void an_alert_is_read_by_each_of_its_ids_and_keeps_its_payload() {
        var external = hub.alertComesIn("Disk full on db-7", "high");
        var alert = alertTitled("Disk full on db-7");
        var id = alert.get("id").asText();
        var shortId = alert.at("/attributes/short_id").asText();

        for (var name : List.of(id, shortId, external)) {
            assertThat(client.get("/v1/alerts/" + name).at("/data/id").asText())
                    .as(name)
                    .isEqualTo(id);
        }
        assertThat(alert.at("/attributes/source").asText()).isEqualTo("pagertree");
        assertThat(alert.at("/attributes/status").asText()).isEqualTo("triggered");
        assertThat(alert.at("/attributes/data/data/id").asText()).isEqualTo(external);
        assertThat(alert.at("/attributes/labels").toString())
                .contains("{\"key\":\"urgency\",\"value\":\"high\"}", "\"key\":\"status\"");
    }

    @Test
    void a_list_comes_in_pages_that_lead_to_each_other() {
        for (int i = 0; i < 5; i++) {
            hub.alertComesIn("Paged alert " + i, "low");
        }
        var seen = new ArrayList<String>();
        var address = "/v1/alerts?filter%5Bsearch%5D=Paged+alert&sort=created_at&page%5Bsize%5D=2";

        while (!address.isEmpty()) {
            var page = client.get(address).json();
            page.get("data")
                    .forEach(alert -> seen.add(alert.at("/attributes/summary").asText()));
            assertThat(page.at("/meta/total_count").asInt()).isEqualTo(5);
            assertThat(page.at("/meta/total_pages").asInt()).isEqualTo(3);
            assertThat(page.at("/links/self").asText()).startsWith(hub.url() + "/v1/alerts?filter%5Bsearch%5D=");
            var next = page.at("/links/next");
            address = next.isNull() ? "" : next.asText().substring(hub.url().length());
        }

        assertThat(seen)
                .containsExactly("Paged alert 0", "Paged alert 1", "Paged alert 2", "Paged alert 3", "Paged alert 4");
    }

    @Test
    void filters_narrow_a_list_and_what_nobody_knows_is_no_fault() {
        hub.alertComesIn("Filtered alert", "medium");

        assertThat(titles("filter%5Bstatus%5D=resolved&filter%5Bsearch%5D=Filtered"))
                .isEmpty();
        assertThat(titles("filter%5Bstatus%5D=open,triggered&filter%5Bsearch%5D=Filtered"))
                .containsExactly("Filtered alert");
        assertThat(titles("filter%5Blabels%5D=urgency:medium&filter%5Bsearch%5D=Filtered"))
                .containsExactly("Filtered alert");
        assertThat(titles("filter%5Blabels%5D=urgency:low&filter%5Bsearch%5D=Filtered"))
                .isEmpty();
        assertThat(titles("filter%5Bsource%5D=datadog&filter%5Bsearch%5D=Filtered"))
                .isEmpty();
        assertThat(titles("filter%5Bstatus%5D=deferred&filter%5Bsearch%5D=Filtered"))
                .isEmpty();
        assertThat(titles("filter%5Bodd%5D=1&include=&fields%5Balerts%5D=x&filter%5Bsearch%5D=Filtered"))
                .containsExactly("Filtered alert");
        assertThat(titles("include=user,nobody&filter%5Bsearch%5D=Filtered")).containsExactly("Filtered alert");
        assertThat(titles("filter%5Bcreated_at%5D%5Bgt%5D=2030-01-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void raw_brackets_and_commas_are_read_as_clients_send_them() throws IOException {
        hub.alertComesIn("Raw brackets", "low");

        var answer = raw("GET /v1/alerts?filter[search]=Raw&filter[status]=open,triggered&page[size]=1&include=a,b");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("Raw brackets");
        assertThat(answer).contains("page%5Bsize%5D=1", "include=a%2Cb");
    }

    @Test
    void a_wrong_page_sort_or_time_is_refused_in_words() {
        for (var query : List.of(
                "page%5Bnumber%5D=0",
                "page%5Bsize%5D=abc", "page%5Bnumber%5D=-1", "sort=colour", "filter%5Bcreated_at%5D%5Bgt%5D=noon")) {
            var answer = client.get("/v1/alerts?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertProblem(answer);
            assertThat(answer.at("/errors/0/source/parameter").asText())
                    .as(query)
                    .isNotEmpty();
        }
        assertThat(client.get("/v1/alerts?page%5Bsize%5D=5000")
                        .at("/links/self")
                        .asText())
                .endsWith("page%5Bsize%5D=100");
        assertThat(client.get("/v1/alerts?page%5Bnumber%5D=2147483647")
                        .at("/data")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void what_is_not_there_is_404_for_every_kind_of_id() {
        for (var path : List.of(
                "/v1/alerts/" + UUID.randomUUID(),
                "/v1/alerts/ALT999999",
                "/v1/alerts/%3Cscript%3E",
                "/v1/incidents/" + UUID.randomUUID(),
                "/v1/incidents/INC-999999",
                "/v1/incidents/99999999999999999999999",
                "/v1/incidents/no-such-slug",
                "/v1/severities/x",
                "/v1/teams/x",
                "/v1/services")) {
            var answer = client.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.at("/errors/0/title").asText()).isEqualTo("Not found or unauthorized");
            assertProblem(answer);
        }
    }

    @Test
    void an_alert_is_acknowledged_and_resolved_with_and_without_a_body() {
        hub.alertComesIn("To be acknowledged", "high");
        var id = alertTitled("To be acknowledged").get("id").asText();

        var acknowledged = client.post("/v1/alerts/" + id + "/acknowledge", "");
        assertThat(acknowledged.status()).isEqualTo(200);
        assertThat(acknowledged.at("/data/attributes/status").asText()).isEqualTo("acknowledged");

        var resolved = client.post("/v1/alerts/" + id + "/resolve", """
                {"data":{"type":"alerts","attributes":{"resolution_message":"Disk replaced"}}}""");
        assertThat(resolved.at("/data/attributes/status").asText()).isEqualTo("resolved");
        assertThat(resolved.at("/data/attributes/ended_at").isNull()).isFalse();

        var again = client.post("/v1/alerts/" + id + "/acknowledge", "");
        assertThat(again.status()).isEqualTo(400);
        assertProblem(again);

        var events = client.get("/v1/alerts/" + id + "/events").json();
        assertThat(events.at("/data/0/type").asText()).isEqualTo("alert_events");
        assertThat(events.get("data").toString()).contains("\"action\":\"resolved\"", "Disk replaced");
        assertThat(events.at("/meta/total_count").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void an_incident_is_declared_with_severity_team_alerts_and_labels() {
        var external = hub.alertComesIn("Attached at birth", "high");
        var team = client.get("/v1/teams").at("/data/0/id").asText("");
        var groups = team.isEmpty() ? "" : "\"group_ids\":[\"" + team + "\"],";

        var created = client.post("/v1/incidents", """
                {"data":{"type":"incidents","attributes":{"title":"Checkout down","summary":"Nobody can pay.",
                 "severity_id":"sev1",%s"alert_ids":["%s"],"labels":{"region":"eu"}}}}""".formatted(groups, external));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        var attributes = created.at("/data/attributes");
        assertThat(attributes.get("status").asText()).isEqualTo("started");
        assertThat(attributes.get("source").asText()).isEqualTo("api");
        assertThat(attributes.at("/severity/data/attributes/slug").asText()).isEqualTo("sev1");
        assertThat(attributes.at("/user/data/attributes/name").asText()).isEqualTo("Olga User");
        assertThat(attributes.at("/labels/region").asText()).isEqualTo("eu");
        assertThat(created.json().get("data").has("relationships")).isFalse();
        var id = created.at("/data/id").asText();
        var number = attributes.get("sequential_id").asText();
        for (var name : List.of(id, attributes.get("slug").asText(), number, "INC-" + number, "inc-" + number)) {
            assertThat(client.get("/v1/incidents/" + name).at("/data/id").asText())
                    .as(name)
                    .isEqualTo(id);
        }
        assertThat(client.get("/v1/incidents/" + id + "/alerts")
                        .at("/data/0/attributes/external_id")
                        .asText())
                .isEqualTo(external);
        var included = client.get("/v1/incidents/" + id + "?include=alerts,events,user,services")
                .json();
        assertThat(included.at("/data/relationships/alerts/data/0/type").asText())
                .isEqualTo("alerts");
        assertThat(included.at("/data/relationships/services/data").isEmpty()).isTrue();
        assertThat(included.get("included").toString()).contains("incident_events", "Attached at birth");
        assertThat(alertTitled("Attached at birth")
                        .at("/attributes/incidents/0/sequential_id")
                        .asText())
                .isEqualTo(number);
    }

    @Test
    void incidents_are_found_by_number_status_severity_and_words() {
        var flat = client.ask("POST", "/v1/incidents", "{\"title\":\"Found by its words\"}", "application/json");
        var number = flat.at("/data/attributes/sequential_id").asText();

        assertThat(flat.status()).isEqualTo(201);
        assertThat(found("filter%5Bsequential_id%5D=" + number)).containsExactly("Found by its words");
        assertThat(found("filter%5Bsearch%5D=its+words&filter%5Bstatus%5D=started"))
                .containsExactly("Found by its words");
        assertThat(found("filter%5Bsearch%5D=its+words&filter%5Bstatus%5D=resolved"))
                .isEmpty();
        assertThat(found("filter%5Bsearch%5D=its+words&filter%5Bseverity%5D=sev0"))
                .isEmpty();
        assertThat(found("filter%5Bsearch%5D=its+words&filter%5Bstatus%5D=detected"))
                .isEmpty();
    }

    @Test
    void going_straight_to_resolved_fills_mitigated_but_names_nobody() {
        var id = declared("Straight to resolved");

        var resolved = client.put("/v1/incidents/" + id + "/resolve", """
                {"data":{"type":"incidents","attributes":{"resolution_message":"Rolled back"}}}""");

        var attributes = resolved.at("/data/attributes");
        assertThat(attributes.get("status").asText()).isEqualTo("resolved");
        assertThat(attributes.get("mitigated_at")).isEqualTo(attributes.get("resolved_at"));
        assertThat(attributes.get("mitigated_by").isNull()).isTrue();
        assertThat(attributes.at("/resolved_by/data/attributes/name").asText()).isEqualTo("Olga User");
        assertThat(attributes.get("resolution_message").asText()).isEqualTo("Rolled back");
    }

    @Test
    void the_verbs_move_an_incident_and_put_and_patch_are_alike() {
        var id = declared("Moved about");

        assertThat(status(client.put("/v1/incidents/" + id + "/mitigate", ""))).isEqualTo("mitigated");
        assertThat(status(client.put("/v1/incidents/" + id + "/restart", ""))).isEqualTo("started");
        assertThat(status(client.put("/v1/incidents/" + id + "/in_triage", ""))).isEqualTo("in_triage");
        assertThat(status(client.put("/v1/incidents/" + id, "{\"status\":\"mitigated\"}")))
                .isEqualTo("mitigated");
        var edited = client.ask(
                "PATCH",
                "/v1/incidents/" + id,
                "{\"data\":{\"id\":\"" + id
                        + "\",\"type\":\"incidents\",\"attributes\":{\"title\":\"Renamed\",\"severity_id\":\"sev0\"}}}",
                "application/vnd.api+json");
        assertThat(edited.at("/data/attributes/title").asText()).isEqualTo("Renamed");
        assertThat(edited.at("/data/attributes/severity/data/attributes/name").asText())
                .isEqualTo("SEV0");
        assertThat(status(client.put("/v1/incidents/" + id + "/cancel", ""))).isEqualTo("cancelled");
    }

    @Test
    void a_wrong_document_is_refused_with_title_detail_and_place() {
        var id = declared("Refuses nonsense");

        assertRefused(client.post("/v1/incidents", "{"), 400, "");
        assertRefused(client.post("/v1/incidents", "[]"), 400, "");
        assertRefused(client.post("/v1/incidents", "{\"data\":[]}"), 400, "/data");
        assertRefused(client.post("/v1/incidents", "{\"data\":{\"type\":\"alerts\"}}"), 409, "/data/type");
        assertRefused(enveloped("{\"severity_id\":\"sev9\"}"), 422, "/data/attributes/severity_id");
        assertRefused(enveloped("{\"group_ids\":[\"nobody\"]}"), 422, "/data/attributes/group_ids/0");
        assertRefused(enveloped("{\"alert_ids\":[\"ALT999999\"]}"), 422, "/data/attributes/alert_ids/0");
        assertRefused(enveloped("{\"title\":[]}"), 422, "/data/attributes/title");
        assertRefused(enveloped("{\"status\":\"asleep\"}"), 422, "/data/attributes/status");
        assertRefused(enveloped("{\"status\":\"resolved\",\"title\":\"x\"}"), 422, "/data/attributes/status");
        assertRefused(enveloped("{\"kind\":\"strange\"}"), 422, "/data/attributes/kind");
        assertRefused(
                client.put(
                        "/v1/incidents/" + id,
                        "{\"data\":{\"id\":\"" + UUID.randomUUID() + "\",\"type\":\"incidents\",\"attributes\":{}}}"),
                409,
                "/data/id");
        assertThat(client.ask("POST", "/v1/incidents", "title=x", "text/plain").status())
                .isEqualTo(415);
        assertThat(client.post("/v1/incidents", "{\"title\":\"" + "x".repeat(300_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void people_write_on_the_timeline() {
        var id = declared("Written about");

        var written = client.post("/v1/incidents/" + id + "/events", """
                {"data":{"type":"incident_events","attributes":{"event":"Failed over & <b>waiting</b>","visibility":"internal"}}}""");
        var blank = client.post("/v1/incidents/" + id + "/events", "{\"event\":\" \"}");

        assertThat(written.status()).isEqualTo(201);
        assertThat(written.at("/data/attributes/event").asText()).isEqualTo("Failed over & <b>waiting</b>");
        assertThat(written.at("/data/attributes/kind").asText()).isEqualTo("event");
        assertThat(written.at("/data/attributes/user_display_name").asText()).isEqualTo("Olga User");
        assertThat(blank.status()).isEqualTo(422);
        assertThat(blank.json().findValuesAsText("title"))
                .containsExactly("Event can't be blank", "Event raw can't be blank");
        assertThat(client.get("/v1/incidents/" + id + "/events")
                        .json()
                        .get("data")
                        .toString())
                .contains("Failed over & <b>waiting</b>");
    }

    @Test
    void attaching_answers_a_list() {
        var id = declared("Gets an alert later");
        var external = hub.alertComesIn("Attached later", "low");

        var attached = client.post("/v1/incidents/" + id + "/alerts", """
                {"data":{"type":"alerts","attributes":{"alert_ids":["%s"]}}}""".formatted(external));

        assertThat(attached.status()).isEqualTo(200);
        assertThat(attached.at("/data/0/attributes/external_id").asText()).isEqualTo(external);
        assertThat(attached.at("/meta/total_count").asInt()).isEqualTo(1);
        assertThat(attached.json().get("links").has("next")).isTrue();
        assertRefused(client.post("/v1/incidents/" + id + "/alerts", "{}"), 422, "/alert_ids");
    }

    @Test
    void the_catalogue_is_listed() {
        var severities = client.get("/v1/severities").json();
        assertThat(severities.findValuesAsText("slug")).containsExactly("sev0", "sev1", "sev2", "sev3");
        assertThat(client.get("/v1/severities/sev1").at("/data/type").asText()).isEqualTo("severities");
        assertThat(client.get("/v1/severities?filter%5Bslug%5D=sev2")
                        .at("/meta/total_count")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.get("/v1/teams").json().get("meta").has("total_count"))
                .isTrue();
        assertThat(client.get("/v1/users").at("/data/0/type").asText()).isEqualTo("users");
    }

    @Test
    void a_page_by_hand_has_a_receipt_and_asking_twice_is_one_page() {
        var id = declared("Paged by hand");
        var team = hub.hub().team("Checkout");
        var body = """
                {"data":{"type":"pages","attributes":{"incident_id":"%s","message":"Please look",
                 "destinations":[{"kind":"team","id":"%s","name":"Checkout"}]}}}""".formatted(id, team.id());

        var first = client.ask("POST", "/graft/v1/pages", body, "application/vnd.api+json", "Idempotency-Key", "k-1");
        var again = client.ask("POST", "/graft/v1/pages", body, "application/vnd.api+json", "Idempotency-Key", "k-1");
        hub.hub().settle();

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(again.at("/data/id").asText()).isEqualTo(first.at("/data/id").asText());
        var pages = client.get("/graft/v1/incidents/" + id + "/pages").json();
        var byHand = first.at("/data/id").asText();
        var page = new ArrayList<JsonNode>();
        pages.get("data").forEach(one -> {
            if (one.get("id").asText().equals(byHand)) {
                page.add(one);
            }
        });
        assertThat(page).hasSize(1);
        assertThat(page.getFirst().at("/attributes/send_status").asText()).isEqualTo("sent");
        assertThat(page.getFirst().at("/attributes/attempts").isEmpty()).isFalse();
        assertRefused(client.post("/graft/v1/pages", "{}"), 422, "/incident_id");
        assertRefused(client.post("/graft/v1/pages", "{\"incident_id\":\"" + id + "\"}"), 422, "/team_ids");
    }

    @Test
    void decisions_say_why_in_sentences() {
        var id = declared("Decided about");
        hub.hub().settle();

        var decisions = client.get("/graft/v1/incidents/" + id + "/decisions").json();

        assertThat(decisions.at("/data/0/type").asText()).isEqualTo("decisions");
        assertThat(decisions.at("/data/0/attributes/sentence").asText()).isNotBlank();
        assertThat(decisions.get("data").toString()).contains("\"conditions\":", "\"verdict\":\"matched\"");
    }

    @Test
    void a_dropped_alert_stands_among_the_alarms() {
        var external = hub.alertComesIn("Dropped for the API", "high");
        hub.alertSays(external, "alert.dropped", "dropped", "Dropped for the API", "high");

        var alarms = client.get("/graft/v1/alarms").json();

        assertThat(alarms.get("data").toString()).contains("nobody_is_being_paged");
        assertThat(alertTitled("Dropped for the API").at("/attributes/status").asText())
                .isEqualTo("triggered");
        assertThat(alertTitled("Dropped for the API").at("/attributes/labels").toString())
                .contains("{\"key\":\"status\",\"value\":\"dropped\"}");
    }

    @Test
    void an_observer_reads_and_declares_and_changes_nothing() {
        var observer = hub.program(Role.OBSERVER);
        var id = declared("Watched by an observer");
        hub.alertComesIn("Watched alert", "low");
        var alert = alertTitled("Watched alert").get("id").asText();

        assertThat(observer.get("/v1/incidents/" + id).status()).isEqualTo(200);
        assertThat(observer.post("/v1/incidents", "{\"title\":\"Seen by an observer\"}")
                        .status())
                .isEqualTo(201);
        for (var refused : List.of(
                observer.put("/v1/incidents/" + id + "/resolve", ""),
                observer.put("/v1/incidents/" + id, "{\"title\":\"x\"}"),
                observer.post("/v1/alerts/" + alert + "/acknowledge", ""),
                observer.post("/v1/incidents/" + id + "/alerts", "{\"alert_ids\":[\"" + alert + "\"]}"))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(403);
            assertProblem(refused);
        }
        assertThat(status(client.get("/v1/incidents/" + id))).isEqualTo("started");
    }

    private Answer enveloped(String attributes) {
        return client.post("/v1/incidents", "{\"data\":{\"type\":\"incidents\",\"attributes\":" + attributes + "}}");
    }

    private String declared(String title) {
        var created = client.post("/v1/incidents", "{\"title\":\"" + title + "\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.at("/data/id").asText();
    }

    private static String status(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.at("/data/attributes/status").asText();
    }

    private JsonNode alertTitled(String title) {
        var found = client.get("/v1/alerts?filter%5Bsearch%5D=" + title.replace(" ", "+"));
        assertThat(found.at("/data").size()).as(found.body()).isEqualTo(1);
        return found.at("/data/0");
    }

    private List<String> titles(String query) {
        var answer = client.get("/v1/alerts?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("data").findValuesAsText("summary");
    }

    private List<String> found(String query) {
        var answer = client.get("/v1/incidents?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var titles = new ArrayList<String>();
        answer.json()
                .get("data")
                .forEach(incident -> titles.add(incident.at("/attributes/title").asText()));
        return titles;
    }

    private static void assertRefused(Answer answer, int status, String pointer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertProblem(answer);
        assertThat(answer.at("/errors/0/source/pointer").asText())
                .as(answer.body())
                .isEqualTo(pointer);
    }

    private static void assertProblem(Answer answer) {
        assertThat(answer.header("content-type")).contains("application/vnd.api+json; charset=utf-8");
        assertThat(answer.at("/errors/0/title").asText()).as(answer.body()).isNotBlank();
        assertThat(answer.at("/errors/0/detail").asText()).as(answer.body()).isNotBlank();
        assertThat(answer.at("/errors/0/status").asText()).isEqualTo(Integer.toString(answer.status()));
    }

    private String raw(String requestLine) throws IOException {
        var address = URI.create(hub.url());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((requestLine + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer "
                                    + client.token() + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
