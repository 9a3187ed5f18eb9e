package dev.graft.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant noon = Instant.parse("2026-11-23T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicReference<Instant> database = new AtomicReference<>(noon);
    private final DatabaseClock clock = new DatabaseClock(database::get, nanos::get);

    @Test
    void between_two_readings_time_passes_as_this_machine_counts_it() {
        pass(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(noon.plusSeconds(3));
    }

    @Test
    void a_database_that_is_ahead_is_followed() {
        database.set(noon.plusSeconds(60));
        clock.readAgain();

        assertThat(clock.instant()).isEqualTo(noon.plusSeconds(60));
    }

    @Test
    void a_database_that_is_a_little_behind_makes_it_stand_still_until_it_is_caught_up_with() {
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(noon.plusSeconds(1));

        database.set(noon);
        clock.readAgain();

        assertThat(clock.instant()).isEqualTo(noon.plusSeconds(1));
        pass(Duration.ofMillis(999));
        assertThat(clock.instant()).isEqualTo(noon.plusSeconds(1));
        pass(Duration.ofMillis(2));
        assertThat(clock.instant()).isEqualTo(noon.plusMillis(1001));
    }

    @Test
    void a_database_whose_clock_was_set_back_is_followed_at_once() {
        assertThat(clock.instant()).isEqualTo(noon);

        database.set(noon.minusSeconds(3600));
        clock.readAgain();

        assertThat(clock.instant()).isEqualTo(noon.minusSeconds(3600));
    }

    @Test
    void the_answer_counts_for_the_middle_of_its_round_trip() {
        var slow = new DatabaseClock(
                () -> {
                    pass(Duration.ofMillis(200));
                    return noon;
                },
                nanos::get);

        assertThat(slow.instant()).isEqualTo(noon.plusMillis(100));
    }

    @Test
    void an_answer_that_took_too_long_changes_nothing() {
        var roundTrip = new AtomicLong(0);
        var moody = new DatabaseClock(
                () -> {
                    nanos.addAndGet(roundTrip.get());
                    return noon;
                },
                nanos::get);
        roundTrip.set(Duration.ofSeconds(3).toNanos());

        moody.readAgain();

        assertThat(moody.instant()).isEqualTo(noon.plusSeconds(3));
    }

    @Test
    void it_shows_no_more_than_the_database_can_keep() {
        nanos.addAndGet(1_234_567);

        assertThat(clock.instant()).isEqualTo(noon.plusNanos(1_234_000));
    }

    @Test
    void another_zone_shows_the_same_instant() {
        assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).instant()).isEqualTo(noon);
        assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void it_agrees_with_a_real_database() {
        try (var real = TestDatabase.empty();
                var realClock = DatabaseClock.of(real.db())) {
            var before = now(real);
            var between = realClock.instant();
            var after = now(real);

            assertThat(between).isBetween(before.minusMillis(100), after.plusMillis(100));
        }
    }

    private static Instant now(TestDatabase real) {
        return real.db()
                .inOneStatement(
                        "read the clock",
                        tx -> tx.query("select clock_timestamp() as now").only(row -> row.instant("now")));
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
