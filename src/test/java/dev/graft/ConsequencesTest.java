package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.incident.IncidentFilter;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Urgency;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Run;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The rooms together, from a fact to the rows that follow from it.
class ConsequencesTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    private final Rooms rooms = new Rooms(database);

    @Test
    void a_declared_incident_pages_its_teams_once() {
        var checkout = rooms.team("Checkout", "tem_checkout");
        var mail = rooms.team("Mail", "tem_mail");

        var incident = rooms.incidents.create(
                rooms.ana,
                NewIncident.titled("Checkout is down")
                        .withSummary("since 11:40")
                        .withSeverity(rooms.severity("sev0"))
                        .withTeams(List.of(checkout.id(), mail.id())));
        rooms.settle();
        rooms.settle();

        assertThat(rooms.pagesOf(incident.id())).singleElement().satisfies(page -> {
            assertThat(page.title()).isEqualTo("Checkout is down");
            assertThat(page.description()).isEqualTo("since 11:40");
            assertThat(page.urgency()).isEqualTo(Urgency.CRITICAL);
            assertThat(page.severity()).contains("SEV-1");
            assertThat(page.destinations())
                    .containsExactlyInAnyOrder(
                            Destination.team("tem_checkout", "Checkout"), Destination.team("tem_mail", "Mail"));
            assertThat(page.cause()).isEqualTo("Workflow: Page PagerTree when an incident is created");
        });
        assertThat(rooms.timeline(incident.id())).first().isEqualTo("Ana Ruiz: Incident declared");
        assertThat(rooms.timeline(incident.id())).last().asString().contains("Paging Checkout, Mail");
        var decision = theDecision(incident);
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.MATCHED);
        assertThat(decision.sentence()).isEqualTo("Matched: status is started and kind is normal");
        assertThat(decision.run().orElseThrow().status()).isEqualTo(Run.Status.COMPLETED);
        assertThat(decision.run().orElseThrow().tasks())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.words()).containsExactlyInAnyOrder("Checkout is paged", "Mail is paged"));
    }

    @Test
    void an_incident_without_a_severity_pages_with_high_urgency_and_names_none() {
        rooms.defaultDestination(new Destination(Destination.Kind.ROUTER, "rtr_1", "Everybody"));

        var incident = declare();

        assertThat(rooms.pagesOf(incident.id())).singleElement().satisfies(page -> {
            assertThat(page.urgency()).isEqualTo(Urgency.HIGH);
            assertThat(page.severity()).isEmpty();
            assertThat(page.destinations()).extracting(Destination::name).containsExactly("Everybody");
        });
    }

    @Test
    void an_incident_in_triage_pages_nobody_until_it_starts() {
        var checkout = rooms.team("Checkout", "tem_checkout");
        var incident = rooms.incidents.create(
                rooms.ana,
                NewIncident.titled("Is it down?")
                        .withTeams(List.of(checkout.id()))
                        .asTriage());
        rooms.settle();
        assertThat(rooms.pagesOf(incident.id())).isEmpty();
        assertThat(theDecision(incident).sentence())
                .isEqualTo("Skipped: status is in_triage, and the workflow wants started");

        rooms.incidents.handle(rooms.ana, incident.id(), new IncidentCommand.Start());
        rooms.settle();

        assertThat(rooms.pagesOf(incident.id())).hasSize(1);
    }

    @Test
    void a_team_without_a_pagertree_team_is_named_on_the_timeline_and_by_an_alarm() {
        var sales = rooms.team("Sales", "");

        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("x").withTeams(List.of(sales.id())));
        rooms.settle();

        assertThat(rooms.pagesOf(incident.id())).isEmpty();
        assertThat(rooms.alarms.standing(rooms.ana, incident.id()))
                .extracting(Alarm::kind)
                .containsExactly(Alarm.Kind.NOT_PAGED);
        assertThat(rooms.timeline(incident.id()))
                .anySatisfy(line -> assertThat(line).contains("Sales is not paged because"));
    }

    @Test
    void where_pagertree_is_not_connected_the_decision_and_the_alarm_say_so() {
        rooms.notConnected("PagerTree is not connected");

        var incident = declare();

        assertThat(rooms.pagesOf(incident.id())).isEmpty();
        assertThat(rooms.alarms.standing(rooms.ana, incident.id())).hasSize(1);
    }

    @Test
    void a_critical_alert_opens_one_incident_and_its_live_alert_pages_nobody_again() {
        rooms.installDemo();
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));

        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        rooms.hear("alt_1", ReportType.OPEN, AlertState.TRIGGERED, "tem_db");
        rooms.settle();

        var incident = theIncident();
        assertThat(incident.title()).isEqualTo("Disk full on alt_1");
        assertThat(incident.summary()).contains("98 %");
        assertThat(incident.severity()).contains(rooms.severity("sev0"));
        assertThat(incident.source()).isEqualTo("workflow");
        assertThat(rooms.alertsOf(incident.id())).containsExactly(alert.id());
        assertThat(rooms.pagesOf(incident.id())).isEmpty();
        assertThat(rooms.alarms.standing(rooms.ana)).isEmpty();
        assertThat(rooms.timeline(incident.id()))
                .containsExactly(
                        "Workflow: A critical PagerTree alert opens an incident: Incident declared",
                        "Workflow: A critical PagerTree alert opens an incident: PagerTree alert “Disk full on alt_1”"
                                + " attached",
                        "Workflow: Page PagerTree when an incident is created: Databases is not paged: PagerTree is"
                                + " calling somebody already, for " + alert.shortId());
        assertThat(rooms.workflows.decisions(rooms.ana, alert.id()))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.sentence())
                            .isEqualTo(
                                    "Matched: source is pagertree and labels have urgency:critical and status is triggered");
                    assertThat(decision.run().orElseThrow().tasks().getFirst().words())
                            .containsExactly("INC-1 is declared");
                });
    }

    @Test
    void an_alert_that_belongs_to_an_incident_makes_no_second_one() {
        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        var incident =
                rooms.incidents.create(rooms.ana, NewIncident.titled("By hand").withAlerts(List.of(alert.id())));
        rooms.installDemo();

        rooms.hear("alt_2", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        rooms.settle();
        var second = theNewestIncident();
        rooms.incidents.attach(rooms.ana, incident.id(), rooms.alertsOf(second.id()));

        assertThat(rooms.alertsOf(incident.id())).hasSize(2);
        assertThat(rooms.incidents
                        .list(rooms.ana, IncidentFilter.all(), Slice.first(10))
                        .total())
                .isEqualTo(2);
    }

    @Test
    void workflows_that_turned_an_acknowledged_alert_away_are_asked_once_more_when_it_calls() {
        rooms.installDemo();
        var alert = rooms.hear("alt_1", ReportType.ACKNOWLEDGED, AlertState.ACKNOWLEDGED, "tem_db");
        rooms.settle();
        assertThat(rooms.workflows.decisions(rooms.ana, alert.id()))
                .singleElement()
                .satisfies(decision -> assertThat(decision.sentence())
                        .isEqualTo("Skipped: status is acknowledged, and the workflow wants triggered"));

        rooms.hear("alt_1", ReportType.DROPPED, AlertState.DROPPED, "tem_db");
        rooms.settle();

        assertThat(rooms.workflows.decisions(rooms.ana, alert.id())).hasSize(2);
        assertThat(rooms.alertsOf(theIncident().id())).containsExactly(alert.id());
        assertThat(rooms.alarms.standing(rooms.ana)).extracting(Alarm::kind).contains(Alarm.Kind.NOBODY_IS_BEING_PAGED);
    }

    @Test
    void asking_once_more_waits_for_the_first_decision() {
        rooms.installDemo();
        var alert = rooms.hear("alt_1", ReportType.ACKNOWLEDGED, AlertState.ACKNOWLEDGED, "tem_db");
        rooms.hear("alt_1", ReportType.DROPPED, AlertState.DROPPED, "tem_db");
        database.runAsSuperuser("update work_open set due_at = now() + interval '1 hour' where workspace_id = '"
                + rooms.workspace + "' and id in (select id from occurrence where asks_again_of is null)");

        rooms.settle();

        assertThat(rooms.incidents.incidentsOf(rooms.ana, alert.id())).hasSize(1);
    }

    @Test
    void attaching_is_on_the_alerts_timeline_too_once() {
        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Disk full"));

        rooms.incidents.attach(rooms.ana, incident.id(), List.of(alert.id()));
        rooms.incidents.attach(rooms.ana, incident.id(), List.of(alert.id()));

        assertThat(rooms.alerts.events(rooms.ana, alert.id(), Slice.first(10)).items())
                .extracting(event -> event.action() + ": " + event.details())
                .containsOnlyOnce("attached: Attached to INC-1");
        assertThat(rooms.timeline(incident.id()))
                .containsOnlyOnce("Ana Ruiz: PagerTree alert “Disk full on alt_1” attached");
    }

    @Test
    void a_dropped_alert_covers_nobody_so_its_incident_pages() {
        rooms.defaultDestination(Destination.team("tem_db", "Databases"));
        var alert = rooms.hear("alt_1", ReportType.DROPPED, AlertState.DROPPED, "tem_db");

        var incident = rooms.incidents.create(
                rooms.ana, NewIncident.titled("Disk full").withAlerts(List.of(alert.id())));
        rooms.settle();

        assertThat(rooms.pagesOf(incident.id())).hasSize(1);
    }

    @Test
    void news_of_an_attached_alert_is_on_the_timeline_once_and_stamps_the_incident() {
        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        var incident = rooms.incidents.create(
                rooms.ana, NewIncident.titled("Disk full").withAlerts(List.of(alert.id())));

        rooms.hear("alt_1", ReportType.ACKNOWLEDGED, AlertState.ACKNOWLEDGED, "tem_db");

        assertThat(rooms.timeline(incident.id()))
                .containsOnlyOnce("PagerTree: PagerTree alert “Disk full on alt_1” acknowledged by Ben Okafor");
        assertThat(rooms.incidents.get(rooms.ana, incident.id()).acknowledgedAt())
                .isPresent();
        assertThat(rooms.incidents.incidentsOf(rooms.ana, alert.id())).hasSize(1);
    }

    @Test
    void a_resolved_incident_asks_pagertree_to_resolve_what_came_in_and_cancels_what_was_not_sent() {
        var checkout = rooms.team("Checkout", "tem_checkout");
        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        var incident = rooms.incidents.create(
                rooms.ana,
                NewIncident.titled("Disk full").withAlerts(List.of(alert.id())).withTeams(List.of(checkout.id())));
        rooms.settle();

        rooms.incidents.handle(rooms.ana, incident.id(), new IncidentCommand.Resolve(Optional.empty()));
        rooms.settle();

        assertThat(rooms.pagesOf(incident.id()))
                .singleElement()
                .satisfies(page -> assertThat(page.send()).isEqualTo(Page.SendState.CANCELLED));
        assertThat(rooms.timeline(incident.id()))
                .contains("Workflow: Resolve the linked PagerTree alerts when an incident is resolved: PagerTree is"
                        + " asked to resolve " + alert.shortId());
        assertThat(effectsOf("resolve_alert")).isEqualTo(1);
    }

    @Test
    void a_cancelled_incident_leaves_the_alerts_that_came_in_as_they_are() {
        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        var incident = rooms.incidents.create(
                rooms.ana, NewIncident.titled("Disk full").withAlerts(List.of(alert.id())));
        rooms.settle();

        rooms.incidents.handle(rooms.ana, incident.id(), new IncidentCommand.Cancel(Optional.empty()));
        rooms.settle();

        assertThat(effectsOf("resolve_alert")).isZero();
    }

    @Test
    void a_duplicate_resolves_nothing_and_its_alerts_go_on_with_the_survivor() {
        var survivor = rooms.incidents.create(rooms.ana, NewIncident.titled("Disk full"));
        var alert = rooms.hear("alt_1", ReportType.CREATED, AlertState.TRIGGERED, "tem_db");
        var duplicate = rooms.incidents.create(
                rooms.ana, NewIncident.titled("Disk full too").withAlerts(List.of(alert.id())));
        rooms.settle();

        rooms.incidents.handle(rooms.ana, duplicate.id(), new IncidentCommand.MarkDuplicate(survivor.id()));
        rooms.settle();

        assertThat(effectsOf("resolve_alert")).isZero();
        assertThat(rooms.alertsOf(survivor.id())).containsExactly(alert.id());
    }

    @Test
    void an_incident_that_was_over_before_its_run_began_pages_nobody() {
        var checkout = rooms.team("Checkout", "tem_checkout");
        var incident = rooms.incidents.create(
                rooms.ana, NewIncident.titled("False alarm").withTeams(List.of(checkout.id())));
        rooms.incidents.handle(rooms.ana, incident.id(), new IncidentCommand.Resolve(Optional.empty()));

        rooms.settle();

        assertThat(rooms.pagesOf(incident.id())).isEmpty();
        assertThat(rooms.workflows.decisions(rooms.ana, incident.id()))
                .filteredOn(decision -> decision.workflowName().startsWith("Page"))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.run().orElseThrow().status()).isEqualTo(Run.Status.CANCELED);
                    assertThat(decision.run().orElseThrow().message())
                            .isEqualTo("When it came to run, its conditions did not hold any more. Skipped: status is"
                                    + " resolved, and the workflow wants started");
                });
    }

    private Incident declare() {
        var incident = rooms.incidents.create(rooms.ana, NewIncident.titled("Checkout is down"));
        rooms.settle();
        return incident;
    }

    private Decision theDecision(Incident incident) {
        var decisions = rooms.workflows.decisions(rooms.ana, incident.id());
        assertThat(decisions).hasSize(1);
        return decisions.getFirst();
    }

    private Incident theIncident() {
        var all = rooms.incidents.list(rooms.ana, IncidentFilter.all(), Slice.first(10));
        assertThat(all.items()).hasSize(1);
        return all.items().getFirst();
    }

    private Incident theNewestIncident() {
        return rooms.incidents
                .list(rooms.ana, IncidentFilter.all(), Slice.first(10))
                .items()
                .getFirst();
    }

    private long effectsOf(String kind) {
        return database.db()
                .inTransaction(
                        rooms.workspace, tx -> tx.query("""
                select count(*) as effects
                  from effect
                 where workspace_id = :workspace
                   and kind = :kind
                """).bind("kind", kind).only(row -> row.longValue("effects")));
    }
}
