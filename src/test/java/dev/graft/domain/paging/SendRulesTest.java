package dev.graft.domain.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.paging.SendRules.Step;
import dev.graft.domain.paging.Tried.Call;
import dev.graft.domain.paging.Tried.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void a_page_that_was_certainly_not_sent_is_sent_again_after_a_growing_wait() {
        var tried = new ArrayList<Tried>();
        assertThat(SendRules.next(tried)).isEqualTo(Step.SEND);
        assertThat(SendRules.wait(tried, NOON, Optional.empty(), 1)).isZero();

        var waits = new ArrayList<Long>();
        for (int failure = 0; failure < 8; failure++) {
            tried.add(send(Seen.NOT_DONE, failure));
            assertThat(SendRules.next(tried)).isEqualTo(Step.SEND);
            waits.add(SendRules.wait(tried, NOON, Optional.empty(), 1).toSeconds());
        }

        assertThat(waits).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void a_wait_that_the_partner_asks_for_counts_within_bounds() {
        var tried = List.of(send(Seen.NOT_DONE, 0));

        assertThat(SendRules.wait(tried, NOON, Optional.of(Duration.ofSeconds(30)), 1))
                .hasSeconds(30);
        assertThat(SendRules.wait(tried, NOON, Optional.of(Duration.ofDays(30)), 1))
                .hasMinutes(15);
        assertThat(SendRules.wait(tried, NOON, Optional.of(Duration.ofSeconds(-5)), 0))
                .hasSeconds(1);
        assertThat(SendRules.wait(tried, NOON, Optional.of(Duration.ofSeconds(1)), 1))
                .hasSeconds(2);
    }

    @Test
    void a_page_of_unknown_fate_is_looked_for_three_times_and_once_more_right_before_it_is_sent_again() {
        var tried = new ArrayList<>(List.of(send(Seen.UNKNOWN, 0)));
        var now = NOON;
        var looks = new ArrayList<Long>();

        while (SendRules.next(tried) == Step.LOOK) {
            now = now.plus(SendRules.wait(tried, now, Optional.empty(), 1));
            looks.add(Duration.between(NOON, now).toSeconds());
            tried.add(new Tried(Call.LOOK, Optional.of(Seen.NOTHING), now, Optional.of(now), ""));
        }

        assertThat(looks).containsExactly(2L, 5L, 10L, 15L);
        assertThat(SendRules.wait(tried, now, Optional.empty(), 1)).isZero();
    }

    @Test
    void each_further_call_of_unknown_fate_waits_longer_before_it_is_repeated_up_to_a_minute() {
        var tried = new ArrayList<Tried>();
        var gaps = new ArrayList<Long>();
        var now = NOON;
        for (int sends = 0; sends < 5; sends++) {
            tried.add(new Tried(Call.SEND, Optional.of(Seen.UNKNOWN), now, Optional.of(now), ""));
            var sent = now;
            while (SendRules.next(tried) == Step.LOOK) {
                now = now.plus(SendRules.wait(tried, now, Optional.empty(), 1));
                tried.add(new Tried(Call.LOOK, Optional.of(Seen.UNKNOWN), now, Optional.of(now), ""));
            }
            gaps.add(Duration.between(sent, now).toSeconds());
        }

        assertThat(gaps).containsExactly(15L, 30L, 60L, 60L, 60L);
    }

    @Test
    void after_a_crash_in_the_call_the_page_is_looked_for_before_it_is_sent_again() {
        var crashed = new Tried(Call.SEND, Optional.empty(), NOON, Optional.empty(), "");
        assertThat(SendRules.next(List.of(crashed))).isEqualTo(Step.LOOK);
        assertThat(SendRules.mayExist(List.of(crashed))).isTrue();
        assertThat(SendRules.mayExistSince(List.of(crashed))).contains(NOON);

        var lateLook = look(Seen.NOTHING, 40);
        assertThat(SendRules.next(List.of(crashed, lateLook))).isEqualTo(Step.SEND);
    }

    @Test
    void a_look_in_which_the_process_died_is_made_again() {
        var died = new Tried(Call.LOOK, Optional.empty(), NOON.plusSeconds(40), Optional.empty(), "");

        assertThat(SendRules.next(List.of(send(Seen.UNKNOWN, 0), died))).isEqualTo(Step.LOOK);
    }

    @Test
    void a_page_whose_fate_was_once_unknown_is_looked_for_before_every_further_attempt() {
        var tried = new ArrayList<>(
                List.of(send(Seen.UNKNOWN, 0), look(Seen.NOTHING, 2), look(Seen.NOTHING, 15), send(Seen.NOT_DONE, 16)));
        assertThat(SendRules.next(tried)).isEqualTo(Step.LOOK);

        tried.add(look(Seen.NOTHING, 20));
        assertThat(SendRules.next(tried)).isEqualTo(Step.SEND);
        assertThat(SendRules.mayExistSince(tried)).contains(NOON);
    }

    @Test
    void clocks_that_differ_between_nodes_do_not_keep_a_page_from_being_sent() {
        var anHourBehind = -3600;
        var tried = List.of(
                send(Seen.UNKNOWN, 0),
                look(Seen.NOTHING, anHourBehind),
                look(Seen.NOTHING, anHourBehind + 60),
                look(Seen.NOTHING, anHourBehind + 120));
        assertThat(SendRules.wait(tried, NOON.minusSeconds(3400), Optional.empty(), 1))
                .hasSeconds(60);

        var fourth = new ArrayList<>(tried);
        fourth.add(look(Seen.NOTHING, anHourBehind + 180));
        assertThat(SendRules.next(fourth)).isEqualTo(Step.SEND);
    }

    @Test
    void a_page_of_an_incident_that_is_over_is_not_wanted() {
        assertThat(SendRules.findReasonNotWanted(Duration.ZERO, true, false)).contains("the incident is over");
        assertThat(SendRules.findReasonNotWanted(Duration.ZERO, false, true)).isEmpty();
    }

    @Test
    void a_late_page_is_sent_with_its_lateness_in_the_title_unless_somebody_is_at_work() {
        var late = Duration.ofMinutes(40);

        assertThat(SendRules.findReasonNotWanted(late, false, false)).isEmpty();
        assertThat(SendRules.title("Checkout down", late)).isEqualTo("Late by 40 min: Checkout down");
        assertThat(SendRules.title("Checkout down", Duration.ofMinutes(30))).isEqualTo("Checkout down");
        assertThat(SendRules.findReasonNotWanted(late, false, true))
                .hasValueSatisfying(words -> assertThat(words).contains("late by 40 min", "acknowledged"));
    }

    private static Tried send(Seen seen, int secondsAfterNoon) {
        var at = NOON.plusSeconds(secondsAfterNoon);
        return new Tried(Call.SEND, Optional.of(seen), at, Optional.of(at), "");
    }

    private static Tried look(Seen seen, int secondsAfterNoon) {
        var at = NOON.plusSeconds(secondsAfterNoon);
        return new Tried(Call.LOOK, Optional.of(seen), at, Optional.of(at), "");
    }
}
