package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Page.SendState;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.FailPoint.SimulatedCrash;
import dev.graft.platform.db.Slice;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.http.OutgoingHttp.Outcome;
import dev.graft.platform.http.OutgoingHttp.Request;
import dev.graft.sandbox.pagertree.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// From an incident to somebody's phone and back, through the whole house and a sandbox PagerTree: one alert there, one
/// page here, the right receipt, whatever goes wrong on the way.
class SendPathTest {
    @AutoClose
    final TestHub hub = TestHub.start();

    @AutoClose
    private final OutgoingHttp http = new OutgoingHttp(Duration.ofSeconds(2), 4 * 1024 * 1024);

    @AfterEach
    void disarm() {
        FailPoint.disarm();
    }

    @Test
    void an_incident_wakes_a_team_whose_answer_comes_back_and_its_end_ends_the_page() {
        var incident = declare();
        hub.settle();
        var page = onlyPage(incident);
        assertThat(page.send()).isEqualTo(SendState.SENT);
        assertThat(alerts()).hasSize(1);
        assertThat(graftAlerts()).as("our own echo makes no alert").isZero();

        hub.clock().advance(Duration.ofSeconds(20));
        post("/alerts/" + page.externalId().orElseThrow() + "/acknowledge");
        hub.settle();
        assertThat(onlyPage(incident).acknowledgedAt()).isPresent();
        assertThat(get(incident).acknowledgedAt()).isPresent();
        assertThat(timeline(incident)).anySatisfy(line -> assertThat(line).startsWith("Page acknowledged"));

        hub.incidents().handle(hub.caller(), incident.id(), new IncidentCommand.Resolve(Optional.empty()));
        hub.settle();
        assertThat(alerts()).extracting(alert -> alert.path("status").asText()).containsExactly("resolved");
        assertThat(timeline(incident)).anySatisfy(line -> assertThat(line).startsWith("Page resolved"));
        assertThat(hub.pages().alarms(hub.caller())).isEmpty();
    }

    @Test
    void a_cancelled_incident_resolves_the_page_that_graft_made() {
        var incident = declare();
        hub.settle();

        hub.incidents().handle(hub.caller(), incident.id(), new IncidentCommand.Cancel(Optional.of("a mistake")));
        hub.settle();

        assertThat(alerts()).extracting(alert -> alert.path("status").asText()).containsExactly("resolved");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RATE_LIMITED_ABSURD") // believed for a quarter of an hour
    void whatever_pagertree_does_to_the_call_there_is_one_alert_one_page_and_a_receipt(Fault fault) {
        hub.pagertree().switchOn(fault, 1);

        var incident = declare();
        hub.settle();
        pass(Duration.ofSeconds(30));

        var page = onlyPage(incident);
        assertThat(page.send()).isEqualTo(SendState.SENT);
        assertThat(page.externalId().or(page::externalPrefixId)).isPresent();
        assertThat(page.externalUrl()).isPresent();
        assertThat(alerts()).hasSize(1);
        assertThat(graftAlerts()).isZero();
        assertThat(hub.pages().receipt(hub.caller(), page.id()).attempts()).isNotEmpty();
        assertThat(timeline(incident))
                .filteredOn(line -> line.startsWith("PagerTree accepted"))
                .hasSize(1);
        assertThat(hub.pages().alarms(hub.caller())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "^INBOX_.*") // those are DoorCrashTest's
    void wherever_the_hub_dies_on_the_way_there_is_one_alert_one_page_and_a_receipt(FailPoint point) {
        if (point.name().startsWith("LOOK_UP")) {
            hub.pagertree().switchOn(Fault.SERVER_ERROR, 1);
        }
        var incident = declare();

        FailPoint.crashAt(point, 1);
        boolean hasCrashed = crashes(() -> {
            hub.settle();
            pass(Duration.ofSeconds(30)); // a webhook that a cold door turned away comes again
        });
        FailPoint.disarm();
        expireLeases();
        pass(Duration.ofSeconds(60));

        assertThat(hasCrashed).isTrue();
        var page = onlyPage(incident);
        assertThat(page.send()).isEqualTo(SendState.SENT);
        assertThat(page.externalId().or(page::externalPrefixId)).isPresent();
        assertThat(page.externalUrl()).isPresent();
        assertThat(alerts()).hasSize(1);
        assertThat(graftAlerts()).isZero();
        assertThat(hub.pages().alarms(hub.caller())).isEmpty();
    }

    @Test
    void a_page_that_nobody_can_answer_raises_the_alarm() {
        for (var team : hub.pagertree().teams()) {
            hub.pagertree().setNobodyOnCall(team.name(), true);
        }

        var incident = declare();
        hub.settle();
        pass(Duration.ofSeconds(5));

        assertThat(onlyPage(incident).droppedAt()).isPresent();
        assertThat(hub.pages().alarms(hub.caller()))
                .extracting(Alarm::kind)
                .containsExactly(Alarm.Kind.NOBODY_ANSWERED);
    }

    private Incident declare() {
        return hub.incidents().create(hub.caller(), NewIncident.titled("Checkout is down"));
    }

    private Incident get(Incident incident) {
        return hub.incidents().get(hub.caller(), incident.id());
    }

    private Page onlyPage(Incident incident) {
        var pages = hub.pages().pagesOf(hub.caller(), incident.id());
        assertThat(pages).hasSize(1);
        return pages.getFirst();
    }

    private long graftAlerts() {
        return hub.db()
                .<Long>inTransaction(
                        hub.caller().workspace(),
                        tx -> tx.query("select count(*) as alerts from alert where workspace_id = :workspace")
                                .only(row -> row.longValue("alerts")));
    }

    private List<String> timeline(Incident incident) {
        return hub.incidents().events(hub.caller(), incident.id(), Slice.first(100)).items().stream()
                .map(event -> event.line().text())
                .toList();
    }

    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            hub.pass(Duration.ofSeconds(1));
        }
    }

    /// As if a minute had passed for the database.
    private void expireLeases() {
        hub.db()
                .acrossWorkspaces(
                        "a test lets leases run out",
                        tx -> tx.update("update effect_open set lease_until = now() - interval '1 second'")
                                .run());
    }

    private static boolean crashes(Runnable work) {
        try {
            work.run();
            return false;
        } catch (SimulatedCrash crash) {
            return true;
        }
    }

    private List<JsonNode> alerts() {
        var alerts = new ArrayList<JsonNode>();
        call(Request.get(URI.create(hub.pagertree().apiUrl() + "/alerts?limit=100"), token(), Duration.ofSeconds(10)))
                .path("data")
                .forEach(alerts::add);
        return alerts;
    }

    private void post(String path) {
        call(Request.post(
                URI.create(hub.pagertree().apiUrl() + path),
                token(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(10)));
    }

    private JsonNode call(Request request) {
        try {
            return http.send(request) instanceof Outcome.Answered answered && answered.isSuccess()
                    ? Json.read(answered.body())
                    : Json.mapper().createObjectNode();
        } catch (MalformedJson e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> token() {
        return Map.of("Authorization", "Bearer " + hub.pagertree().apiKey(), "Content-Type", "application/json");
    }
}
