package dev.graft.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertHistories.History;
import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A property that runs over lives in which nothing happens proves nothing: here it is seen that they are lively.
class AlertHistoriesTest {
    private static final int SEEDS = 5_000;

    private enum Feature {
        TWO_LIVES_UNDER_ONE_ID((_, folded) -> creations(folded) > 1),
        NOBODY_STATES_THE_CREATION((_, folded) -> folded.epoch().created().isEmpty()),
        OPENED_AGAIN((_, folded) -> folded.epoch().reopening() > 0),
        OPENED_TWICE((_, folded) -> folded.epoch().reopening() > 1),
        HANDED_ON((_, folded) -> folded.round() > 0),
        HANDED_ON_TWICE((_, folded) -> folded.round() > 1),
        ENDS_TRIGGERED((_, folded) -> folded.state() == AlertState.TRIGGERED),
        ENDS_DROPPED((_, folded) -> folded.state() == AlertState.DROPPED),
        ENDS_ACKNOWLEDGED((_, folded) -> folded.state() == AlertState.ACKNOWLEDGED),
        ENDS_RESOLVED((_, folded) -> folded.state() == AlertState.RESOLVED),
        SILENCED((_, folded) -> folded.silenced()),
        SILENCED_LATER((_, folded) -> folded.silencedNow() && !folded.silenced()),
        CONTRADICTED((_, folded) -> !folded.unexpected().isEmpty()),
        AN_ACT_IS_PENDING((_, folded) -> !folded.pending().isEmpty()),
        SEVERAL_ACTS_ARE_PENDING((_, folded) -> folded.pending().size() > 1),
        AN_ACT_MADE_A_STEP((history, folded) -> has(
                history,
                Acted.class,
                act -> folded.steps().stream().anyMatch(step -> step.report().equals(act.digest())))),
        AN_ACT_WAS_SETTLED(
                (history, _) -> has(history, Told.class, told -> told.settles().isPresent())),
        AN_ACT_WAS_WITHDRAWN((history, _) -> has(history, Withdrawn.class, _ -> true)),
        NO_KEY((history, _) -> !history.hasKey()),
        NO_TIME((history, _) ->
                has(history, Told.class, told -> told.updatedAt().isEmpty())),
        NO_CREATION(
                (history, _) -> has(history, Told.class, told -> told.created().isEmpty())),
        NO_STATUS((history, _) -> has(history, Told.class, told -> told.status() instanceof StatusWord.Absent)),
        AN_UNKNOWN_STATUS(
                (history, _) -> has(history, Told.class, told -> told.status() instanceof StatusWord.Unknown)),
        ACKNOWLEDGED_BY_ONE_TEAM_OF_TWO((history, _) -> has(
                history,
                Told.class,
                told -> told.type() == ReportType.ACKNOWLEDGED
                        && told.status().equals(new StatusWord.Known(AlertState.TRIGGERED)))),
        EQUAL_TIMES((history, _) -> has(
                history,
                Told.class,
                one -> has(
                        history,
                        Told.class,
                        other -> !one.equals(other)
                                && one.updatedAt().isPresent()
                                && one.updatedAt().equals(other.updatedAt())))),
        A_TIME_A_YEAR_AGO((history, _) -> has(
                history,
                Told.class,
                told -> told.updatedAt()
                        .filter(time -> time.isBefore(told.receivedAt().minusSeconds(86_400L * 300)))
                        .isPresent())),
        A_TIME_IN_DAYS_TO_COME((history, _) -> has(
                history,
                Told.class,
                told -> told.updatedAt()
                        .filter(time -> time.isAfter(told.receivedAt().plusSeconds(86_400)))
                        .isPresent())),
        REPEATED((history, _) -> history.arrivals().size() > history.reports().size()),
        OUT_OF_ORDER((history, _) -> {
            var times = history.reports().stream()
                    .flatMap(report -> report instanceof Told told ? told.updatedAt().stream() : Stream.empty())
                    .toList();
            return !times.equals(
                    times.stream().sorted(Comparator.naturalOrder()).toList());
        }),
        TWENTY_REPORTS_OR_MORE((history, _) -> history.reports().size() >= 20);

        private final BiPredicate<History, Folded> isIn;

        Feature(BiPredicate<History, Folded> isIn) {
            this.isIn = isIn;
        }

        private static long creations(Folded folded) {
            return folded.steps().stream()
                    .map(step -> step.key().epoch().created())
                    .distinct()
                    .count();
        }

        private static <T extends AlertReport> boolean has(History history, Class<T> type, Predicate<T> such) {
            return history.reports().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .anyMatch(such);
        }
    }

    @Test
    void the_lives_reach_every_corner_that_the_clauses_speak_of() {
        var seen = new TreeMap<Feature, Integer>();
        for (long seed = 0; seed < SEEDS; seed++) {
            var history = AlertHistories.ofSeed(seed);
            var folded = AlertFoldOracle.fold(history.reports());
            for (var feature : Feature.values()) {
                if (feature.isIn.test(history, folded)) {
                    seen.merge(feature, 1, Integer::sum);
                }
            }
        }

        System.out.printf("the_lives_reach_every_corner: %d seeds, lives with %s%n", SEEDS, seen);
        for (var feature : Feature.values()) {
            assertThat(seen.getOrDefault(feature, 0))
                    .as("lives with %s", feature)
                    .isGreaterThan(20);
        }
    }

    @Test
    void a_seed_gives_the_same_life_again() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(AlertHistories.ofSeed(seed)).isEqualTo(AlertHistories.ofSeed(seed));
        }
    }

    @Test
    void a_life_has_from_three_to_thirty_reports_and_begins_with_the_partners_word() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var history = AlertHistories.ofSeed(seed);

            assertThat(history.reports())
                    .as("seed %d", seed)
                    .hasSizeBetween(AlertHistories.FEWEST, AlertHistories.MOST);
            assertThat(history.arrivals().getFirst().report())
                    .as("seed %d", seed)
                    .isInstanceOf(Told.class);
        }
    }
}
