package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.IncidentKind;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.IncidentPage;
import dev.graft.domain.paging.Page.SendState;
import dev.graft.domain.paging.PageDecision;
import dev.graft.domain.paging.PageDecisions;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.TeamId;
import dev.graft.platform.db.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whom an incident wakes, through the doors.
class WakingTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    final PagingScene scene = new PagingScene(database).connected();

    private final FakePagerTree pagerTree = scene.pagerTree;

    @Test
    void an_incident_pages_its_teams_with_the_urgency_of_its_severity() {
        var severity = scene.workspaces.severities(scene.admin).stream()
                .filter(found -> found.level() == Severity.Level.CRITICAL)
                .findFirst()
                .orElseThrow();
        var incident = declare(NewIncident.titled("Checkout is down")
                .withSeverity(severity.id())
                .withTeams(List.of(team("Payments", "tem_payments000001"), team("Search", PagingScene.SEARCH))));

        var decisions = page(incident);
        scene.work();

        assertThat(words(decisions)).containsExactly("Payments is paged", "Search is paged");
        assertThat(pagerTree.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.path("destination_team_ids").toString())
                    .as("PagerTree is told the ids of its lists")
                    .isEqualTo("[\"" + PagingScene.PAYMENTS + "\",\"" + PagingScene.SEARCH + "\"]");
            assertThat(alert.path("urgency").asText()).isEqualTo("critical");
        });
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void a_team_that_a_linked_alert_has_woken_is_not_woken_again() {
        var payments = team("Payments", PagingScene.PAYMENTS);
        var alert = scene.anAlert("alt_camein00000001", AlertState.TRIGGERED);
        address(alert.value(), "tem_payments000001");
        var incident = declare(
                NewIncident.titled("Disk full").withTeams(List.of(payments)).withAlerts(List.of(alert)));

        var decisions = page(incident);

        var name = scene.alerts.get(scene.admin, alert).shortId();
        assertThat(words(decisions)).containsExactly("Payments is not paged again: covered by " + name);
        assertThat(decisions.page()).isEmpty();
    }

    @Test
    void a_page_on_its_way_covers_and_a_refused_one_does_not() {
        var incident =
                declare(NewIncident.titled("Disk full").withTeams(List.of(team("Payments", PagingScene.PAYMENTS))));
        pagerTree.next("POST /alerts", 422);
        page(incident);
        assertThat(words(page(incident)))
                .containsExactly("Payments is not paged again: covered by the page to Payments");

        scene.work();

        assertThat(words(page(incident))).containsExactly("Payments is paged");
    }

    @Test
    void asking_twice_with_one_key_is_one_page() {
        var incident =
                declare(NewIncident.titled("Disk full").withTeams(List.of(team("Payments", PagingScene.PAYMENTS))));

        var first = page(incident, "run 1");
        var second = page(incident, "run 1");

        assertThat(second.page()).isEqualTo(first.page()).isPresent();
        assertThat(words(second)).containsExactly("Payments is paged");
    }

    @Test
    void whoever_is_not_paged_is_named_in_a_banner_until_somebody_pages_by_hand() {
        var incident = declare(NewIncident.titled("Disk full"));

        var decisions = page(incident);

        assertThat(decisions.decisions()).hasOnlyElementsOfType(PageDecision.NotPaged.class);
        assertThat(scene.alarms.standing(scene.admin, incident.id()))
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.kind()).isEqualTo(Alarm.Kind.NOT_PAGED);
                    assertThat(alarm.words()).contains("no default destination", "Page somebody by hand.");
                });

        scene.pages.pageByHand(
                scene.admin, incident.id(), List.of(PagingScene.PAYMENTS_TEAM), Optional.empty(), Optional.empty());
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void without_teams_the_default_destination_is_paged() {
        scene.integrations.setDefaultDestination(scene.admin, Destination.team("tem_search00000001", "Search"));
        var incident = declare(NewIncident.titled("Disk full"));

        assertThat(words(page(incident))).containsExactly("Search is paged, because the incident has no team");
        scene.work();

        assertThat(pagerTree
                        .alerts()
                        .getFirst()
                        .path("destination_team_ids")
                        .get(0)
                        .asText())
                .isEqualTo(PagingScene.SEARCH);
    }

    @Test
    void a_private_incident_gives_nothing_away() {
        var incident = declare(new NewIncident(
                Optional.of("Ana is being dismissed"),
                Optional.of("details"),
                IncidentKind.NORMAL,
                Optional.empty(),
                List.of(team("Payments", PagingScene.PAYMENTS)),
                List.of(),
                false,
                true,
                Map.of()));

        page(incident);
        scene.work();

        assertThat(pagerTree.alerts().getFirst().toString())
                .contains("Private incident " + incident.name())
                .doesNotContain("Ana", "details");
    }

    @Test
    void an_incident_in_triage_pages_when_it_starts() {
        var incident = declare(new NewIncident(
                Optional.of("Odd numbers"),
                Optional.empty(),
                IncidentKind.NORMAL,
                Optional.empty(),
                List.of(team("Payments", PagingScene.PAYMENTS)),
                List.of(),
                true,
                false,
                Map.of()));

        assertThat(words(page(incident)))
                .containsExactly("Payments is not paged: the incident is in triage; it pages when it starts");
        assertThat(scene.standing()).isEmpty();

        scene.incidents.handle(scene.admin, incident.id(), new IncidentCommand.Start());
        assertThat(words(page(incident))).containsExactly("Payments is paged");
    }

    @Test
    void a_loop_stops_at_its_hops_and_at_its_number_of_pages() {
        var incident =
                declare(NewIncident.titled("Disk full").withTeams(List.of(team("Payments", PagingScene.PAYMENTS))));

        assertThat(words(page(incident, "far", Pages.MAX_HOPS + 1)))
                .containsExactly("Payments is not paged because Graft suspects a loop");
        assertThat(scene.standing()).contains(Alarm.Kind.LOOP_SUSPECTED);

        var other = declare(NewIncident.titled("Another"));
        for (int i = 0; i < Pages.MAX_PAGES_AN_HOUR; i++) {
            scene.page(other, "page " + i);
        }
        var stopped = scene.page(other, "one more");
        assertThat(scene.get(stopped).send()).isEqualTo(SendState.CANCELLED);
        var byHand = scene.pages.pageByHand(
                scene.admin, other.id(), List.of(PagingScene.PAYMENTS_TEAM), Optional.empty(), Optional.empty());
        assertThat(byHand.send()).as("a person is no loop").isEqualTo(SendState.WAITING);
        assertThat(scene.get(stopped).sendReason()).contains("50 pages within an hour");
    }

    @Test
    void without_a_connection_the_decision_says_so() {
        try (var unconnected = new PagingScene(database)) {
            var incident = unconnected.anIncident();
            var decisions = unconnected.<PageDecisions>in(
                    tx -> unconnected.pages.pageForIncident(tx, request(incident, "run", 0)));

            assertThat(words(decisions))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).contains("not paged because Graft is not connected to PagerTree"));
            assertThatThrownBy(() -> unconnected.pages.pageByHand(
                            unconnected.admin,
                            incident.id(),
                            List.of(PagingScene.PAYMENTS_TEAM),
                            Optional.empty(),
                            Optional.empty()))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("not connected");
        }
    }

    @Test
    void paging_by_hand_pages_always_once_per_key_and_never_for_what_is_over() {
        var incident =
                declare(NewIncident.titled("Disk full").withTeams(List.of(team("Payments", PagingScene.PAYMENTS))));
        page(incident);
        var to = List.of(PagingScene.PAYMENTS_TEAM);

        var first = scene.pages.pageByHand(
                scene.admin, incident.id(), to, Optional.of("Please come"), Optional.of("click"));
        var again = scene.pages.pageByHand(
                scene.admin, incident.id(), to, Optional.of("Please come"), Optional.of("click"));
        scene.work();

        var other = declare(NewIncident.titled("Another"));
        var elsewhere =
                scene.pages.pageByHand(scene.admin, other.id(), to, Optional.of("Please come"), Optional.of("click"));
        assertThat(elsewhere.incident()).as("a key counts within its incident").contains(other.id());
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(pagerTree.alerts()).hasSize(2);
        assertThat(scene.pages.pagesOf(scene.admin, incident.id())).hasSize(2);
        assertThat(scene.get(first.id()).cause()).isEqualTo("Ada Admin paged by hand");
        assertThatThrownBy(() -> scene.pages.pageByHand(
                        scene.admin, incident.id(), List.of(), Optional.empty(), Optional.empty()))
                .isInstanceOf(Invalid.class);
        var reader = new Caller(scene.workspace, new Actor.Graft(), Role.OBSERVER.rights(), "api");
        assertThatThrownBy(() -> scene.pages.pageByHand(reader, incident.id(), to, Optional.empty(), Optional.empty()))
                .isInstanceOf(Forbidden.class);
        scene.incidents.handle(scene.admin, incident.id(), new IncidentCommand.Resolve(Optional.empty()));
        assertThatThrownBy(() ->
                        scene.pages.pageByHand(scene.admin, incident.id(), to, Optional.empty(), Optional.empty()))
                .isInstanceOf(Conflict.class);
    }

    private Incident declare(NewIncident wish) {
        return scene.incidents.create(scene.admin, wish);
    }

    private TeamId team(String name, String pagerTreeId) {
        return scene.in(tx -> scene.workspaces.addTeam(tx, name, Optional.of(pagerTreeId)))
                .id();
    }

    /// PagerTree says to whom the alert is addressed.
    private void address(UUID alert, String destination) {
        scene.in(tx -> tx.update("""
                update alert
                   set destinations = array[:destination::text]
                 where workspace_id = :workspace
                   and id = :alert
                """)
                .bind("destination", destination)
                .bind("alert", alert)
                .run());
    }

    private PageDecisions page(Incident incident) {
        return page(incident, "run " + UUID.randomUUID());
    }

    private PageDecisions page(Incident incident, String key) {
        return page(incident, key, 0);
    }

    private PageDecisions page(Incident incident, String key, int hops) {
        return scene.in(tx -> scene.pages.pageForIncident(tx, request(incident, key, hops)));
    }

    private static IncidentPage request(Incident incident, String key, int hops) {
        return new IncidentPage(
                incident.id(),
                incident.title(),
                incident.summary().orElse(""),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                new Actor.Graft(),
                "a test",
                key,
                hops);
    }

    private static List<String> words(PageDecisions decisions) {
        return decisions.decisions().stream().map(PageDecision::words).toList();
    }
}
