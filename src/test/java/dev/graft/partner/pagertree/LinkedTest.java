package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentCommand;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.LinkedScope;
import dev.graft.partner.pagertree.FakePagerTree.Fault;
import dev.graft.platform.db.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Resolve, acknowledge and read what PagerTree has already.
class LinkedTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    final PagingScene scene = new PagingScene(database).connected();

    private final FakePagerTree pagerTree = scene.pagerTree;
    private final Incident incident = scene.anIncident();
    private String run = "1";
    private final String external =
            pagerTree.addAlert("Disk full", "open").path("prefix_id").asText();
    private final AlertId alert = scene.anAlert(external, AlertState.TRIGGERED);

    @Test
    void resolving_asks_for_the_pages_and_for_the_alerts_that_came_in() {
        attach(incident, alert);
        scene.page(incident);
        scene.work();

        var words = resolve(LinkedScope.ALL);
        scene.work();

        assertThat(words)
                .containsExactly(
                        "PagerTree is asked to resolve the page to Payments",
                        "PagerTree is asked to resolve " + name());
        assertThat(statuses()).containsExactly("resolved", "resolved");
        assertThat(scene.polls()).as("the answers are news").hasSize(2);
    }

    @Test
    void cancelling_asks_for_our_own_pages_alone() {
        attach(incident, alert);
        scene.page(incident);
        scene.work();

        resolve(LinkedScope.OURS);
        scene.work();

        assertThat(statuses()).containsExactly("open", "resolved");
    }

    @Test
    void an_alert_of_another_incident_that_goes_on_is_left_alone_and_named() {
        var other = scene.anIncident();
        attach(incident, alert);
        attach(other, alert);

        var words = resolve(LinkedScope.ALL);
        scene.work();

        assertThat(statuses()).containsExactly("open");
        assertThat(words).containsExactly(name() + " is left as it is: it also belongs to " + other.name());
        assertThat(scene.pageFacts())
                .contains(name() + " was left as it is in PagerTree: it also belongs to " + other.name());

        scene.incidents.handle(scene.admin, other.id(), new IncidentCommand.Resolve(Optional.empty()));
        run = "2";
        resolve(LinkedScope.ALL);
        scene.work();
        assertThat(statuses()).containsExactly("resolved");
    }

    @Test
    void a_page_that_was_not_sent_is_cancelled() {
        var page = scene.page(incident);

        assertThat(resolve(LinkedScope.OURS)).containsExactly("the page to Payments is cancelled before it was sent");
        scene.work();

        assertThat(pagerTree.calls("POST /alerts")).isZero();
        assertThat(scene.get(page).sendReason()).isEqualTo("the incident is resolved");
    }

    @Test
    void asking_twice_or_for_what_is_so_already_sends_nothing_more() {
        attach(incident, alert);
        resolve(LinkedScope.ALL);
        resolve(LinkedScope.ALL);
        scene.work();
        assertThat(pagerTree.calls("POST /alerts/resolve")).isEqualTo(1);

        scene.clock.advance(Duration.ofSeconds(5));
        var resolved = scene.anAlert(external, AlertState.RESOLVED);

        assertThat(resolved).isEqualTo(alert);
        assertThat(scene.<List<String>>in(
                        tx -> scene.pages.resolveLinked(tx, incident.id(), LinkedScope.ALL, "again", "another run", 0)))
                .containsExactly(name() + " is resolved already");
    }

    @Test
    void an_error_about_an_alert_that_is_resolved_already_is_a_success() {
        attach(incident, alert);
        pagerTree.setStatus(external, "resolved");

        resolve(LinkedScope.ALL);
        scene.work();

        assertThat(pagerTree.calls("POST /alerts/resolve")).isEqualTo(1);
        assertThat(pagerTree.calls("GET /alerts/…")).isEqualTo(1);
        assertThat(scene.standing()).isEmpty();
        assertThat(scene.pageFacts()).isEmpty();
    }

    @Test
    void a_queued_alert_is_asked_for_again_until_it_is_routed() {
        attach(incident, alert);
        pagerTree.setStatus(external, "queued");

        resolve(LinkedScope.ALL);
        scene.work();
        scene.pass(Duration.ofSeconds(30));
        assertThat(statuses()).containsExactly("queued");
        pagerTree.setStatus(external, "open");
        scene.pass(Duration.ofMinutes(5));

        assertThat(statuses()).containsExactly("resolved");
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void a_call_of_unknown_fate_is_judged_by_how_the_alert_stands() {
        attach(incident, alert);
        pagerTree.next("POST /alerts/resolve", new Fault.DoesAndBreaksOff()).next("GET /alerts/…", 500);

        resolve(LinkedScope.ALL);
        scene.work();
        scene.pass(Duration.ofSeconds(20));

        assertThat(statuses()).containsExactly("resolved");
        assertThat(pagerTree.calls("POST /alerts/resolve")).isEqualTo(1);
        assertThat(scene.standing()).isEmpty();
    }

    @Test
    void a_final_refusal_is_on_the_timeline_and_raises_an_alarm() {
        attach(incident, alert);
        pagerTree.next("POST /alerts/resolve", 403);

        resolve(LinkedScope.ALL);
        scene.work();

        assertThat(scene.standing()).containsExactly(Alarm.Kind.ACT_REFUSED);
        assertThat(scene.pageFacts())
                .containsExactly("PagerTree did not resolve " + name() + ": POST /alerts/…/resolve → 403: No.");
    }

    @Test
    void a_persons_acknowledgement_is_carried_with_a_comment_and_the_answer_settles_it() {
        scene.alerts.acknowledge(scene.admin, alert);
        carryActs();
        scene.work();

        assertThat(statuses()).containsExactly("acknowledged");
        assertThat(pagerTree.comments()).containsExactly("Acknowledged in Graft by Ada Admin.");
        assertThat(scene.polls())
                .singleElement()
                .satisfies(poll -> assertThat(poll).contains("\"settles\":{"));
    }

    @Test
    void an_act_on_what_pagertree_says_is_so_already_is_settled_by_reading() {
        pagerTree.setStatus(external, "resolved");
        scene.clock.advance(Duration.ofSeconds(5));
        scene.alerts.resolve(scene.admin, alert, Optional.empty());
        carryActs();
        scene.anAlert(external, AlertState.RESOLVED);

        scene.work();

        assertThat(pagerTree.calls("POST /alerts/resolve")).isZero();
        assertThat(scene.polls())
                .singleElement()
                .satisfies(poll -> assertThat(poll).contains("\"settles\":{"));
    }

    @Test
    void an_act_that_is_finally_refused_is_withdrawn_and_raises_an_alarm() {
        pagerTree.next("POST /alerts/resolve", 403);
        scene.alerts.resolve(scene.admin, alert, Optional.empty());
        assertThat(scene.alerts.get(scene.admin, alert).state()).isEqualTo(AlertState.RESOLVED);
        carryActs();

        scene.work();

        assertThat(scene.alerts.get(scene.admin, alert).state()).isEqualTo(AlertState.TRIGGERED);
        assertThat(scene.standing()).containsExactly(Alarm.Kind.ACT_REFUSED);
        assertThat(scene.alarms.standing(scene.admin).getFirst().words())
                .contains("PagerTree did not resolve " + name(), "403", "Do it in PagerTree itself.");

        scene.clock.advance(Duration.ofSeconds(5));
        scene.alerts.resolve(scene.admin, alert, Optional.empty());
        carryActs();
        scene.work();
        assertThat(statuses()).containsExactly("resolved");
        assertThat(scene.standing()).as("the next act went through").isEmpty();
    }

    @Test
    void a_comment_of_unknown_fate_is_not_said_twice() {
        pagerTree.next("POST /alerts/comments", new Fault.DoesAndBreaksOff());
        scene.alerts.acknowledge(scene.admin, alert);
        carryActs();

        scene.work();
        scene.pass(Duration.ofSeconds(90));

        assertThat(pagerTree.comments()).hasSize(1);
    }

    @Test
    void polls_that_wait_are_made_once_and_their_answer_is_news() {
        scene.in(tx -> {
            scene.pages.pollAlert(tx, alert, "it did not say when", Optional.empty());
            scene.pages.pollAlert(tx, alert, "it did not say when", Optional.empty());
            return true;
        });

        scene.work();

        assertThat(pagerTree.calls("GET /alerts/…")).isEqualTo(1);
        assertThat(scene.polls())
                .singleElement()
                .satisfies(poll -> assertThat(poll).contains("it did not say when", external));
    }

    @Test
    void an_alert_that_pagertree_does_not_know_is_marked_and_nothing_else() {
        var gone = scene.anAlert("alt_gone00000001", AlertState.TRIGGERED);
        scene.in(tx -> {
            scene.pages.pollAlert(tx, gone, "a look", Optional.empty());
            return true;
        });

        scene.work();

        var marked = scene.alerts.get(scene.admin, gone);
        assertThat(marked.unexpected()).isTrue();
        assertThat(marked.state()).isEqualTo(AlertState.TRIGGERED);
        assertThat(scene.polls()).isEmpty();
    }

    @Test
    void acknowledging_the_linked_alerts_names_who_does() {
        attach(incident, alert);

        scene.in(tx -> scene.pages.acknowledgeLinked(
                tx, incident.id(), LinkedScope.ALL, "Ana Ruiz", "Ana acknowledged " + incident.name(), "run", 0));
        scene.work();

        assertThat(statuses()).containsExactly("acknowledged");
        assertThat(pagerTree.comments()).containsExactly("Acknowledged in Graft by Ana Ruiz.");
    }

    @Test
    void a_page_whose_resolve_pagertree_told_us_is_not_asked_for() {
        var page = scene.page(incident);
        scene.work();
        scene.clock.advance(Duration.ofSeconds(5));
        scene.hear(page, ReportType.RESOLVED, AlertState.RESOLVED, "alt_00000000000002");

        assertThat(resolve(LinkedScope.OURS)).containsExactly("the page to Payments is resolved already");
        scene.work();

        assertThat(pagerTree.calls("POST /alerts/resolve")).isZero();
    }

    @Test
    void a_chain_of_our_own_effects_is_cut() {
        attach(incident, alert);

        var words = scene.<List<String>>in(
                tx -> scene.pages.resolveLinked(tx, incident.id(), LinkedScope.ALL, "a loop", "run", 9));
        scene.work();

        assertThat(words).singleElement().satisfies(line -> assertThat(line).contains("answer itself"));
        assertThat(pagerTree.calls("POST /alerts/resolve")).isZero();
        assertThat(scene.standing()).containsExactly(Alarm.Kind.LOOP_SUSPECTED);
    }

    private List<String> resolve(LinkedScope scope) {
        return scene.in(
                tx -> scene.pages.resolveLinked(tx, incident.id(), scope, "the incident is resolved", "run " + run, 0));
    }

    private void attach(Incident to, AlertId these) {
        scene.incidents.attach(scene.admin, to.id(), List.of(these));
    }

    /// What `Reactions` does with the facts.
    private void carryActs() {
        scene.facts.stream()
                .filter(AlertFact.ActWanted.class::isInstance)
                .map(AlertFact.ActWanted.class::cast)
                .forEach(wanted -> scene.in(tx -> {
                    scene.pages.carryAct(tx, wanted.alert(), wanted.act());
                    return true;
                }));
    }

    private String name() {
        return scene.alerts.get(scene.admin, alert).shortId();
    }

    private List<String> statuses() {
        return pagerTree.alerts().stream()
                .map(item -> item.path("status").asText())
                .toList();
    }
}
