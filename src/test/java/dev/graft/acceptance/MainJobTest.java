package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The main job, as somebody sees it who has the demo, `demo.env` and an HTTP client.
class MainJobTest {
    /// A bound, not a promise: on a quiet machine it takes a fraction of a second, which is the benchmark's to measure.
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Long enough for anything that should not happen to have happened.
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static DemoProcess demo;
    private static Api graft;
    private static Api pagertree;

    @BeforeAll
    static void a_demo() {
        demo = DemoProcess.start(DemoProcess.dataFolder());
        graft = Api.graft(demo);
        pagertree = Api.pagertree(demo);
    }

    @AfterAll
    static void stops_within_ten_seconds() {
        assertThat(demo.stop()).isLessThan(Duration.ofSeconds(10));
        DemoProcess.remove(demo.data());
    }

    @Test
    void an_alert_in_pagertree_becomes_an_alert_and_an_incident_and_nobody_is_paged_twice() {
        var title = "Checkout is down " + System.nanoTime();
        var created = createInPagerTree(title, "critical", team("Checkout"));
        var prefixId = created.path("prefix_id").asText();

        var alert = Eventually.within(SOON, "the alert in Graft", () -> alertOf(prefixId));
        var attributes = alert.path("attributes");
        assertThat(attributes.path("source").asText()).isEqualTo("pagertree");
        assertThat(attributes.path("external_id").asText()).isEqualTo(prefixId);
        assertThat(attributes.path("external_url").asText()).startsWith("http");
        assertThat(attributes.path("labels").toString())
                .contains("\"key\":\"status\"")
                .contains("{\"key\":\"urgency\",\"value\":\"critical\"}");
        var incident = Eventually.within(SOON, "an incident with the alert", () -> incidentTitled(title));
        Eventually.becomesTrue(
                SOON,
                "the alert attached",
                () -> alertsOf(incident).contains(alert.path("id").asText()));
        var decision = Eventually.within(
                SOON,
                "a decision that says why nobody is paged again",
                () -> words("/graft/v1/incidents/" + incident + "/decisions")
                        .filter(said -> said.contains("is not paged")));
        assertThat(decision).contains("PagerTree is calling somebody already, for ALT");

        assertThat(pagertree.post("/alerts/" + prefixId + "/acknowledge", "").status())
                .isLessThan(300);
        Eventually.becomesTrue(
                SOON, "the alert acknowledged", () -> statusOf(prefixId).equals("acknowledged"));
        Eventually.becomesTrue(
                SOON,
                "the acknowledgement on the timeline",
                () -> words("/v1/incidents/" + incident + "/events")
                        .filter(said -> said.contains("cknowledged"))
                        .isPresent());

        assertThat(graft.put("/v1/incidents/" + incident + "/resolve", "").status())
                .isEqualTo(200);
        Eventually.becomesTrue(
                SOON, "PagerTree's alert resolved", () -> inPagerTree(prefixId).equals("resolved"));
        Eventually.becomesTrue(
                SOON, "Graft's alert resolved", () -> statusOf(prefixId).equals("resolved"));
        thenAllIsQuiet();
        assertThat(alertsTitled(title))
                .as("alerts in PagerTree with this title")
                .hasSize(1);
    }

    @Test
    void an_incident_declared_in_graft_pages_a_team_once_and_resolving_it_resolves_the_page() {
        var title = "Payments fail " + System.nanoTime();
        var incident = declare(title);

        var page = Eventually.within(
                SOON,
                "the page in PagerTree",
                () -> alertsTitled(title).stream().findFirst());
        assertThat(page.path("destination_team_ids")).isNotEmpty();
        var prefixId = page.path("prefix_id").asText();
        Eventually.becomesTrue(
                SOON,
                "the receipt",
                () -> words("/graft/v1/incidents/" + incident + "/pages")
                        .filter(said -> said.contains("\"send_status\":\"sent\""))
                        .isPresent());

        pagertree.post("/alerts/" + prefixId + "/acknowledge", "");
        Eventually.becomesTrue(
                SOON,
                "the acknowledgement on the timeline",
                () -> words("/v1/incidents/" + incident + "/events")
                        .filter(said -> said.contains("cknowledged"))
                        .isPresent());
        graft.put("/v1/incidents/" + incident + "/resolve", "");
        Eventually.becomesTrue(
                SOON, "the page resolved", () -> inPagerTree(prefixId).equals("resolved"));

        thenAllIsQuiet();
        assertThat(alertsTitled(title)).as("pages in PagerTree").hasSize(1);
        assertThat(alertOf(prefixId)).as("an alert in Graft about our own page").isEmpty();
    }

