package dev.graft.domain.alert;

import static dev.graft.domain.alert.Say.FIRST_LIFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertHistories.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Decision 3 held against the fold, over a hundred thousand made-up lives.
@Tag("property")
class AlertFoldPropertyTest {
    private static final int SEEDS = 100_000;

    @Test
    void the_fold_and_its_slow_twin_agree_in_every_field_in_whatever_order_the_reports_arrive() {
        long reports = 0;
        long repeats = 0;
        long steps = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var history = AlertHistories.ofSeed(seed);
            var expected = AlertFoldOracle.fold(history.reports());

            agree(expected, AlertFold.fold(history.reports()), history);
            agree(expected, AlertFold.fold(shuffled(history, new Random(seed))), history);

            reports += history.reports().size();
            repeats += history.arrivals().size() - history.reports().size();
            steps += expected.steps().size();
        }

        System.out.printf(
                "the_fold_and_its_slow_twin_agree: %d seeds, %d reports, %d repeats, %d steps%n",
                SEEDS, reports, repeats, steps);
        assertThat(steps).isGreaterThan(2L * SEEDS);
        assertThat(repeats).isGreaterThan(SEEDS);
    }

    private static List<AlertReport> shuffled(History history, Random random) {
        var arrived = new ArrayList<AlertReport>();
        history.arrivals().forEach(arriving -> arrived.add(arriving.report()));
        Collections.shuffle(arrived, random);
        return arrived;
    }

    private static void agree(Folded expected, Folded actual, Object about) {
        if (!actual.equals(expected)) {
            assertThat(FoldedDifference.between(expected, actual))
                    .as("%s", about)
                    .isEmpty();
        }
    }

    @Test
    void all_40320_orders_of_eight_reports_with_repeats_fold_to_one_answer() {
        var seeds = livesOfEightReports(4);
        int orders = 0;
        for (var seed : seeds) {
            var reports = List.copyOf(AlertHistories.ofSeed(seed).reports());
            var expected = AlertFoldOracle.fold(new HashSet<>(reports));
            orders += Orders.ofEight(order -> {
                var arrived = new ArrayList<AlertReport>();
                for (int i : order) {
                    arrived.add(reports.get(i));
                    arrived.add(arrived.get(arrived.size() / 2));
                }

                agree(expected, AlertFold.fold(arrived), "seed " + seed + ", order " + order);
            });
        }

        System.out.printf("all_40320_orders: seeds %s, %d orders of 8 reports and 8 repeats%n", seeds, orders);
        assertThat(orders).isEqualTo(4 * 40_320);
    }

    /// Lives that were opened again, in which somebody in Graft acted.
    private static List<Long> livesOfEightReports(int count) {
        return LongStream.range(0, SEEDS)
                .filter(seed -> {
                    var reports = AlertHistories.ofSeed(seed).reports();
                    return reports.size() == 8
                            && reports.stream().anyMatch(AlertReport.Acted.class::isInstance)
                            && AlertFoldOracle.fold(reports).epoch().reopening() > 0;
                })
                .limit(count)
                .boxed()
                .toList();
    }

    /// A person acknowledged the reopened alert in round 0; later we hear of a hand-off from before the reopening, and
    /// the whole reopening lies in round 1. That round nobody has acknowledged.
    @Test
    void an_acknowledge_of_an_earlier_round_does_not_answer_a_reopened_alert() {
        var reopened = new Epoch(FIRST_LIFE.created(), 1);
        var acknowledged = Say.anaAcknowledges(5, reopened, 0);
        List<AlertReport> asSeen = List.of(
                Say.created().get(),
                Say.resolved().at(2).get(),
                Say.poll(AlertState.TRIGGERED).at(4).get(),
                acknowledged);
        assertThat(AlertFold.fold(asSeen).state()).isEqualTo(AlertState.ACKNOWLEDGED);

        // From before the reopening, so that the whole of it lies in round 1, which nobody has acknowledged.
        var heardLater = new ArrayList<>(asSeen);
        heardLater.add(Say.handoff().at(1).heardAt(6).get());

        var folded = AlertFold.fold(heardLater);
        assertThat(folded.standing()).isEqualTo(new TransitionKey.Reached(reopened, 1, AlertState.TRIGGERED));
        assertThat(folded.pending()).containsExactly(acknowledged.act());
    }
}
