package dev.graft.domain.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertState;
import dev.graft.domain.paging.Tried.Call;
import dev.graft.domain.paging.Tried.Seen;
import dev.graft.domain.paging.WishRules.AfterReading;
import dev.graft.domain.paging.WishRules.Step;
import dev.graft.domain.paging.WishRules.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration YOUNG = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGED, TRIGGERED, false",
        "ACKNOWLEDGED, DROPPED, false",
        "ACKNOWLEDGED, ACKNOWLEDGED, true",
        "ACKNOWLEDGED, RESOLVED, true",
        "RESOLVED, TRIGGERED, false",
        "RESOLVED, DROPPED, false",
        "RESOLVED, ACKNOWLEDGED, false",
        "RESOLVED, RESOLVED, true"
    })
    void a_wish_is_fulfilled_by_the_state_that_it_names_or_a_later_one(Wish wish, AlertState state, boolean isSo) {
        assertThat(WishRules.isSo(wish, Optional.of(state))).isEqualTo(isSo);
        assertThat(WishRules.isSo(wish, Optional.empty())).isFalse();
    }

    @Test
    void what_the_partner_said_to_be_so_is_only_read_again() {
        assertThat(WishRules.next(List.of(), true)).isEqualTo(Step.READ);
        assertThat(WishRules.next(List.of(), false)).isEqualTo(Step.CALL);
    }

    @ParameterizedTest
    @CsvSource({"NOT_DONE, CALL", "REFUSED, READ", "UNKNOWN, READ"})
    void after_an_error_the_alert_is_read_unless_the_call_was_certainly_not_made(Seen seen, Step next) {
        assertThat(WishRules.next(List.of(tried(Call.RESOLVE, seen)), false)).isEqualTo(next);
    }

    @Test
    void a_call_in_which_the_process_died_is_judged_by_reading() {
        var died = new Tried(Call.RESOLVE, Optional.empty(), NOON, Optional.empty(), "");

        assertThat(WishRules.next(List.of(died), false)).isEqualTo(Step.READ);
    }

    @Test
    void reading_goes_on_until_it_succeeds_and_then_it_is_the_calls_turn() {
        var refused = tried(Call.RESOLVE, Seen.REFUSED);

        assertThat(WishRules.next(List.of(refused, tried(Call.READ, Seen.UNKNOWN)), false))
                .isEqualTo(Step.READ);
        assertThat(WishRules.next(List.of(refused, tried(Call.READ, Seen.DONE)), false))
                .isEqualTo(Step.CALL);
    }

    @Test
    void a_refusal_is_final_only_when_the_alert_stands_otherwise_and_is_not_queued() {
        var refused = List.of(tried(Call.RESOLVE, Seen.REFUSED));

        assertThat(afterReading(refused, AlertState.RESOLVED, false, YOUNG)).isEqualTo(AfterReading.IS_SO);
        assertThat(afterReading(refused, AlertState.TRIGGERED, true, YOUNG)).isEqualTo(AfterReading.ASK_AGAIN);
        assertThat(afterReading(refused, AlertState.TRIGGERED, true, Duration.ofMinutes(11)))
                .isEqualTo(AfterReading.REFUSED);
        assertThat(afterReading(refused, AlertState.TRIGGERED, false, YOUNG)).isEqualTo(AfterReading.REFUSED);
    }

    @Test
    void a_call_of_unknown_fate_that_changed_nothing_is_made_again() {
        var unknown = List.of(tried(Call.RESOLVE, Seen.UNKNOWN));

        assertThat(afterReading(unknown, AlertState.TRIGGERED, false, YOUNG)).isEqualTo(AfterReading.ASK_AGAIN);
        assertThat(afterReading(List.of(), AlertState.TRIGGERED, false, YOUNG)).isEqualTo(AfterReading.ASK_AGAIN);
    }

    private static AfterReading afterReading(List<Tried> tried, AlertState state, boolean isQueued, Duration age) {
        return WishRules.afterReading(Wish.RESOLVED, tried, Optional.of(state), isQueued, age);
    }

    private static Tried tried(Call call, Seen seen) {
        return new Tried(call, Optional.of(seen), NOON, Optional.of(NOON), "");
    }
}
