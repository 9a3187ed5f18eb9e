package dev.graft.domain.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.paging.CoverRules.LinkedAlert;
import dev.graft.domain.paging.CoverRules.Phase;
import dev.graft.domain.paging.CoverRules.Question;
import dev.graft.domain.paging.CoverRules.TeamToWake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoverRulesTest {
    private static final String PAYMENTS = "01JT9QK2M4W8ZC6R5N3VXB7PHD";
    private static final String SEARCH = "01JT9QK2M4W8ZC6R5N3VXB7PHE";
    private static final String ANA = "01JT9QK2M4W8ZC6R5N3VXB7PHF";
    private static final Aliases DIRECTORY =
            new Aliases(Map.of("tem_payments000001", PAYMENTS, "tem_search00000001", SEARCH, "usr_ana0000000001", ANA));
    private static final Destination EVERYBODY = Destination.team("01JT9QK2M4W8ZC6R5N3VXB7PHZ", "Everybody");

    @Test
    void every_team_of_the_incident_is_paged_in_one_page() {
        var decided = decide(anIncident().teams(team("Payments", PAYMENTS), team("Search", SEARCH)));

        assertThat(decided.toPage()).extracting(Destination::id).containsExactly(PAYMENTS, SEARCH);
        assertThat(words(decided)).containsExactly("Payments is paged", "Search is paged");
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertState.class,
            names = {"TRIGGERED", "ACKNOWLEDGED"})
    void a_live_alert_covers_the_team_that_it_was_addressed_to_and_no_other(AlertState state) {
        var decided = decide(anIncident()
                .teams(team("Payments", PAYMENTS), team("Search", SEARCH))
                .linked(alert("ALT1", state, List.of(PAYMENTS), Optional.empty())));

        assertThat(decided.toPage()).extracting(Destination::id).containsExactly(SEARCH);
        assertThat(words(decided)).containsExactly("Payments is not paged again: covered by ALT1", "Search is paged");
    }

    @ParameterizedTest
    @EnumSource(
            value = AlertState.class,
            names = {"DROPPED", "RESOLVED"})
    void an_alert_that_was_dropped_or_resolved_covers_nobody(AlertState state) {
        var decided = decide(anIncident()
                .teams(team("Payments", PAYMENTS))
                .linked(alert("ALT1", state, List.of(PAYMENTS), Optional.of(PAYMENTS))));

        assertThat(words(decided)).containsExactly("Payments is paged");
    }

    @Test
    void a_suppressed_merged_or_silent_alert_covers_nobody() {
        var silent = new LinkedAlert("ALT1", AlertState.TRIGGERED, true, List.of(PAYMENTS), Optional.of(PAYMENTS));

        assertThat(words(decide(anIncident().teams(team("Payments", PAYMENTS)).linked(silent))))
                .containsExactly("Payments is paged");
    }

    @Test
    void an_alert_whose_destinations_nobody_has_told_us_covers_nobody() {
        var unknown = alert("ALT1", AlertState.TRIGGERED, List.of(), Optional.empty());

        assertThat(words(decide(anIncident().teams(team("Payments", PAYMENTS)).linked(unknown))))
                .containsExactly("Payments is paged");
        assertThat(words(decide(anIncident().fallback(EVERYBODY).linked(unknown))))
                .containsExactly("Everybody is paged, because the incident has no team");
    }

    @Test
    void a_user_or_a_router_covers_a_team_only_by_way_of_the_team_that_the_alert_is_assigned_to() {
        var toAna = alert("ALT1", AlertState.TRIGGERED, List.of(ANA), Optional.empty());
        var toARouter = alert("ALT2", AlertState.TRIGGERED, List.of("rtr_night"), Optional.of("tem_payments000001"));
        var payments = anIncident().teams(team("Payments", PAYMENTS));

        assertThat(words(decide(payments.linked(toAna)))).containsExactly("Payments is paged");
        assertThat(words(decide(payments.linked(toAna, toARouter))))
                .containsExactly("Payments is not paged again: covered by ALT2");
    }

    @Test
    void ids_of_both_forms_mean_the_same_team() {
        var byPrefix = alert("ALT1", AlertState.TRIGGERED, List.of("tem_payments000001"), Optional.empty());
        var byUlid = alert("ALT1", AlertState.TRIGGERED, List.of(PAYMENTS), Optional.empty());

        assertThat(decide(anIncident().teams(team("Payments", PAYMENTS)).linked(byPrefix))
                        .toPage())
                .isEmpty();
        assertThat(decide(anIncident()
                                .teams(team("Payments", "tem_payments000001"))
                                .linked(byUlid))
                        .toPage())
                .isEmpty();
    }

    @Test
    void an_id_that_the_directory_does_not_know_stands_for_itself() {
        var toNewTeam = alert("ALT1", AlertState.TRIGGERED, List.of("tem_new"), Optional.empty());

        assertThat(decide(anIncident().teams(team("New", "tem_new")).linked(toNewTeam))
                        .toPage())
                .isEmpty();
    }

    @Test
    void teams_that_share_one_pagertree_team_make_one_destination_and_two_decisions() {
        var decided = decide(anIncident().teams(team("Cards", PAYMENTS), team("Refunds", "tem_payments000001")));

        assertThat(decided.toPage()).hasSize(1);
        assertThat(words(decided)).containsExactly("Cards is paged", "Refunds is paged");
    }

    @Test
    void several_alerts_that_cover_a_team_are_all_named() {
        var decided = decide(anIncident()
                .teams(team("Payments", PAYMENTS))
                .linked(
                        alert("ALT1", AlertState.TRIGGERED, List.of(PAYMENTS), Optional.empty()),
                        alert("ALT2", AlertState.ACKNOWLEDGED, List.of(PAYMENTS), Optional.empty())));

        assertThat(words(decided)).containsExactly("Payments is not paged again: covered by ALT1 and ALT2");
    }

    @Test
    void without_teams_the_default_destination_is_paged() {
        var decided = decide(anIncident().fallback(EVERYBODY));

        assertThat(decided.toPage()).containsExactly(EVERYBODY);
        assertThat(words(decided)).containsExactly("Everybody is paged, because the incident has no team");
    }

    @Test
    void without_teams_a_live_alert_covers_whoever_it_went_to_and_a_dropped_one_does_not() {
        var live = alert("ALT1", AlertState.TRIGGERED, List.of(PAYMENTS), Optional.empty());
        var dropped = alert("ALT1", AlertState.DROPPED, List.of(PAYMENTS), Optional.empty());

        assertThat(words(decide(anIncident().fallback(EVERYBODY).linked(live))))
                .containsExactly("Everybody is not paged: PagerTree is calling somebody already, for ALT1");
        assertThat(words(decide(anIncident().fallback(EVERYBODY).linked(dropped))))
                .containsExactly("Everybody is paged, because the incident has no team");
        assertThat(words(decide(anIncident().linked(live))))
                .containsExactly("Whoever is on call is not paged: PagerTree is calling somebody already, for ALT1");
    }

    @Test
    void without_teams_and_without_a_default_destination_the_decision_says_what_is_missing() {
        var decided = decide(anIncident());

        assertThat(decided.toPage()).isEmpty();
        assertThat(decided.decisions()).hasOnlyElementsOfType(PageDecision.NotPaged.class);
        assertThat(words(decided))
                .containsExactly("Whoever is on call is not paged because the incident has no team and no default"
                        + " destination is set; choose one on the page Integrations");
    }

    @Test
    void a_team_without_a_pagertree_team_is_told_apart_from_one_that_is_paged() {
        var decided = decide(anIncident()
                .teams(team("Payments", PAYMENTS), new TeamToWake("Design", Optional.empty()))
                .fallback(EVERYBODY));

        assertThat(decided.toPage()).extracting(Destination::id).containsExactly(PAYMENTS);
        assertThat(words(decided))
                .containsExactly(
                        "Payments is paged",
                        "Design is not paged because it has no PagerTree team; choose one on the page Integrations");
    }

    @Test
    void when_no_team_of_the_incident_can_be_paged_the_default_destination_is_woken_in_their_place() {
        var decided = decide(
                anIncident().teams(new TeamToWake("Design", Optional.empty())).fallback(EVERYBODY));

        assertThat(decided.toPage()).containsExactly(EVERYBODY);
        assertThat(words(decided))
                .containsExactly(
                        "Design is not paged because it has no PagerTree team; choose one on the page Integrations",
                        "Everybody is paged, because none of the incident's teams has a PagerTree team");
    }

    @Test
    void whoever_the_request_names_is_paged_instead_of_the_teams_unless_covered() {
        var ana = new Destination(Destination.Kind.USER, ANA, "Ana");
        var asked = anIncident().teams(team("Payments", PAYMENTS)).asked(ana);

        assertThat(words(decide(asked))).containsExactly("Ana is paged");
        assertThat(words(decide(asked.linked(
                        alert("ALT1", AlertState.TRIGGERED, List.of("usr_ana0000000001"), Optional.empty())))))
                .containsExactly("Ana is not paged again: covered by ALT1");
    }

    @Test
    void an_incident_in_triage_pages_nobody_yet_and_one_that_is_over_nobody_any_more() {
        var payments = anIncident().teams(team("Payments", PAYMENTS));

        assertThat(words(decide(payments.phase(Phase.IN_TRIAGE))))
                .containsExactly("Payments is not paged: the incident is in triage; it pages when it starts");
        assertThat(words(decide(payments.phase(Phase.OVER))))
                .containsExactly("Payments is not paged: the incident is over");
        assertThat(decide(payments.phase(Phase.OVER)).decisions()).hasOnlyElementsOfType(PageDecision.NotNeeded.class);
    }

    @Test
    void without_a_connection_nobody_is_paged_and_each_team_hears_why() {
        var decided = decide(anIncident()
                .teams(team("Payments", PAYMENTS), team("Search", SEARCH))
                .notConnected("PagerTree is not connected"));

        assertThat(decided.toPage()).isEmpty();
        assertThat(words(decided))
                .containsExactly(
                        "Payments is not paged because PagerTree is not connected",
                        "Search is not paged because PagerTree is not connected");
    }

    private static TeamToWake team(String name, String partnerId) {
        return new TeamToWake(name, Optional.of(partnerId));
    }

    private static LinkedAlert alert(
            String name, AlertState state, List<String> destinations, Optional<String> assignedTeam) {
        return new LinkedAlert(name, state, false, destinations, assignedTeam);
    }

    private static CoverRules.Decided decide(Asking asking) {
        return CoverRules.decide(asking.question);
    }

    private static List<String> words(CoverRules.Decided decided) {
        return decided.decisions().stream().map(PageDecision::words).toList();
    }

    private static Asking anIncident() {
        return new Asking(new Question(
                Phase.GOING_ON, Optional.empty(), List.of(), List.of(), Optional.empty(), List.of(), DIRECTORY));
    }

    private record Asking(Question question) {
        Asking phase(Phase phase) {
            return new Asking(new Question(
                    phase,
                    question.notConnected(),
                    question.asked(),
                    question.teams(),
                    question.fallback(),
                    question.linked(),
                    DIRECTORY));
        }

        Asking notConnected(String why) {
            return new Asking(new Question(
                    question.phase(),
                    Optional.of(why),
                    question.asked(),
                    question.teams(),
                    question.fallback(),
                    question.linked(),
                    DIRECTORY));
        }

        Asking asked(Destination... asked) {
            return new Asking(new Question(
                    question.phase(),
                    question.notConnected(),
                    List.of(asked),
                    question.teams(),
                    question.fallback(),
                    question.linked(),
                    DIRECTORY));
        }

        Asking teams(TeamToWake... teams) {
            return new Asking(new Question(
                    question.phase(),
                    question.notConnected(),
                    question.asked(),
                    List.of(teams),
                    question.fallback(),
                    question.linked(),
                    DIRECTORY));
        }

        Asking fallback(Destination fallback) {
            return new Asking(new Question(
                    question.phase(),
                    question.notConnected(),
                    question.asked(),
                    question.teams(),
                    Optional.of(fallback),
                    question.linked(),
                    DIRECTORY));
        }

        Asking linked(LinkedAlert... alerts) {
            return new Asking(new Question(
                    question.phase(),
                    question.notConnected(),
                    question.asked(),
                    question.teams(),
                    question.fallback(),
                    new ArrayList<>(List.of(alerts)),
                    DIRECTORY));
        }
    }
}
