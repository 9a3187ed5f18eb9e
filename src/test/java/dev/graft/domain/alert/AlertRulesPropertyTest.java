package dev.graft.domain.alert;

import static dev.graft.domain.alert.AlertState.ACKNOWLEDGED;
import static dev.graft.domain.alert.AlertState.TRIGGERED;
import static dev.graft.domain.alert.Say.FIRST_LIFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertHistories.Arriving;
import dev.graft.domain.alert.AlertHistories.History;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.domain.alert.TransitionKey.Reached;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The promises of decision 3, *What runs*, kept by a hub through tens of thousands of made-up lives: every transition
/// is recorded once, nobody is called for what is over, somebody is for what is open and unanswered, nothing runs
/// twice, and repeats are harmless.
@Tag("property")
class AlertRulesPropertyTest {
    private static final int SEEDS = 25_000;
    private static final int SEEDS_FOR_DEFECTS = 1_000;

    @Test
    void a_hub_keeps_its_promises_through_every_life_as_it_arrived() {
        keepsItsPromises("as_it_arrived", HubLife::asItArrived);
    }

    @Test
    void a_hub_keeps_its_promises_when_an_inbox_is_worked_off_in_any_order() {
        keepsItsPromises("in_any_order", HubLife::inAnotherOrder);
    }

    private static void keepsItsPromises(String name, BiFunction<History, HubInMemory.Rules, HubInMemory> live) {
        long decisions = 0;
        long firings = 0;
        long waits = 0;
        int open = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var history = AlertHistories.ofSeed(seed);

            var hub = live.apply(history, HubInMemory.REAL);

            if (!hub.broken().isEmpty()) {
                assertThat(hub.broken()).as("%s", history).isEmpty();
            }
            decisions += hub.decisions();
            firings += hub.firings();
            waits += hub.waits();
            open += hub.owesACall() ? 1 : 0;
        }

        System.out.printf(
                "a_hub_keeps_its_promises_%s: %d seeds, %d decisions, %d fired, %d waited for a poll, %d ended open%n",
                name, SEEDS, decisions, firings, waits, open);
        assertThat(List.of(decisions, firings, waits)).allMatch(count -> count > SEEDS / 100);
        assertThat(open).isGreaterThan(SEEDS / 20);
    }

    @Test
    void a_hub_comes_to_one_state_in_all_40320_orders_of_eight_reports_with_repeats() {
        var seed = LongStream.range(0, SEEDS)
                .filter(AlertRulesPropertyTest::isALifeOfEightStatements)
                .findFirst()
                .orElseThrow();
        var history = AlertHistories.ofSeed(seed);
        var reports = List.copyOf(history.reports());
        var expected = AlertFoldOracle.fold(history.reports());
        var now = history.arrivals().getLast().at();
        var firings = new TreeMap<Integer, Integer>();

        int orders = Orders.ofEight(order -> {
            var hub = new HubInMemory(HubInMemory.REAL, history.hasKey(), new Random(seed));
            var heard = new ArrayList<AlertReport>();
            for (int i : order) {
                heard.add(reports.get(i));
                hub.hear(List.of(new Arriving(reports.get(i), now, Arrival.LIVE)), now);
                var again = heard.get(heard.size() / 2);
                hub.hear(List.of(new Arriving(again, now, Arrival.LIVE)), now);
            }
            hub.checkThatSomebodyIsCalled(now);
            hub.checkThatRepeatsAreHarmless(now);

            assertThat(hub.broken()).as("order %s of %s", order, history).isEmpty();
            assertThat(hub.folded()).as("order %s of %s", order, history).isEqualTo(expected);
            firings.merge(hub.firings(), 1, Integer::sum);
        });

        System.out.printf(
                "a_hub_comes_to_one_state_in_all_40320_orders: seed %d, %d orders, orders by firings %s%n",
                seed, orders, firings);
        assertThat(orders).isEqualTo(40_320);
        assertThat(firings.firstKey()).isPositive();
    }

    /// Handed on, in a second life, and open at the end, with nobody to ask.
    private static boolean isALifeOfEightStatements(long seed) {
        var history = AlertHistories.ofSeed(seed);
        var reports = history.reports();
        return reports.size() == 8
                && !history.hasKey()
                && reports.stream().allMatch(Told.class::isInstance)
                && AlertFoldOracle.fold(reports).isCalling()
                && AlertFoldOracle.fold(reports).round() > 0;
    }

    /// A report that stood in a reopening fires there. The reopening turns out to belong to an earlier life, and the
    /// alert comes to stand at what the same report says: nobody is called by it again.
    @Test
    void what_a_report_ran_in_a_reopening_that_is_gone_it_does_not_run_again() {
        var answer = Say.poll(ACKNOWLEDGED).at(-1);
        var open = Say.open().at(4);
        var acknowledged = Say.anaAcknowledges(5, FIRST_LIFE, 0);
        var life = Life.of(answer).hears(open, acknowledged);
        life.hears(Say.resolved().withoutBirth().at(-2));
        assertThat(life.fired()).contains(new Reached(new Epoch(FIRST_LIFE.created(), 1), 0, TRIGGERED));

        life.hears(Say.poll(ACKNOWLEDGED).bornAt(-3).at(-0.5));
        life.hears(Say.poll(ACKNOWLEDGED).at(0.5).settling(acknowledged));

        assertThat(life.dispositionOf(new Reached(FIRST_LIFE, 0, TRIGGERED))).isEqualTo(Disposition.ALREADY_RAN);
    }

    @ParameterizedTest
    @EnumSource
    void rules_with_this_defect_are_caught(PlantedRulesDefect defect) {
        Map<String, Integer> caught = new TreeMap<>();
        for (long seed = 0; seed < SEEDS_FOR_DEFECTS; seed++) {
            var history = AlertHistories.ofSeed(seed);
            var hub = seed % 2 == 0 ? HubLife.asItArrived(history, defect) : HubLife.inAnotherOrder(history, defect);
            hub.broken().stream()
                    .map(broken -> broken.substring(0, broken.indexOf(':')))
                    .distinct()
                    .forEach(promise -> caught.merge(promise, 1, Integer::sum));
        }

        System.out.printf(
                "rules_with_this_defect_are_caught: %s in %d seeds by %s%n", defect, SEEDS_FOR_DEFECTS, caught);
        assertThat(caught).containsKey(defect.promise);
    }
}
