package dev.graft.domain.alert;

import static dev.graft.domain.alert.AlertState.ACKNOWLEDGED;
import static dev.graft.domain.alert.AlertState.DROPPED;
import static dev.graft.domain.alert.AlertState.RESOLVED;
import static dev.graft.domain.alert.AlertState.TRIGGERED;
import static dev.graft.domain.alert.RecordedTransition.Disposition.ALREADY_OVER;
import static dev.graft.domain.alert.RecordedTransition.Disposition.ALREADY_RAN;
import static dev.graft.domain.alert.RecordedTransition.Disposition.AWAITING_POLL;
import static dev.graft.domain.alert.RecordedTransition.Disposition.FIRED;
import static dev.graft.domain.alert.RecordedTransition.Disposition.LATE;
import static dev.graft.domain.alert.RecordedTransition.Disposition.WITHDRAWN;
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
import static dev.graft.domain.alert.Say.resolved;
import static dev.graft.domain.alert.Say.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.graft.domain.alert.AlertDecision.Rekeying;
import dev.graft.domain.alert.AlertFact.ActWanted;
import dev.graft.domain.alert.AlertFact.AskAgain;
import dev.graft.domain.alert.AlertFact.Heard;
import dev.graft.domain.alert.AlertFact.PollWanted;
import dev.graft.domain.alert.AlertFact.Transitioned;
import dev.graft.domain.alert.TransitionKey.Created;
import dev.graft.domain.alert.TransitionKey.Reached;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertRulesTest {
    private static final Created CREATED = new Created(FIRST_LIFE);
    private static final Reached TRIGGERED_0 = reached(0, TRIGGERED);
    private static final Reached DROPPED_0 = reached(0, DROPPED);
    private static final Reached ACKNOWLEDGED_0 = reached(0, ACKNOWLEDGED);
    private static final Reached TRIGGERED_1 = reached(1, TRIGGERED);
    private static final Reached ACKNOWLEDGED_1 = reached(1, ACKNOWLEDGED);
    private static final Reached OVER = reached(0, RESOLVED);

    private static Reached reached(int round, AlertState state) {
        return new Reached(FIRST_LIFE, round, state);
    }

    @Nested
    class Once {
        @Test
        void a_life_in_order_fires_each_transition_once() {
            var life = new Life()
                    .hearsOneByOne(
                            created(),
                            open().at(1),
                            acknowledged().at(2),
                            acknowledged().at(3),
                            handoff().at(4),
                            dropped().at(5),
                            resolved().at(6));

            assertThat(life.fired())
                    .containsExactly(CREATED, TRIGGERED_0, ACKNOWLEDGED_0, TRIGGERED_1, reached(1, DROPPED), OVER);
        }

        @Test
        void a_repeat_decides_nothing() {
            var decision = Life.of(created()).decide(created());

            assertThat(decision.toRecord()).isEmpty();
            assertThat(decision.facts()).isEmpty();
        }

        @Test
        void the_creation_fires_with_the_first_report_heard_whatever_its_type() {
            var life = new Life();

            var decision = life.decide(timeout().at(5));
            life.hears(created());

            assertThat(decision.toRecord().getFirst())
                    .isEqualTo(new RecordedTransition(
                            CREATED, timeout().at(5).get().digest(), Optional.of(minute(5)), FIRED, ""));
            assertThat(life.fired()).containsOnlyOnce(CREATED);
        }

        @Test
        void every_recorded_transition_is_a_fact() {
            var decision = new Life().decide(created());

            assertThat(decision.facts().stream()
                            .filter(Transitioned.class::isInstance)
                            .map(it -> ((Transitioned) it).transition()))
                    .isEqualTo(decision.toRecord());
        }

        @Test
        void a_transition_that_fired_does_not_fire_again_when_the_alert_comes_back_to_it() {
            var life = new Life()
                    .hearsOneByOne(
                            created(),
                            acknowledged().at(1),
                            open().at(2),
                            acknowledged().at(3));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0, ACKNOWLEDGED_0);
        }

        @Test
        void an_id_that_is_used_again_fires_a_second_creation() {
            var life = new Life()
                    .hearsOneByOne(
                            created(), resolved().at(5), created().bornAt(60).at(60));

            assertThat(life.fired())
                    .endsWith(new Created(Epoch.of(minute(60))), new Reached(Epoch.of(minute(60)), 0, TRIGGERED));
        }

        @Test
        void an_alert_that_a_poll_finds_open_again_fires_a_second_creation() {
            var again = new Epoch(Optional.of(BIRTH), 1);

            var life = new Life()
                    .hearsOneByOne(created(), resolved().at(5), poll(TRIGGERED).at(9));

            assertThat(life.fired()).endsWith(new Created(again), new Reached(again, 0, TRIGGERED));
        }
    }

    @Nested
    class Over {
        @Test
        void an_alert_first_heard_of_when_it_was_resolved_is_already_over() {
            var life = Life.of(resolved().at(5));

            assertThat(life.dispositionOf(CREATED)).isEqualTo(ALREADY_OVER);
            assertThat(life.fired()).containsExactly(OVER);
        }

        @Test
        void nothing_calls_for_anybody_when_the_reports_come_backwards() {
            var life = new Life()
                    .atMinute(5)
                    .hearsOneByOne(resolved().at(5), acknowledged().at(3), open().at(1), created());

            assertThat(life.fired()).containsExactly(OVER);
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
        }

        @Test
        void a_backlog_that_ends_resolved_pages_nobody() {
            var life = Life.of(
                    created(), open().at(1), acknowledged().at(2), resolved().at(3));

            assertThat(life.dispositionOf(CREATED)).isEqualTo(ALREADY_OVER);
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(ALREADY_OVER);
            assertThat(life.fired()).containsExactly(ACKNOWLEDGED_0, OVER);
        }

        @Test
        void a_backlog_that_ends_acknowledged_does_not_fire_triggered() {
            var life = Life.of(created(), open().at(1), acknowledged().at(2));

            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
            assertThat(life.fired()).containsExactly(CREATED, ACKNOWLEDGED_0);
        }

        @Test
        void a_backlog_that_ends_dropped_fires_triggered_too() {
            assertThat(Life.of(created(), dropped().at(9)).fired()).containsExactly(CREATED, TRIGGERED_0, DROPPED_0);
        }
    }

    @Nested
    class Late {
        @Test
        void what_stands_before_a_recorded_transition_is_late() {
            var life = new Life()
                    .atMinute(9)
                    .hearsOneByOne(dropped().at(9), acknowledged().at(5));

            assertThat(life.folded().state()).isEqualTo(DROPPED);
            assertThat(life.dispositionOf(ACKNOWLEDGED_0)).isEqualTo(LATE);
        }

        @Test
        void triggered_that_was_acknowledged_before_we_heard_of_it_is_late() {
            var life = new Life().atMinute(9).hearsOneByOne(acknowledged().at(5), open().at(1));

            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
        }

        @Test
        void what_is_more_than_thirty_minutes_old_is_late() {
            assertThat(Life.of(created())
                            .atMinute(40)
                            .hears(acknowledged().at(9.9))
                            .dispositionOf(ACKNOWLEDGED_0))
                    .isEqualTo(LATE);
            assertThat(Life.of(created())
                            .atMinute(40)
                            .hears(acknowledged().at(10))
                            .dispositionOf(ACKNOWLEDGED_0))
                    .isEqualTo(FIRED);
        }

        @Test
        void a_creation_first_heard_of_as_acknowledged_long_ago_is_late() {
            assertThat(new Life().atMinute(60).hears(acknowledged().at(5)).dispositionOf(CREATED))
                    .isEqualTo(LATE);
        }

        @Test
        void an_untimed_report_is_as_old_as_its_receipt() {
            var life = Life.of(created())
                    .atMinute(60)
                    .hears(
                            acknowledged().untimed().heardAt(5),
                            handoff().untimed().handoffs(1).heardAt(59));

            assertThat(life.dispositionOf(ACKNOWLEDGED_1)).isEqualTo(LATE);
        }

        @Test
        void everything_of_an_older_life_is_late() {
            var life = new Life()
                    .atMinute(61)
                    .hearsOneByOne(created().bornAt(60).at(60), dropped().at(59));

            assertThat(life.dispositionOf(CREATED)).isEqualTo(LATE);
            assertThat(life.dispositionOf(DROPPED_0)).isEqualTo(LATE);
        }

        @ParameterizedTest
        @EnumSource(
                value = Arrival.class,
                names = {"REPLAY", "RELEASE", "FIRST_POLL"})
        void replay_release_and_first_poll_are_always_late(Arrival way) {
            var life = new Life()
                    .by(way)
                    .hears(
                            created(),
                            dropped().at(1),
                            acknowledged().at(2),
                            handoff().at(3));

            assertThat(life.fired()).isEmpty();
            assertThat(life.recordedKeys()).extracting(life::dispositionOf).containsOnly(LATE);
        }

        @Test
        void a_late_transition_says_why() {
            var decision = new Life().by(Arrival.REPLAY).decide(created());

            assertThat(decision.toRecord())
                    .extracting(RecordedTransition::reason)
                    .containsOnly("it was replayed");
        }
    }

    @Nested
    class OldButOpen {
        @Test
        void where_the_alert_stands_old_news_waits_for_a_poll() {
            var life = new Life().atMinute(60);

            var decision = life.decide(created());

            assertThat(life.dispositionOf(CREATED)).isEqualTo(AWAITING_POLL);
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(AWAITING_POLL);
            assertThat(life.facts(PollWanted.class))
                    .extracting(PollWanted::confirming)
                    .containsExactly(Optional.of(TRIGGERED_0));
            assertThat(decision.toRecord())
                    .extracting(RecordedTransition::reason)
                    .doesNotContain("");
        }

        @Test
        void old_news_that_the_alert_was_dropped_waits_too() {
            var life = Life.of(created()).atMinute(60).hears(dropped().at(9));

            assertThat(life.dispositionOf(DROPPED_0)).isEqualTo(AWAITING_POLL);
        }

        @Test
        void where_nobody_can_be_asked_it_fires() {
            var life = new Life().whereNobodyCanBeAsked().atMinute(60).hears(created());

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
            assertThat(life.facts(PollWanted.class)).isEmpty();
        }

        @Test
        void it_fires_when_the_answer_is_that_it_still_stands_there() {
            var life = new Life().atMinute(60).hears(created());

            life.hears(poll(TRIGGERED).heardAt(60));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
            assertThat(life.confirm().toRecord()).as("nothing waits any more").isEmpty();
        }

        @Test
        void it_fires_when_the_poll_finally_failed_or_brought_no_news_and_it_still_stands_there() {
            var life = new Life().atMinute(60).hears(created());

            life.confirm();

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
        }

        @Test
        void it_is_late_when_the_poll_finally_failed_and_it_was_acknowledged_meanwhile() {
            var life = new Life()
                    .atMinute(60)
                    .hears(created())
                    .hears(acknowledged().at(60));

            life.confirm();

            assertThat(life.fired()).containsExactly(ACKNOWLEDGED_0);
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
        }

        @Test
        void what_was_late_by_the_answer_waits_for_another_when_the_alert_stands_there_anew() {
            var life = new Life()
                    .atMinute(60)
                    .hears(created())
                    .hears(poll(ACKNOWLEDGED).at(5).heardAt(60));

            life.hears(open().at(20));

            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(AWAITING_POLL);
            assertThat(life.facts(PollWanted.class)).hasSize(2);
        }

        @Test
        void it_is_late_when_the_answer_is_that_the_alert_is_over() {
            var life = new Life().atMinute(60).hears(created());

            life.hears(poll(RESOLVED).at(20).heardAt(60));

            assertThat(life.fired()).isEmpty();
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
            assertThat(life.dispositionOf(CREATED)).isEqualTo(LATE);
        }

        @Test
        void the_answer_that_it_was_handed_on_long_ago_fires_the_new_round() {
            var life = new Life().atMinute(60).hears(created());

            life.hears(poll(TRIGGERED).at(10).handoffs(1).heardAt(60));

            assertThat(life.fired()).containsExactlyInAnyOrder(CREATED, TRIGGERED_1);
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
        }

        @Test
        void a_fresh_report_that_says_the_same_confirms_as_a_poll_does() {
            var life = new Life().atMinute(60).hears(created());

            life.hears(timeout().at(59));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
        }

        @Test
        void a_backlog_that_ends_with_fresh_news_needs_no_poll() {
            var life = new Life().atMinute(60).hears(created(), timeout().at(59));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
        }

        @Test
        void an_old_acknowledgement_needs_no_poll() {
            var life = Life.of(created()).atMinute(60).hears(acknowledged().at(5));

            assertThat(life.facts(PollWanted.class)).isEmpty();
        }
    }

    @Nested
    class Anew {
        @Test
        void an_alert_that_was_acknowledged_when_we_heard_it_was_triggered_fires_when_it_is_triggered_again() {
            var life = new Life().atMinute(9).hearsOneByOne(acknowledged().at(5), open().at(1), open().at(9));

            assertThat(life.fired()).containsExactly(CREATED, ACKNOWLEDGED_0, TRIGGERED_0);
        }

        @Test
        void an_alert_imported_by_the_first_poll_fires_when_it_is_triggered_again() {
            var life = Life.of().by(Arrival.FIRST_POLL).hears(poll(TRIGGERED).at(1));

            life.by(Arrival.LIVE).hearsOneByOne(timeout().at(2), acknowledged().at(3), open().at(4));

            assertThat(life.fired()).containsExactly(ACKNOWLEDGED_0, CREATED, TRIGGERED_0);
        }

        @Test
        void live_news_that_it_stands_where_a_replay_put_it_fires_nothing() {
            var life = Life.of().by(Arrival.REPLAY).hears(created());

            life.by(Arrival.LIVE).hears(timeout().at(2));

            assertThat(life.fired()).isEmpty();
        }

        @Test
        void that_is_so_as_well_when_the_news_says_when_the_alert_was_created() {
            var life = Life.of().by(Arrival.REPLAY).hears(open().withoutBirth());

            life.by(Arrival.LIVE).hears(timeout().at(2));

            assertThat(life.fired()).isEmpty();
        }

        @Test
        void a_creation_that_was_late_fires_when_the_alert_begins_to_call() {
            var life = new Life().atMinute(60).hears(acknowledged().at(5));

            life.hears(handoff().at(60));

            assertThat(life.fired()).containsExactlyInAnyOrder(CREATED, TRIGGERED_1);
            assertThat(life.facts(AskAgain.class))
                    .as("the creation itself fires")
                    .isEmpty();
        }
    }

    @Nested
    class AskingAgain {
        @Test
        void workflows_are_asked_again_once_when_an_alert_first_heard_as_acknowledged_is_triggered() {
            var life = new Life()
                    .hearsOneByOne(
                            acknowledged().at(1),
                            handoff().at(2),
                            acknowledged().at(3),
                            handoff().at(4));

            assertThat(life.facts(AskAgain.class)).extracting(AskAgain::epoch).containsExactly(FIRST_LIFE);
        }

        @Test
        void workflows_are_asked_again_when_it_is_dropped() {
            var life = new Life().hearsOneByOne(acknowledged().at(1), dropped().at(2));

            assertThat(life.facts(AskAgain.class)).hasSize(1);
        }

        @Test
        void workflows_are_asked_again_after_a_backlog_that_ended_acknowledged() {
            var life = Life.of(created(), acknowledged().at(1)).hears(open().at(2));

            assertThat(life.facts(AskAgain.class)).hasSize(1);
        }

        @Test
        void workflows_are_asked_again_when_the_poll_confirms_that_it_is_triggered() {
            var life =
                    Life.of(acknowledged().at(1)).atMinute(60).hears(handoff().at(2));
            assertThat(life.facts(AskAgain.class)).isEmpty();

            life.confirm();

            assertThat(life.facts(AskAgain.class)).hasSize(1);
        }

        @Test
        void workflows_are_not_asked_again_when_the_alert_was_first_heard_as_triggered() {
            var life = new Life()
                    .hearsOneByOne(created(), acknowledged().at(1), handoff().at(2));

            assertThat(life.facts(AskAgain.class)).isEmpty();
        }

        @Test
        void workflows_are_not_asked_again_while_nobody_is_paged_for_it() {
            var life = new Life()
                    .hearsOneByOne(acknowledged().at(1).silenced(), open().at(2).silenced());

            assertThat(life.facts(AskAgain.class)).isEmpty();
            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(LATE);
        }

        @Test
        void an_alert_first_heard_as_suppressed_calls_when_it_is_not_any_more() {
            var life = new Life()
                    .hearsOneByOne(
                            created().word("suppressed").silenced(),
                            dropped().at(1).silenced(),
                            open().at(2));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
            assertThat(life.facts(AskAgain.class)).hasSize(1);
        }
    }

    @Nested
    class Acts {
        private final AlertReport.Acted acknowledge = anaAcknowledges(2, FIRST_LIFE, 0);
        private final AlertReport.Acted resolve = anaResolves(2, FIRST_LIFE, 0);

        @Test
        void an_act_fires_its_transition_and_is_wanted_to_be_carried_out() {
            var life = Life.of(created()).hears(acknowledge);

            assertThat(life.fired()).endsWith(ACKNOWLEDGED_0);
            assertThat(life.facts(ActWanted.class)).extracting(ActWanted::act).containsExactly(acknowledge);
        }

        @Test
        void an_act_is_wanted_even_where_an_earlier_act_made_it_so_already() {
            var second = anaAcknowledges(3, FIRST_LIFE, 0);

            var life = Life.of(created()).hearsOneByOne(acknowledge, second);

            assertThat(life.facts(ActWanted.class)).hasSize(2);
            assertThat(life.fired()).containsOnlyOnce(ACKNOWLEDGED_0);
        }

        @Test
        void an_act_that_came_with_its_refusal_is_not_wanted() {
            assertThat(Life.of(created())
                            .hears(acknowledge, refusal(acknowledge, 3))
                            .facts(ActWanted.class))
                    .isEmpty();
        }

        @Test
        void a_settled_act_fires_nothing_more() {
            var life = Life.of(created())
                    .hearsOneByOne(acknowledge, poll(ACKNOWLEDGED).at(2.1).settling(acknowledge));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0, ACKNOWLEDGED_0);
            assertThat(life.dispositionOf(ACKNOWLEDGED_0)).isEqualTo(FIRED);
        }

        @Test
        void a_refused_act_withdraws_its_transition_and_frees_the_key() {
            var life = Life.of(created()).hears(acknowledge);

            var decision = life.decide(refusal(acknowledge, 3));

            assertThat(decision.withdrawn()).containsExactly(ACKNOWLEDGED_0);
            assertThat(life.dispositionOf(ACKNOWLEDGED_0)).isEqualTo(WITHDRAWN);
            life.hears(acknowledged().at(4));
            assertThat(life.dispositionOf(ACKNOWLEDGED_0)).isEqualTo(FIRED);
            assertThat(life.fired()).endsWith(ACKNOWLEDGED_0, ACKNOWLEDGED_0);
        }

        @Test
        void an_act_settled_by_an_answer_that_says_otherwise_is_withdrawn_too() {
            var life = Life.of(created()).hears(acknowledge);

            life.hears(poll(TRIGGERED).at(2.1).settling(acknowledge));

            assertThat(life.dispositionOf(ACKNOWLEDGED_0)).isEqualTo(WITHDRAWN);
        }

        @Test
        void a_refusal_withdraws_nothing_that_the_partner_says_too() {
            var life =
                    Life.of(created()).hearsOneByOne(acknowledge, acknowledged().at(2.5));

            var decision = life.decide(refusal(acknowledge, 3));

            assertThat(decision.withdrawn()).isEmpty();
            assertThat(life.fired()).containsOnlyOnce(ACKNOWLEDGED_0);
        }

        @Test
        void a_handoff_under_a_pending_resolve_pages_nobody_until_the_resolve_is_refused() {
            var life = Life.of(created()).hearsOneByOne(resolve, handoff().at(3));
            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0, OVER);

            life.hears(refusal(resolve, 4));

            assertThat(life.fired()).endsWith(TRIGGERED_1);
            assertThat(life.dispositionOf(OVER)).isEqualTo(WITHDRAWN);
        }

        @Test
        void an_acknowledge_that_had_not_seen_the_handoff_does_not_answer_it() {
            var life = Life.of(created()).hearsOneByOne(handoff().at(1), acknowledge);

            assertThat(life.folded().standing()).isEqualTo(TRIGGERED_1);
            assertThat(life.dispositionOf(ACKNOWLEDGED_0)).isEqualTo(LATE);
            assertThat(life.facts(ActWanted.class)).hasSize(1);
        }
    }

    @Nested
    class KeysThatMove {
        @Test
        void what_was_recorded_without_a_creation_moves_to_it_and_does_not_fire_again() {
            var life = Life.of(open().at(1).withoutBirth());

            var decision = life.decide(timeout().at(2));

            assertThat(decision.rekeyed())
                    .containsExactly(
                            new Rekeying(new Created(Epoch.PROVISIONAL), CREATED),
                            new Rekeying(new Reached(Epoch.PROVISIONAL, 0, TRIGGERED), TRIGGERED_0));
            assertThat(decision.toRecord()).isEmpty();
            assertThat(life.fired()).hasSize(2);
        }

        @Test
        void what_was_recorded_without_a_creation_moves_to_where_its_report_belongs() {
            var life = Life.of(open().at(1).withoutBirth());

            life.hears(created(), created().bornAt(60).at(60));

            assertThat(life.dispositionOf(TRIGGERED_0)).isEqualTo(FIRED);
            assertThat(life.fired())
                    .endsWith(new Created(Epoch.of(minute(60))), new Reached(Epoch.of(minute(60)), 0, TRIGGERED));
        }

        @Test
        void what_a_settled_act_fired_without_a_creation_moves_too() {
            var act = anaAcknowledges(2, Epoch.PROVISIONAL, 0);
            var life = Life.of(open().at(1).withoutBirth())
                    .hearsOneByOne(
                            act, poll(ACKNOWLEDGED).at(2.1).withoutBirth().settling(act));

            life.hears(timeout().at(3).status(ACKNOWLEDGED));

            assertThat(life.recordedKeys()).containsExactlyInAnyOrder(CREATED, TRIGGERED_0, ACKNOWLEDGED_0);
            assertThat(life.fired()).hasSize(3);
        }

        @Test
        void what_waits_for_a_poll_without_a_creation_is_confirmed_under_its_real_key() {
            var life = new Life().atMinute(60).hears(open().at(1).withoutBirth());

            life.hears(poll(TRIGGERED).at(1).heardAt(60));

            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0);
        }

        @Test
        void a_report_that_turns_out_to_be_of_a_later_round_does_not_run_twice() {
            var life = new Life()
                    .atMinute(9)
                    .hearsOneByOne(created(), acknowledged().at(5), handoff().at(3));

            assertThat(life.dispositionOf(ACKNOWLEDGED_1)).isEqualTo(ALREADY_RAN);
            assertThat(life.fired()).containsExactly(CREATED, TRIGGERED_0, ACKNOWLEDGED_0);
        }

        @Test
        void an_untimed_report_that_moves_to_a_new_life_does_not_keep_it_from_firing() {
            var life = Life.of(created().untimed().withoutBirth())
                    .hearsOneByOne(resolved().at(5), open().at(60).bornAt(60));

            assertThat(life.fired())
                    .endsWith(new Created(Epoch.of(minute(60))), new Reached(Epoch.of(minute(60)), 0, TRIGGERED));
        }

        @Test
        void a_reopening_that_is_counted_anew_does_not_run_twice() {
            var life = new Life()
                    .atMinute(30)
                    .hearsOneByOne(created(), resolved().at(20), poll(TRIGGERED).at(25));
            var firedBefore = life.fired().size();

            life.hears(resolved().at(5), poll(ACKNOWLEDGED).at(6));

            assertThat(life.folded().epoch().reopening()).isEqualTo(2);
            assertThat(life.dispositionOf(new Created(new Epoch(Optional.of(BIRTH), 2))))
                    .isEqualTo(ALREADY_RAN);
            assertThat(life.fired()).hasSize(firedBefore);
        }
    }

    @Nested
    class Facts {
        @Test
        void each_report_is_heard_with_the_state_before_and_after_it() {
            var decision = new Life().decide(created(), acknowledged().at(1), open().at(0.5));

            assertThat(decision.facts())
                    .filteredOn(Heard.class::isInstance)
                    .extracting(
                            it -> ((Heard) it).stateBefore(),
                            it -> ((Heard) it).stateAfter(),
                            it -> ((Heard) it).late())
                    .containsExactly(
                            tuple(Optional.empty(), TRIGGERED, false),
                            tuple(Optional.of(TRIGGERED), ACKNOWLEDGED, false),
                            tuple(Optional.of(ACKNOWLEDGED), ACKNOWLEDGED, true));
        }

        @Test
        void a_report_is_not_late_because_it_stands_before_an_act() {
            var life = Life.of(created()).hears(anaResolves(2, FIRST_LIFE, 0));

            life.hears(timeout().at(3));

            assertThat(life.facts(Heard.class).getLast().late()).isFalse();
        }

        @Test
        void acts_and_refusals_are_heard_too() {
            var act = anaAcknowledges(2, FIRST_LIFE, 0);

            var life = Life.of(created()).hearsOneByOne(act, refusal(act, 3));

            assertThat(life.facts(Heard.class))
                    .extracting(Heard::stateAfter)
                    .containsExactly(TRIGGERED, ACKNOWLEDGED, TRIGGERED);
        }

        @Test
        void a_report_without_its_time_or_status_asks_for_a_poll() {
            assertThat(Life.of(created().untimed()).facts(PollWanted.class))
                    .extracting(PollWanted::confirming)
                    .containsExactly(Optional.empty());
            assertThat(Life.of(created().withoutStatus()).facts(PollWanted.class))
                    .hasSize(1);
            assertThat(Life.of(created()).facts(PollWanted.class)).isEmpty();
        }

        @Test
        void a_report_whose_time_cannot_be_believed_asks_for_a_poll() {
            assertThat(Life.of(created().at(3 * 24 * 60).heardAt(1)).facts(PollWanted.class))
                    .hasSize(1);
        }

        @Test
        void a_poll_asks_for_no_poll() {
            assertThat(Life.of(poll(TRIGGERED).untimed().withoutStatus()).facts(PollWanted.class))
                    .isEmpty();
        }

        @Test
        void one_poll_answers_everything() {
            var life = new Life()
                    .atMinute(60)
                    .hears(created(), timeout().untimed(), handoff().withoutStatus());

            assertThat(life.facts(PollWanted.class)).hasSize(1);
        }

        @Test
        void nobody_is_asked_where_nobody_can_be() {
            assertThat(new Life()
                            .whereNobodyCanBeAsked()
                            .hears(created().untimed())
                            .facts(PollWanted.class))
                    .isEmpty();
        }
    }
}
