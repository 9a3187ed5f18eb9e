package dev.graft.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertFilter;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentFilter;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.workspace.Role;
import dev.graft.platform.db.Slice;
import dev.graft.platform.secret.Secret;
import dev.graft.surface.SurfaceHub;
import dev.graft.surface.SurfaceHub.Answer;
import dev.graft.surface.SurfaceHub.Person;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WebSurfaceTest {
    @AutoClose
    private static final SurfaceHub hub = new SurfaceHub();

    private static final List<String> PAGES = List.of(
            "/",
            "/alerts",
            "/alerts?status=all",
            "/incidents",
            "/incidents?status=all",
            "/incidents/new",
            "/workflows",
            "/integrations",
            "/integrations/pagertree");

    @Test
    void a_stranger_is_told_how_to_sign_in_and_sees_nothing() {
        for (var path : PAGES) {
            var answer = hub.stranger().open(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.body()).contains("You are not signed in").doesNotContain("csrf");
        }
    }

    @Test
    void a_link_survives_being_looked_at_and_signs_in_once() {
        var token = hub.signInToken(Role.USER);
        var person = hub.stranger();

        assertThat(person.open("/start?token=" + token).body()).contains("Sign in</button>");
        assertThat(hub.stranger().open("/start?token=" + token).status()).isEqualTo(200);
        var taken = person.submit("/start", Map.of("token", token));

        assertThat(taken.status()).isEqualTo(303);
        assertThat(taken.header("set-cookie").orElse(""))
                .startsWith("graft_session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200")
                .doesNotContain("Secure");
        assertThat(person.open("/").status()).isEqualTo(200);
        assertThat(hub.stranger().submit("/start", Map.of("token", token)).status())
                .isEqualTo(401);
        assertThat(hub.stranger().open("/start").status()).isEqualTo(400);
    }

    @Test
    void over_https_the_cookie_belongs_to_this_host_and_travels_sealed() {
        var cookie = SessionCookie.at(URI.create("https://hub.example"));

        assertThat(cookie.set(new Secret("s")))
                .startsWith("__Host-graft_session=s;")
                .endsWith("; Secure");
        assertThat(SessionCookie.csrf("one"))
                .isNotEqualTo(SessionCookie.csrf("two"))
                .doesNotContain("one");
    }

    @Test
    void signing_out_ends_the_session_everywhere() {
        var person = hub.signedIn(Role.USER);

        assertThat(person.fill("/sign-out", Map.of()).body()).contains("You are signed out");
        assertThat(person.open("/").status()).isEqualTo(401);
    }

    @Test
    void every_page_is_sent_with_the_headers_that_keep_it_to_itself() {
        var person = hub.signedIn(Role.ADMIN);
        for (var path : PAGES) {
            var answer = person.open(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("cache-control")).contains("no-store");
            assertThat(answer.header("referrer-policy")).contains("same-origin");
            assertThat(answer.header("x-content-type-options")).contains("nosniff");
            assertThat(answer.body()).doesNotContain("style=", "onclick", "<script>");
        }
        assertThat(person.open("/no-such-page").status()).isEqualTo(404);
        assertThat(person.open("/incidents/1/no-such-act").status()).isEqualTo(404);
    }

    @Test
    void assets_are_served_by_us_packed_and_for_good() {
        var person = hub.stranger();
        var page = person.open("/start?token=x").body();
        var style = page.substring(page.indexOf("/assets/"), page.indexOf("graft.css") + "graft.css".length());
        var address = style.substring(style.lastIndexOf("/assets/"));

        var answer = person.open(address);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("cache-control").orElse("")).contains("immutable");
        assertThat(person.open("/assets/000000000000/graft.css").header("cache-control"))
                .contains("no-cache");
        assertThat(person.open("/assets/x/secrets").status()).isEqualTo(404);
        assertThat(page).doesNotContain("http://", "https://");
    }

    @Test
    void a_form_from_elsewhere_changes_nothing() {
        hub.alertComesIn("Not to be touched", "high");
        var alert = alert("Not to be touched");
        var path = "/alerts/" + alert.shortId() + "/acknowledge";
        var person = hub.signedIn(Role.USER);
        var csrf = person.csrf();
        var otherCsrf = hub.signedIn(Role.USER).csrf();

        var refused = List.of(
                person.submit(path, Map.of()),
                person.submit(path, Map.of("csrf", "")),
                person.submit(path, Map.of("csrf", otherCsrf)),
                person.submit(path, Map.of("csrf", csrf), "Sec-Fetch-Site", "cross-site"),
                person.submit(path, Map.of("csrf", csrf), "Sec-Fetch-Site", "same-site"),
                person.submit(path, Map.of("csrf", csrf), "Origin", "https://evil.example"),
                person.submit(path, Map.of("csrf", csrf), "Origin", "null"));

        assertThat(refused).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
        assertThat(hub.stranger()
                        .submit("/start", Map.of("token", hub.signInToken(Role.USER)), "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(alert("Not to be touched").status()).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(person.submit(path, Map.of("csrf", csrf), "Sec-Fetch-Site", "same-origin", "Origin", hub.url())
                        .status())
                .isEqualTo(303);
        assertThat(alert("Not to be touched").status()).isEqualTo(AlertStatus.ACKNOWLEDGED);
    }

    @Test
    void an_alert_says_what_its_buttons_do_and_does_it() {
        hub.alertComesIn("Buttons", "high");
        var alert = alert("Buttons");
        var person = hub.signedIn(Role.USER);

        var page = person.open("/alerts/" + alert.shortId()).body();
        assertThat(page).contains("its escalation stops and nobody else is paged", "Declare an incident", "Resolve");
        var resolved = person.fill("/alerts/" + alert.shortId() + "/resolve", Map.of());

        assertThat(resolved.header("location")).contains("/alerts/" + alert.shortId() + "?said=alert_resolved");
        assertThat(alert("Buttons").status()).isEqualTo(AlertStatus.RESOLVED);
        var after = person.open("/alerts/" + alert.shortId() + "?said=alert_resolved")
                .body();
        assertThat(after).contains("Resolved. PagerTree is being told").doesNotContain("/acknowledge\"");
        assertThat(person.fill("/alerts/" + alert.shortId() + "/acknowledge", Map.of())
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_form_never_leads_to_another_site() {
        hub.alertComesIn("Redirects", "low");
        var path = "/alerts/" + alert("Redirects").shortId() + "/acknowledge";

        var answer = hub.signedIn(Role.USER).fill(path, Map.of("back", "https://evil.example/incidents/1"));

        assertThat(answer.header("location").orElse("")).startsWith("/alerts/");
    }

    @Test
    void a_dropped_alert_says_in_red_words_that_nobody_is_being_paged() {
        var external = hub.alertComesIn("Dropped on the page", "high");
        hub.alertSays(external, "alert.dropped", "dropped", "Dropped on the page", "high");
        var person = hub.signedIn(Role.USER);

        var page =
                person.open("/alerts/" + alert("Dropped on the page").shortId()).body();

        assertThat(page).contains("Nobody is being paged", "PagerTree dropped this alert");
        assertThat(person.open("/").body()).contains("Nobody is being paged", "Dropped on the page");
    }

    @Test
    void a_hostile_alert_is_text_on_every_page() {
        var hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        var external = hub.alertComesIn("Hostile " + hostile, "high");
        var alert = hub.hub().alerts().findByAnyId(hub.hub().caller(), external).orElseThrow();
        var person = hub.signedIn(Role.ADMIN);
        person.fill("/incidents", Map.of("title", "Hostile " + hostile, "summary", hostile, "alert", alert.shortId()));
        var incident = incident("Hostile");
        person.fill("/incidents/" + incident.number() + "/events", Map.of("text", hostile));

        for (var path : List.of(
                "/",
                "/alerts?q=Hostile",
                "/alerts/" + alert.shortId(),
                "/incidents?q=Hostile",
                "/incidents/" + incident.number(),
                "/incidents/" + incident.number() + "/resolve",
                "/incidents/" + incident.number() + "/page",
                "/incidents/new?alert=" + alert.shortId(),
                "/alerts?status=all&q=%3Cscript%3Ealert(1)%3C/script%3E")) {
            var answer = person.open(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body())
                    .as(path)
                    .doesNotContain("<script>alert", "<img src=x")
                    .contains("&lt;script");
        }
    }

    @Test
    void an_incident_is_declared_worked_on_and_resolved() {
        var external = hub.alertComesIn("Payments fail", "high");
        var alert = hub.hub().alerts().findByAnyId(hub.hub().caller(), external).orElseThrow();
        var person = hub.signedIn(Role.USER);
        var severity = hub.hub().workspaces().severities(hub.hub().caller()).getFirst();

        assertThat(person.open("/incidents/new?alert=" + alert.shortId()).body())
                .contains("value=\"Payments fail\"", alert.shortId());
        var declared = person.fill(
                "/incidents",
                Map.of(
                        "title", "Payments fail in EU",
                        "severity", severity.id().toString(),
                        "alert", alert.shortId()));
        var incident = incident("Payments fail in EU");
        var path = "/incidents/" + incident.number();

        assertThat(declared.header("location")).contains(path + "?said=declared");
        hub.hub().settle();
        assertThat(person.open(path).body())
                .contains("Payments fail in EU", "SEV0 critical", "Mitigate", alert.shortId(), "Timeline", "Decisions");
        person.fill(path + "/events", Map.of("text", "Looking at the logs"));
        assertThat(person.open(path).body()).contains("Looking at the logs");
        assertThat(person.open(path + "/resolve").body()).contains("Resolved in PagerTree with it", alert.shortId());
        person.fill(path + "/mitigate", Map.of("message", "Switched to the other provider"));
        assertThat(incident("Payments fail in EU").status()).isEqualTo(IncidentStatus.MITIGATED);
        person.fill(path + "/resolve", Map.of("message", "Provider is back"));
        assertThat(incident("Payments fail in EU").status()).isEqualTo(IncidentStatus.RESOLVED);
        assertThat(person.open(path).body()).contains("Provider is back", "Close", "Begin again");
        person.fill(path + "/close", Map.of());
        assertThat(incident("Payments fail in EU").status()).isEqualTo(IncidentStatus.CLOSED);
    }

    @Test
    void a_page_by_hand_goes_out_once_however_often_the_button_is_pressed() {
        var incident = declared("Somebody must come");
        var path = "/incidents/" + incident.number();
        var person = hub.signedIn(Role.USER);
        var form = person.open(path + "/page").body();
        assertThat(form).contains("Checkout", "Page them now");
        var team = hub.hub().team("Checkout");
        var fields = Map.of("to", "team:" + team.id(), "message", "Please look", "key", "tap");

        assertThat(person.fill(path + "/pages", fields).status()).isEqualTo(303);
        assertThat(person.fill(path + "/pages", fields).status()).isEqualTo(303);
        hub.hub().settle();

        var byHand = hub.hub().pages().pagesOf(hub.hub().caller(), incident.id()).stream()
                .filter(page -> page.requestedBy().displayName().startsWith("Olga"))
                .toList();
        assertThat(byHand).hasSize(1);
        assertThat(person.open(path).body()).contains("Accepted by PagerTree", "Checkout");
        assertThat(person.fill(path + "/pages", Map.of("to", "team:nobody")).status())
                .isEqualTo(422);
    }

    @Test
    void an_observer_sees_no_button_that_would_be_refused() {
        hub.alertComesIn("Only watched", "high");
        var alert = alert("Only watched");
        var incident = declared("Only watched incident");
        var observer = hub.signedIn(Role.OBSERVER);

        assertThat(observer.open("/alerts/" + alert.shortId()).body())
                .doesNotContain("/acknowledge\"", "/resolve\"")
                .contains("Declare an incident");
        assertThat(observer.open("/incidents/" + incident.number()).body())
                .doesNotContain("Mitigate", "Page somebody", "Write on the timeline");
        for (var refused : List.of(
                observer.fill("/alerts/" + alert.shortId() + "/acknowledge", Map.of()),
                observer.fill("/incidents/" + incident.number() + "/resolve", Map.of()),
                observer.fill("/incidents/" + incident.number() + "/events", Map.of("text", "x")),
                observer.fill("/incidents/" + incident.number() + "/pages", Map.of("to", "x")),
                observer.open("/incidents/" + incident.number() + "/page"),
                observer.open("/incidents/" + incident.number() + "/resolve"))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(403);
        }
        assertThat(incident("Only watched incident").status()).isEqualTo(IncidentStatus.STARTED);
    }

    @Test
    void only_an_admin_sets_up_pagertree_and_others_learn_whom_to_ask() {
        var user = hub.signedIn(Role.USER);
        var before = hub.hub().pagertree().apiKey();

        assertThat(user.open("/integrations").body()).contains("PagerTree");
        var page = user.open("/integrations/pagertree");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains("Not allowed", "The admins are:", "Olga Admin")
                .doesNotContain("secret");
        for (var form : List.of("key", "secret", "destination")) {
            assertThat(user.fill("/integrations/pagertree/" + form, Map.of("key", before))
                            .status())
                    .as(form)
                    .isEqualTo(403);
        }
    }

    @Test
    void the_secret_is_shown_when_asked_for_and_the_key_never() {
        var admin = hub.signedIn(Role.ADMIN);
        var secret = hub.hub().webhookUrl().replaceFirst(".*secret=", "");

        var page = admin.open("/integrations/pagertree").body();
        var asked = admin.fill("/integrations/pagertree/secret", Map.of());

        assertThat(page)
                .contains("A key is in use", "Show the address and secret to copy")
                .doesNotContain(secret, hub.hub().pagertree().apiKey());
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("?secret=" + secret, "Authorization: Bearer " + secret);
        assertThat(asked.header("cache-control")).contains("no-store");
    }

    @Test
    void a_key_is_tested_before_it_is_kept() {
        var admin = hub.signedIn(Role.ADMIN);

        var wrong = admin.fill("/integrations/pagertree/key", Map.of("environment", "sandbox", "key", "wrong-key-1"));
        var good = admin.fill(
                "/integrations/pagertree/key",
                Map.of("environment", "sandbox", "key", hub.hub().pagertree().apiKey(), "webhook", "on"));

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("PagerTree").doesNotContain("wrong-key-1");
        assertThat(good.header("location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith("/integrations/pagertree?said=webhook"));
        assertThat(admin.fill("/integrations/pagertree/key", Map.of("key", " ")).status())
                .isEqualTo(422);
    }

    @Test
    void the_default_destination_is_somebody_whom_pagertree_knows() {
        var admin = hub.signedIn(Role.ADMIN);
        var team = hub.hub().team("Checkout");

        var kept = admin.fill("/integrations/pagertree/destination", Map.of("destination", "team:" + team.id()));
        var unknown = admin.fill("/integrations/pagertree/destination", Map.of("destination", "team:nobody"));

        assertThat(kept.status()).isEqualTo(303);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(admin.open("/integrations/pagertree").body()).contains("Checkout");
    }

    @Test
    void workflows_are_told_in_sentences() {
        assertThat(hub.signedIn(Role.USER).open("/workflows").body())
                .contains("an incident is declared", "status is one of resolved or closed", "teams")
                .doesNotContain("create_pagertree_alert");
    }

    @Test
    void odd_addresses_are_answered_in_words() {
        var person = hub.signedIn(Role.USER);
        for (var path : List.of(
                "/alerts?page=0&status=strange",
                "/alerts?page=999999",
                "/alerts?q=%25%5F%27",
                "/incidents?page=abc&q=" + "x".repeat(1000))) {
            assertThat(person.open(path).status()).as(path).isEqualTo(200);
        }
        for (var path : List.of("/alerts/ALT0", "/alerts/%3Cb%3E", "/incidents/0", "/incidents/x/resolve")) {
            var answer = person.open(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).contains("Not found");
        }
    }

    @Test
    void a_form_that_is_too_long_is_refused_in_words() {
        Answer answer = hub.signedIn(Role.USER).submit("/incidents", Map.of("title", "x".repeat(70_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("Too long");
    }

    @Test
    void what_is_wrong_with_a_new_incident_is_said_beside_what_was_written() {
        Person person = hub.signedIn(Role.USER);
        var fields = new HashMap<>(Map.of("title", "t".repeat(3_000), "summary", "Kept while asking again"));

        var answer = person.fill("/incidents", fields);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Kept while asking again", "role=\"alert\"");
    }

    private static Alert alert(String title) {
        return hub.hub()
                .alerts()
                .list(
                        hub.hub().caller(),
                        Rows.alertsThat(AlertFilter.all().statuses(), Optional.of(title)),
                        Slice.first(1))
                .items()
                .getFirst();
    }

    private static Incident incident(String title) {
        return hub.hub().incidents().list(hub.hub().caller(), IncidentFilter.all(), Slice.first(100)).items().stream()
                .filter(incident -> incident.title().startsWith(title))
                .findFirst()
                .orElseThrow();
    }

    private static Incident declared(String title) {
        return hub.hub().incidents().create(hub.hub().caller(), NewIncident.titled(title));
    }
}
