package dev.graft.domain.alert;

import static dev.graft.domain.alert.AlertState.ACKNOWLEDGED;
import static dev.graft.domain.alert.AlertState.DROPPED;
import static dev.graft.domain.alert.AlertState.RESOLVED;
import static dev.graft.domain.alert.AlertState.TRIGGERED;
import static dev.graft.domain.alert.Say.BIRTH;
import static dev.graft.domain.alert.Say.FIRST_LIFE;
import static dev.graft.domain.alert.Say.acknowledged;
import static dev.graft.domain.alert.Say.anaAcknowledges;
import static dev.graft.domain.alert.Say.anaResolves;
import static dev.graft.domain.alert.Say.created;
import static dev.graft.domain.alert.Say.dropped;
import static dev.graft.domain.alert.Say.handoff;
import static dev.graft.domain.alert.Say.minute;
import static dev.graft.domain.alert.Say.open;
import static dev.graft.domain.alert.Say.poll;
import static dev.graft.domain.alert.Say.refusal;
import static dev.graft.domain.alert.Say.rejected;
import static dev.graft.domain.alert.Say.resolved;
import static dev.graft.domain.alert.Say.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.TransitionKey.Created;
import dev.graft.domain.alert.TransitionKey.Reached;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertFoldTest {
    private static final double A_DAY = 24 * 60;

    private static Folded fold(Object... reports) {
        return AlertFold.fold(reports(reports));
    }

    private static List<AlertReport> reports(Object... reports) {
        return Arrays.stream(reports)
                .map(it -> it instanceof Supplier<?> say ? (AlertReport) say.get() : (AlertReport) it)
                .toList();
    }

    private static List<TransitionKey> keys(Folded folded) {
        return folded.steps().stream().map(Folded.Step::key).toList();
    }

    private static Stream<String> path(Folded folded) {
        return folded.steps().stream().map(step -> switch (step.key()) {
            case Created(var epoch) -> "created " + epoch.reopening();
            case Reached(var _, var round, var state) -> state.name().toLowerCase(java.util.Locale.ROOT) + " " + round;
        });
    }

    // What a report says

    @Test
    void a_created_alert_is_triggered() {
        var folded = fold(created());

        assertThat(folded.epoch()).isEqualTo(FIRST_LIFE);
        assertThat(folded.state()).isEqualTo(TRIGGERED);
        assertThat(keys(folded)).containsExactly(new Created(FIRST_LIFE), new Reached(FIRST_LIFE, 0, TRIGGERED));
    }

    @Test
    void the_status_speaks_and_not_the_type() {
        assertThat(fold(created(), open().at(1).status(ACKNOWLEDGED)).state()).isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void one_team_of_two_that_acknowledges_leaves_the_alert_triggered() {
        var folded = fold(created(), acknowledged().at(2).status(TRIGGERED));

        assertThat(folded.state()).isEqualTo(TRIGGERED);
        assertThat(path(folded)).containsExactly("created 0", "triggered 0");
    }

    @Test
    void a_resolved_event_is_resolved_whatever_status_it_carries() {
        assertThat(fold(created(), resolved().at(2).status(TRIGGERED)).state()).isEqualTo(RESOLVED);
        assertThat(fold(created(), resolved().at(2).word("archived")).state()).isEqualTo(RESOLVED);
    }

    @Test
    void an_open_event_with_status_resolved_is_resolved() {
        assertThat(fold(created(), open().at(2).status(RESOLVED)).state()).isEqualTo(RESOLVED);
    }

    @Test
    void timeout_and_rejected_change_nothing() {
        var folded = fold(created(), rejected().at(1), timeout().at(2));

        assertThat(path(folded)).containsExactly("created 0", "triggered 0");
    }

    @Test
    void without_a_status_the_type_speaks() {
        assertThat(fold(created().withoutStatus()).state()).isEqualTo(TRIGGERED);
        assertThat(fold(open().withoutStatus()).state()).isEqualTo(TRIGGERED);
        assertThat(fold(dropped().withoutStatus()).state()).isEqualTo(DROPPED);
        assertThat(fold(acknowledged().withoutStatus()).state()).isEqualTo(ACKNOWLEDGED);
        assertThat(fold(resolved().withoutStatus()).state()).isEqualTo(RESOLVED);
        assertThat(fold(acknowledged(), handoff().at(1).withoutStatus()).state())
                .isEqualTo(TRIGGERED);
    }

    @Test
    void timeout_rejected_and_poll_without_a_status_say_triggered_where_nothing_has_spoken() {
        assertThat(fold(timeout().withoutStatus()).state()).isEqualTo(TRIGGERED);
        assertThat(fold(rejected().withoutStatus()).state()).isEqualTo(TRIGGERED);
        assertThat(fold(poll(TRIGGERED).withoutStatus()).state()).isEqualTo(TRIGGERED);
    }

    @Test
    void timeout_rejected_and_poll_without_a_status_say_nothing_behind_an_acknowledgement() {
        var folded = fold(
                acknowledged(),
                timeout().at(1).withoutStatus(),
                rejected().at(2).withoutStatus(),
                poll(TRIGGERED).at(3).withoutStatus());

        assertThat(folded.state()).isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void an_unknown_word_says_triggered_only_where_nothing_has_spoken() {
        assertThat(fold(created().word("aggregating")).state()).isEqualTo(TRIGGERED);
        assertThat(fold(acknowledged(), open().at(1).word("errored")).state()).isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void dropped_is_a_state_of_its_own_and_not_the_end() {
        assertThat(path(fold(created(), dropped().at(9), acknowledged().at(11))))
                .containsExactly("created 0", "triggered 0", "dropped 0", "acknowledged 0");
    }

    // Order

    @Test
    void the_newest_statement_wins_in_whatever_order_they_come() {
        assertThat(fold(acknowledged().at(5), open().at(1), created()).state()).isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void untimed_reports_stand_first() {
        assertThat(fold(acknowledged().untimed(), open().at(1)).state()).isEqualTo(TRIGGERED);
    }

    @Test
    void untimed_reports_among_themselves_stand_in_the_order_of_their_types() {
        assertThat(fold(
                                resolved().untimed(),
                                acknowledged().untimed(),
                                open().untimed(),
                                created().untimed())
                        .state())
                .isEqualTo(RESOLVED);
    }

    @Test
    void at_one_instant_the_type_decides_and_then_the_status() {
        assertThat(fold(acknowledged().at(1), dropped().at(1)).state()).isEqualTo(ACKNOWLEDGED);
        assertThat(fold(open().at(1).status(ACKNOWLEDGED), open().at(1)).state())
                .isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void a_poll_has_the_last_word_about_its_instant() {
        assertThat(fold(acknowledged().at(1), poll(TRIGGERED).at(1)).state()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_repeat_is_one_report() {
        assertThat(fold(created(), handoff().at(1), handoff().at(1)))
                .isEqualTo(fold(created(), handoff().at(1)));
    }

    @Test
    void of_two_copies_of_a_report_the_first_receipt_counts() {
        var farAhead = acknowledged().at(2 * A_DAY);

        var folded = fold(farAhead.heardAt(2 * A_DAY), farAhead.heardAt(1), open().at(1));

        assertThat(folded.state()).as("untimed by the first copy").isEqualTo(TRIGGERED);
    }

    // Steps

    @Test
    void several_acknowledgements_in_one_round_are_one_transition() {
        assertThat(path(fold(created(), acknowledged().at(2), acknowledged().at(3))))
                .containsExactly("created 0", "triggered 0", "acknowledged 0");
    }

    @Test
    void a_key_that_is_reached_again_is_not_a_second_transition() {
        var folded = fold(created(), acknowledged().at(2), open().at(3));

        assertThat(folded.state()).isEqualTo(TRIGGERED);
        assertThat(path(folded)).containsExactly("created 0", "triggered 0", "acknowledged 0");
    }

    @Test
    void a_step_names_the_report_that_made_it_and_its_time() {
        var folded = fold(created(), acknowledged().at(2));

        assertThat(folded.steps().getLast())
                .isEqualTo(new Folded.Step(
                        new Reached(FIRST_LIFE, 0, ACKNOWLEDGED),
                        acknowledged().at(2).get().digest(),
                        Optional.of(minute(2))));
    }

    // Rounds

    @Test
    void a_handoff_begins_a_round_in_which_the_alert_is_triggered_again() {
        var folded = fold(
                created(), acknowledged().at(2), handoff().at(5), acknowledged().at(7));

        assertThat(folded.round()).isEqualTo(1);
        assertThat(path(folded))
                .containsExactly("created 0", "triggered 0", "acknowledged 0", "triggered 1", "acknowledged 1");
    }

    @Test
    void a_handoff_whose_webhook_was_lost_is_counted_from_the_list_of_handoffs() {
        assertThat(fold(created(), acknowledged().at(2), timeout().at(6).handoffs(1))
                        .standing())
                .isEqualTo(new Reached(FIRST_LIFE, 1, TRIGGERED));
    }

    @Test
    void the_list_and_the_events_of_the_same_handoffs_are_not_added() {
        var folded =
                fold(created(), handoff().at(1).handoffs(1), handoff().at(2).handoffs(2));

        assertThat(folded.round()).isEqualTo(2);
    }

    @Test
    void an_untimed_handoff_without_a_list_begins_no_round() {
        assertThat(fold(created(), handoff().untimed()).round()).isZero();
    }

    @Test
    void a_new_round_is_a_transition_though_the_report_says_nothing() {
        assertThat(path(fold(acknowledged(), timeout().at(1).withoutStatus().handoffs(1))))
                .containsExactly("created 0", "acknowledged 0", "acknowledged 1");
    }

    @Test
    void resolved_carries_no_round() {
        assertThat(keys(fold(created(), handoff().at(1), resolved().at(2))))
                .endsWith(new Reached(FIRST_LIFE, 0, RESOLVED));
    }

    // Time

    @Test
    void a_time_more_than_a_day_before_the_creation_counts_as_absent() {
        assertThat(fold(open(), acknowledged().at(-A_DAY - 0.1)).state())
                .as("untimed, so it stands first")
                .isEqualTo(TRIGGERED);
        assertThat(fold(open(), acknowledged().at(-A_DAY - 0.1))
                        .steps()
                        .getFirst()
                        .time())
                .isEmpty();
        assertThat(fold(open(), acknowledged().at(-A_DAY)).steps().getFirst().time())
                .contains(minute(-A_DAY));
    }

    @Test
    void a_time_more_than_a_day_after_the_receipt_counts_as_absent() {
        assertThat(fold(open().at(1), acknowledged().at(A_DAY + 2.1).heardAt(2)).state())
                .isEqualTo(TRIGGERED);
        assertThat(fold(open().at(1), acknowledged().at(A_DAY + 2).heardAt(2)).state())
                .isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void absurd_instants_do_no_harm() {
        var folded = fold(
                created().at(Instant.MAX).heardAt(1),
                open().at(Instant.MIN),
                open().bornAt(Instant.MAX).at(1),
                acknowledged().at(2).withoutBirth());

        assertThat(folded.epoch()).isEqualTo(FIRST_LIFE);
        assertThat(folded.state()).isEqualTo(ACKNOWLEDGED);
    }

    // Creations

    @Test
    void creations_within_one_second_are_one() {
        var folded = fold(
                created().bornAt(BIRTH.plusMillis(118)),
                open().at(1),
                acknowledged().bornAt(BIRTH.plusMillis(999)));

        assertThat(folded.epoch()).isEqualTo(FIRST_LIFE);
    }

    @Test
    void an_id_that_is_used_again_begins_a_new_life() {
        var folded = fold(
                created(),
                resolved().at(5),
                created().bornAt(60).at(60),
                open().at(61).bornAt(60));

        assertThat(folded.epoch()).isEqualTo(Epoch.of(minute(60)));
        assertThat(folded.state()).isEqualTo(TRIGGERED);
        assertThat(folded.unexpected()).isEmpty();
        assertThat(keys(folded))
                .containsExactly(
                        new Created(FIRST_LIFE),
                        new Reached(FIRST_LIFE, 0, TRIGGERED),
                        new Reached(FIRST_LIFE, 0, RESOLVED),
                        new Created(Epoch.of(minute(60))),
                        new Reached(Epoch.of(minute(60)), 0, TRIGGERED));
    }

    @Test
    void late_news_of_an_older_life_leaves_the_current_one_alone() {
        assertThat(fold(created().bornAt(60).at(60), resolved().at(70)).state()).isEqualTo(TRIGGERED);
    }

    @Test
    void a_report_without_a_creation_belongs_to_the_one_begun_by_its_time() {
        var reused = created().bornAt(60).at(60);

        assertThat(fold(created(), reused, acknowledged().at(30).withoutBirth()).state())
                .isEqualTo(TRIGGERED);
        assertThat(fold(created(), reused, acknowledged().at(61).withoutBirth()).state())
                .isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void an_untimed_report_without_a_creation_belongs_to_the_highest() {
        var untimed = resolved().untimed().withoutBirth();

        assertThat(fold(created(), created().bornAt(60).at(60), untimed).state())
                .isEqualTo(RESOLVED);
    }

    @Test
    void a_report_without_a_creation_from_before_all_of_them_belongs_to_the_earliest() {
        var folded = fold(
                created(), created().bornAt(60).at(60), acknowledged().at(-1).withoutBirth());

        assertThat(keys(folded)).contains(new Reached(FIRST_LIFE, 0, ACKNOWLEDGED));
    }

    @Test
    void a_report_without_a_creation_from_long_before_all_of_them_is_untimed() {
        var longBefore = acknowledged().at(-A_DAY - 1).withoutBirth();

        var folded = fold(created(), created().bornAt(60).at(60), longBefore);

        assertThat(keys(folded)).contains(new Reached(Epoch.of(minute(60)), 0, ACKNOWLEDGED));
    }

    @Test
    void without_any_creation_the_life_is_provisional() {
        assertThat(fold(open().withoutBirth()).epoch()).isEqualTo(Epoch.PROVISIONAL);
    }

    @Test
    void a_creation_that_lies_days_ahead_is_not_believed() {
        var folded = fold(
                created(),
                open().at(1).heardAt(1).bornAt(2 * A_DAY),
                acknowledged().at(2));

        assertThat(folded.epoch()).isEqualTo(FIRST_LIFE);
        assertThat(folded.state()).isEqualTo(ACKNOWLEDGED);
    }

    // Resolved, and opened again

    @Test
    void resolved_absorbs_and_shows_what_contradicts_it() {
        var contradiction = open().at(9);

        var folded = fold(created(), resolved().at(5), contradiction);

        assertThat(folded.state()).isEqualTo(RESOLVED);
        assertThat(folded.unexpected()).containsExactly(contradiction.get().digest());
        assertThat(path(folded)).containsExactly("created 0", "triggered 0", "resolved 0");
    }

    @Test
    void what_says_nothing_or_says_resolved_does_not_contradict_a_resolve() {
        var folded = fold(
                created(),
                resolved().at(5),
                timeout().at(6).withoutStatus(),
                open().at(7).word("archived"),
                poll(RESOLVED).at(8));

        assertThat(folded.unexpected()).isEmpty();
    }

    @Test
    void a_later_poll_opens_the_alert_again() {
        var reopening = poll(TRIGGERED).at(9);

        var folded = fold(created(), resolved().at(5), reopening);

        var again = new Epoch(Optional.of(BIRTH), 1);
        assertThat(folded.standing()).isEqualTo(new Reached(again, 0, TRIGGERED));
        assertThat(folded.unexpected()).isEmpty();
        assertThat(folded.steps())
                .endsWith(
                        new Folded.Step(new Created(again), reopening.get().digest(), Optional.of(minute(9))),
                        new Folded.Step(
                                new Reached(again, 0, TRIGGERED),
                                reopening.get().digest(),
                                Optional.of(minute(9))));
    }

    @Test
    void a_poll_of_dropped_or_acknowledged_opens_it_again_too() {
        assertThat(fold(resolved().at(5), poll(DROPPED).at(9)).state()).isEqualTo(DROPPED);
        assertThat(fold(resolved().at(5), poll(ACKNOWLEDGED).at(9)).epoch().reopening())
                .isEqualTo(1);
    }

    @Test
    void a_poll_with_an_unknown_word_or_no_status_opens_nothing() {
        assertThat(fold(resolved().at(5), poll(TRIGGERED).at(9).word("archived"))
                        .state())
                .isEqualTo(RESOLVED);
        assertThat(fold(resolved().at(5), poll(TRIGGERED).at(9).withoutStatus()).state())
                .isEqualTo(RESOLVED);
    }

    @Test
    void a_poll_within_the_second_of_the_resolve_opens_nothing() {
        var cutToTheSecond = poll(TRIGGERED).at(BIRTH.plusMillis(5_999));

        var folded = fold(resolved().at(BIRTH.plusMillis(5_300)), cutToTheSecond);

        assertThat(folded.state()).isEqualTo(RESOLVED);
        assertThat(folded.unexpected()).containsExactly(cutToTheSecond.get().digest());
        assertThat(fold(resolved().at(BIRTH.plusMillis(5_999)), poll(TRIGGERED).at(BIRTH.plusMillis(6_000)))
                        .state())
                .isEqualTo(TRIGGERED);
    }

    @Test
    void an_untimed_poll_opens_nothing() {
        assertThat(fold(created(), resolved().at(5), poll(TRIGGERED).untimed()).state())
                .isEqualTo(RESOLVED);
    }

    @Test
    void against_an_untimed_resolve_a_poll_is_unexpected() {
        var poll = poll(TRIGGERED).at(9);

        var folded = fold(resolved().untimed(), poll);

        assertThat(folded.state()).isEqualTo(RESOLVED);
        assertThat(folded.unexpected()).containsExactly(poll.get().digest());
    }

    @Test
    void what_lies_behind_a_reopening_belongs_to_it_and_it_can_be_resolved_and_opened_again() {
        var folded = fold(
                created(),
                resolved().at(5),
                poll(TRIGGERED).at(9),
                acknowledged().at(10),
                resolved().at(11),
                poll(DROPPED).at(12));

        assertThat(path(folded))
                .containsExactly(
                        "created 0",
                        "triggered 0",
                        "resolved 0",
                        "created 1",
                        "triggered 0",
                        "acknowledged 0",
                        "resolved 0",
                        "created 2",
                        "dropped 0");
    }

    @Test
    void a_reopening_does_not_reset_the_round() {
        assertThat(fold(
                                created(),
                                handoff().at(1),
                                resolved().at(5),
                                poll(TRIGGERED).at(9))
                        .round())
                .isEqualTo(1);
    }

    // Acts

    @Test
    void an_acknowledge_in_graft_counts_at_once_and_is_pending() {
        var act = anaAcknowledges(2, FIRST_LIFE, 0);

        var folded = fold(created(), act);

        assertThat(folded.state()).isEqualTo(ACKNOWLEDGED);
        assertThat(folded.pending()).containsExactly(act.act());
        assertThat(folded.steps().getLast().report()).isEqualTo(act.digest());
    }

    @Test
    void an_acknowledge_stays_behind_all_reports_of_the_round_that_its_author_saw() {
        assertThat(fold(
                                created(),
                                anaAcknowledges(2, FIRST_LIFE, 0),
                                timeout().at(3),
                                dropped().at(4))
                        .state())
                .isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void an_acknowledge_gives_way_to_a_handoff_that_its_author_had_not_seen() {
        assertThat(fold(created(), anaAcknowledges(2, FIRST_LIFE, 0), handoff().at(1))
                        .standing())
                .isEqualTo(new Reached(FIRST_LIFE, 1, TRIGGERED));
    }

    @Test
    void an_acknowledge_stands_before_all_reports_when_all_turn_out_to_be_of_a_later_round() {
        var folded = fold(
                open().at(1),
                anaAcknowledges(2, FIRST_LIFE, 0),
                created().untimed().handoffs(1));

        assertThat(path(folded)).containsExactly("created 0", "acknowledged 0", "triggered 1");
        assertThat(folded.steps().getFirst().report())
                .as("an act opens nothing")
                .isEqualTo(created().untimed().handoffs(1).get().digest());
    }

    @Test
    void a_resolve_in_graft_stands_behind_everything_and_absorbs_nothing() {
        var act = anaResolves(2, FIRST_LIFE, 0);

        var folded = fold(created(), act, handoff().at(3));

        assertThat(folded.state()).isEqualTo(RESOLVED);
        assertThat(folded.unexpected()).isEmpty();
        assertThat(path(folded)).containsExactly("created 0", "triggered 0", "triggered 1", "resolved 0");
    }

    @Test
    void a_poll_behind_a_resolve_in_graft_opens_no_new_life() {
        assertThat(fold(
                                created(),
                                anaResolves(2, FIRST_LIFE, 0),
                                poll(TRIGGERED).at(9))
                        .epoch())
                .isEqualTo(FIRST_LIFE);
    }

    @Test
    void an_act_behind_the_resolve_of_the_partner_says_nothing() {
        var folded =
                fold(created(), anaAcknowledges(6, FIRST_LIFE, 0), resolved().at(5));

        assertThat(folded.state()).isEqualTo(RESOLVED);
    }

    @Test
    void acts_at_one_place_stand_in_the_order_in_which_people_acted() {
        assertThat(fold(created(), anaResolves(3, FIRST_LIFE, 0), anaAcknowledges(2, FIRST_LIFE, 0))
                        .state())
                .isEqualTo(RESOLVED);
        assertThat(fold(created(), anaResolves(3, FIRST_LIFE, 0), anaAcknowledges(4, FIRST_LIFE, 0))
                        .state())
                .isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void a_settled_act_leaves_and_the_answer_speaks() {
        var act = anaAcknowledges(2, FIRST_LIFE, 0);

        var folded = fold(created(), act, poll(TRIGGERED).at(2.5).settling(act));

        assertThat(folded.state()).isEqualTo(TRIGGERED);
        assertThat(folded.pending()).isEmpty();
    }

    @Test
    void a_refused_act_leaves() {
        var act = anaResolves(2, FIRST_LIFE, 0);

        assertThat(fold(created(), act, refusal(act, 3))).isEqualTo(fold(created()));
        assertThat(fold(created(), refusal(act, 3))).isEqualTo(fold(created()));
    }

    @Test
    void an_act_on_an_older_life_leaves_the_current_one_alone() {
        var folded = fold(
                created(), anaResolves(70, FIRST_LIFE, 0), created().bornAt(60).at(60));

        assertThat(folded.state()).isEqualTo(TRIGGERED);
        assertThat(folded.pending()).isEmpty();
    }

    @Test
    void an_act_on_a_provisional_life_goes_where_its_instant_lies() {
        var act = anaAcknowledges(2, Epoch.PROVISIONAL, 0);

        assertThat(fold(open().at(1).withoutBirth(), act, created()).state()).isEqualTo(ACKNOWLEDGED);
        assertThat(fold(created(), act, created().bornAt(60).at(60)).state()).isEqualTo(TRIGGERED);
    }

    @Test
    void an_act_on_a_reopening_that_is_not_known_stands_in_the_last() {
        var act = anaAcknowledges(10, new Epoch(Optional.of(BIRTH), 3), 0);

        var folded = fold(created(), resolved().at(5), poll(TRIGGERED).at(9), act);

        assertThat(folded.state()).isEqualTo(ACKNOWLEDGED);
        assertThat(folded.epoch().reopening()).isEqualTo(1);
    }

    @Test
    void the_stated_state_is_the_partners_word_alone() {
        var reports = reports(created(), anaResolves(2, FIRST_LIFE, 0));

        assertThat(AlertFold.statedState(reports)).isEqualTo(TRIGGERED);
        assertThat(AlertFold.fold(reports).state()).isEqualTo(RESOLVED);
    }

    // Silence, status, details

    @Test
    void an_alert_is_silenced_when_every_report_says_that_nobody_is_paged() {
        assertThat(fold(created().silenced(), open().at(1).silenced()).silenced())
                .isTrue();
        assertThat(fold(created(), open().at(1).silenced()).silenced()).isFalse();
    }

    @Test
    void an_alert_that_is_suppressed_after_it_was_created_is_silenced_now() {
        var folded = fold(created(), poll(TRIGGERED).at(1).word("suppressed").silenced());

        assertThat(folded.silenced()).isFalse();
        assertThat(folded.silencedNow()).isTrue();
        assertThat(fold(created().silenced(), open().at(1)).silencedNow()).isFalse();
    }

    @Test
    void a_report_that_says_nothing_does_not_end_the_silence() {
        assertThat(fold(created().silenced(), timeout().at(1).withoutStatus()).silenced())
                .isTrue();
    }

    @Test
    void silence_is_of_the_current_life() {
        assertThat(fold(created().silenced(), created().bornAt(60).at(60)).silenced())
                .isFalse();
    }

    @Test
    void dropped_has_the_status_triggered_and_silenced_has_open_until_somebody_answers() {
        assertThat(AlertStatus.of(fold(created()))).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(AlertStatus.of(fold(dropped()))).isEqualTo(AlertStatus.TRIGGERED);
        assertThat(AlertStatus.of(fold(created().silenced()))).isEqualTo(AlertStatus.OPEN);
        assertThat(AlertStatus.of(fold(acknowledged().silenced()))).isEqualTo(AlertStatus.ACKNOWLEDGED);
        assertThat(AlertStatus.of(fold(resolved().silenced()))).isEqualTo(AlertStatus.RESOLVED);
    }

    @Test
    void a_field_that_a_later_report_leaves_out_keeps_what_an_earlier_one_said() {
        var details = fold(
                        created().titled("Checkout is slow").urgency("low"),
                        open().at(1).urgency("high"),
                        timeout().at(2))
                .details();

        assertThat(details.title()).contains("Checkout is slow");
        assertThat(details.urgency()).contains("high");
    }

    @Test
    void a_new_life_forgets_the_details_of_the_old_one_and_a_reopening_does_not() {
        assertThat(fold(created().titled("Old"), created().bornAt(60).at(60))
                        .details()
                        .title())
                .isEmpty();
        assertThat(fold(
                                created().titled("Same"),
                                resolved().at(5),
                                poll(TRIGGERED).at(9))
                        .details()
                        .title())
                .contains("Same");
    }

    @Test
    void ten_thousand_folds_of_twenty_reports_take_less_than_five_seconds() {
        var reports = reports(Stream.iterate(0, i -> i + 1)
                .limit(20)
                .map(i -> i % 3 == 0
                        ? handoff().at(i)
                        : i % 3 == 1 ? acknowledged().at(i) : timeout().at(i))
                .toArray());
        for (int i = 0; i < 20_000; i++) {
            AlertFold.fold(reports);
        }

        var start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            AlertFold.fold(reports);
        }
        var took = Duration.ofNanos(System.nanoTime() - start);

        System.out.println("10,000 folds of 20 reports: " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }
}