    @Test
    void cancelling_an_incident_resolves_the_page_that_graft_made() {
        var title = "False alarm " + System.nanoTime();
        var incident = declare(title);
        var page = Eventually.within(
                SOON,
                "the page in PagerTree",
                () -> alertsTitled(title).stream().findFirst());

        assertThat(graft.put("/v1/incidents/" + incident + "/cancel", "").status())
                .isEqualTo(200);

        Eventually.becomesTrue(
                SOON,
                "the page resolved",
                () -> inPagerTree(page.path("prefix_id").asText()).equals("resolved"));
    }

    @Test
    void five_equal_deliveries_at_the_same_instant_are_one_alert_with_one_event() throws Exception {
        var id = "alt_five" + System.nanoTime();
        var body = delivery(id, "Five at once").getBytes(StandardCharsets.UTF_8);
        var start = new CyclicBarrier(5);
        var deliveries = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 5; i++) {
            deliveries.add(() -> {
                start.await();
                return Api.deliver(demo.environment("GRAFT_WEBHOOK_URL"), body);
            });
        }
        try (var senders = Executors.newFixedThreadPool(5)) {
            for (var answer : senders.invokeAll(deliveries)) {
                assertThat(answer.get()).isBetween(200, 299);
            }
        }

        var alert = Eventually.within(SOON, "the alert", () -> alertOf(id));
        thenAllIsQuiet();
        assertThat(alertsWith(id)).hasSize(1);
        var events = graft.get("/v1/alerts/" + alert.path("id").asText() + "/events")
                .body()
                .path("data");
        assertThat(StreamSupport.stream(events.spliterator(), false)
                        .filter(event ->
                                event.path("attributes").path("source").asText().equals("pagertree"))
                        .toList())
                .hasSize(1);
    }

    @Test
    void a_wrong_missing_empty_or_doubled_secret_is_401_and_stores_nothing() {
        var url = demo.environment("GRAFT_WEBHOOK_URL");
        var bare = url.substring(0, url.indexOf('?'));
        var secret = url.substring(url.indexOf("secret=") + "secret=".length());
        var id = "alt_secret" + System.nanoTime();
        var body = delivery(id, "Who are you").getBytes(StandardCharsets.UTF_8);

        for (var refused : List.of(
                bare,
                bare + "?secret=",
                bare + "?secret=wrong",
                url + "&secret=" + secret,
                bare.substring(0, bare.lastIndexOf('/')) + "/00000000-0000-4000-8000-000000000000?secret=" + secret)) {
            assertThat(Api.deliver(refused, body))
                    .as(refused.replace(secret, "…"))
                    .isEqualTo(401);
        }
        thenAllIsQuiet();
        assertThat(alertOf(id)).isEmpty();
    }

    @Test
    void the_secret_is_accepted_in_every_form_that_the_field_uses() throws Exception {
        var url = demo.environment("GRAFT_WEBHOOK_URL");
        var bare = url.substring(0, url.indexOf('?'));
        var secret = url.substring(url.indexOf("secret=") + "secret=".length());
        var pair = Base64.getEncoder().encodeToString(("pagertree:" + secret).getBytes(StandardCharsets.UTF_8));
        int number = 0;

        for (var header : List.of(
                List.of("Authorization", "Basic " + pair),
                List.of("Authorization", pair),
                List.of("Authorization", "Bearer " + secret),
                List.of("X-Graft-Secret", secret))) {
            var id = "alt_form" + number++ + System.nanoTime();
            var request = HttpRequest.newBuilder(URI.create(bare))
                    .header("Content-Type", "application/json")
                    .header(header.get(0), header.get(1))
                    .POST(HttpRequest.BodyPublishers.ofString(delivery(id, "Form " + number)))
                    .build();
            var status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).as(header.get(0) + " form " + number).isBetween(200, 299);
            Eventually.within(SOON, "the alert of form " + number, () -> alertOf(id));
        }
    }

    @Test
    void the_secret_stands_in_no_file_but_demo_env() throws IOException {
        var url = demo.environment("GRAFT_WEBHOOK_URL");
        var secret = url.substring(url.indexOf("secret=") + "secret=".length());
        Api.deliver(url + "x", new byte[] {'{', '}'});

        try (var files = Files.walk(demo.data())) {
            var holding = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("demo.env"))
                    .filter(file -> holds(file, secret))
                    .filter(file -> !file.toString().contains("sandbox"))
                    .toList();
            assertThat(holding).isEmpty();
        }
        assertThat(demo.said()).doesNotContain(secret);
    }

    @Test
    void a_dropped_alert_alarms_and_an_incident_declared_from_it_pages() {
        var title = "Disk is full " + System.nanoTime();
        nobodyIsOnCallFor("Data", true);
        var created = createInPagerTree(title, "low", team("Data"));
        var prefixId = created.path("prefix_id").asText();
        var alert = Eventually.within(SOON, "the alert", () -> alertOf(prefixId));
        Eventually.becomesTrue(
                SOON,
                "the alarm",
                () -> words("/graft/v1/alarms")
                        .filter(said -> said.contains("obody is being paged"))
                        .isPresent());

        var declared = "Declared: " + title;
        var answer = graft.post(
                "/v1/incidents", """
                {"data":{"type":"incidents","attributes":{"title":"%s","alert_ids":["%s"]}}}
                """.formatted(declared, alert.path("id").asText()));
        assertThat(answer.status()).isEqualTo(201);

        Eventually.within(
                SOON, "the page", () -> alertsTitled(declared).stream().findFirst());
        nobodyIsOnCallFor("Data", false);
    }

    private static void nobodyIsOnCallFor(String team, boolean nobody) {
        var answer =
                Api.sandbox(demo).post("/sandbox/teams/" + team(team), "{\"nobody_on_call\":%s}".formatted(nobody));
        assertThat(answer.status()).as(answer.body().toString()).isLessThan(300);
    }

    private static String declare(String title) {
        var answer = graft.post(
                "/v1/incidents",
                "{\"data\":{\"type\":\"incidents\",\"attributes\":{\"title\":\"%s\"}}}".formatted(title));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("data").path("id").asText();
    }

    private static JsonNode createInPagerTree(String title, String urgency, String team) {
        var answer = pagertree.post("/alerts", """
                {"title":"%s","urgency":"%s","destination_team_ids":["%s"]}
                """.formatted(title, urgency, team));
        assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 201);
        return answer.body();
    }

    private static String team(String name) {
        for (var team : pagertree.get("/teams?limit=100").body().path("data")) {
            if (team.path("name").asText().equals(name)) {
                return team.path("id").asText();
            }
        }
        throw new AssertionError("the sandbox has no team " + name);
    }

    private static List<JsonNode> alertsTitled(String title) {
        var found = new ArrayList<JsonNode>();
        for (var alert : pagertree
                .get("/alerts?limit=100&sort=created_at&direction=desc")
                .body()
                .path("data")) {
            if (alert.path("title").asText().equals(title)) {
                found.add(alert);
            }
        }
        return found;
    }

    private static String inPagerTree(String id) {
        return pagertree.get("/alerts/" + id).body().path("status").asText();
    }

    private static List<JsonNode> alertsWith(String externalId) {
        var found = new ArrayList<JsonNode>();
        for (var alert : graft.get("/v1/alerts?page[size]=100&sort=-created_at"
                        .replace("[", "%5B")
                        .replace("]", "%5D"))
                .body()
                .path("data")) {
            if (alert.path("attributes").path("external_id").asText().equals(externalId)) {
                found.add(alert);
            }
        }
        return found;
    }

    private static Optional<JsonNode> alertOf(String externalId) {
        return alertsWith(externalId).stream().findFirst();
    }

    private static String statusOf(String externalId) {
        return alertOf(externalId)
                .map(alert -> alert.path("attributes").path("status").asText())
                .orElse("");
    }

    private static Optional<String> incidentTitled(String title) {
        var query = URLEncoder.encode("filter[search]", StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(title, StandardCharsets.UTF_8);
        for (var incident : graft.get("/v1/incidents?" + query).body().path("data")) {
            if (incident.path("attributes").path("title").asText().equals(title)) {
                return Optional.of(incident.path("id").asText());
            }
        }
        return Optional.empty();
    }

    private static List<String> alertsOf(String incident) {
        var ids = new ArrayList<String>();
        graft.get("/v1/incidents/" + incident + "/alerts")
                .body()
                .path("data")
                .forEach(alert -> ids.add(alert.path("id").asText()));
        return ids;
    }

    private static Optional<String> words(String path) {
        var answer = graft.get(path);
        return answer.status() == 200 ? Optional.of(answer.body().toString()) : Optional.empty();
    }

    /// Nothing new is asked of PagerTree for a while.
    private static void thenAllIsQuiet() {
        var before = pagertree.get("/alerts?limit=1").body().path("total_count").asInt();
        long end = System.nanoTime() + QUIET.toNanos();
        Eventually.becomesTrue(QUIET.plusSeconds(1), "the end of the quiet", () -> System.nanoTime() > end);
        var after = pagertree.get("/alerts?limit=1").body().path("total_count").asInt();
        assertThat(after).as("alerts in PagerTree").isEqualTo(before);
    }

    /// News of this instant: what is old is asked about first.
    private static String delivery(String id, String title) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return """
               {"type":"alert.created","data":{"sid":"%s","id":"%s","tinyId":7,"createdAt":"%s","updatedAt":"%s",
               "title":"%s","status":"queued","urgency":"low","destination_ids":[],"tags":[],"handoffs":[]}}
               """.formatted(demo.environment("PAGERTREE_ACCOUNT_SID"), id, now, now, title);
    }

    private static boolean holds(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            return false; // the database took it away while we looked
        }
    }
}
