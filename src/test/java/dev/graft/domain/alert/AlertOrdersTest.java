package dev.graft.domain.alert;

import static dev.graft.domain.alert.AlertState.ACKNOWLEDGED;
import static dev.graft.domain.alert.AlertState.DROPPED;
import static dev.graft.domain.alert.AlertState.RESOLVED;
import static dev.graft.domain.alert.AlertState.TRIGGERED;
import static dev.graft.domain.alert.Say.FIRST_LIFE;
import static dev.graft.domain.alert.Say.acknowledged;
import static dev.graft.domain.alert.Say.created;
import static dev.graft.domain.alert.Say.dropped;
import static dev.graft.domain.alert.Say.handoff;
import static dev.graft.domain.alert.Say.open;
import static dev.graft.domain.alert.Say.rejected;
import static dev.graft.domain.alert.Say.resolved;
import static dev.graft.domain.alert.Say.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.domain.alert.TransitionKey.Created;
import dev.graft.domain.alert.TransitionKey.Reached;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The eight events of one alert in all 40,320 orders, some of them heard twice, within half an hour.
class AlertOrdersTest {
    private static final Created CREATED = new Created(FIRST_LIFE);
    private static final Reached OVER = new Reached(FIRST_LIFE, 0, RESOLVED);

    /// As they happened: dropped, handed to another team, acknowledged there, resolved.
    private static final List<AlertReport> EVENTS = List.of(
            created().get(),
            open().at(1).get(),
            rejected().at(2).get(),
            timeout().at(3).get(),
            dropped().at(4).get(),
            handoff().at(5).handoffs(1).get(),
            acknowledged().at(6).handoffs(1).get(),
            resolved().at(7).handoffs(1).get());

    private static final List<TransitionKey> STEPS = List.of(
            CREATED,
            new Reached(FIRST_LIFE, 0, TRIGGERED),
            new Reached(FIRST_LIFE, 0, DROPPED),
            new Reached(FIRST_LIFE, 1, TRIGGERED),
            new Reached(FIRST_LIFE, 1, ACKNOWLEDGED),
            OVER);

    @Test
    void in_their_order_every_transition_fires() {
        assertThat(new Life().hearsOneByOne(EVENTS.toArray()).fired()).isEqualTo(STEPS);
    }

    @Test
    void all_orders_fold_to_the_same() {
        var random = new Random(8);
        var expected = AlertFold.fold(EVENTS);

        var orders = permute(order -> {
            for (int repeats = random.nextInt(4); repeats > 0; repeats--) {
                order.add(random.nextInt(order.size() + 1), order.get(random.nextInt(order.size())));
            }
            assertThat(AlertFold.fold(order)).isEqualTo(expected);
        });

        assertThat(orders).isEqualTo(40_320);
        assertThat(expected.steps()).extracting(Folded.Step::key).isEqualTo(STEPS);
    }

    /// Which transitions fire depends on the order, and must: what was overtaken is not run. But in every order
    ///
    /// * each transition of the life is recorded, and none fires twice;
    /// * the creation fires, unless the resolve was heard first: then it is already over;
    /// * the resolve fires, and nothing calls for people once it has been heard;
    /// * whenever the alert calls for somebody, its creation and the transition at which it stands have run;
    /// * a transition into triggered or dropped fires only while the alert calls.
    @Test
    void in_all_orders_nothing_calls_for_what_is_over_and_what_is_open_and_unanswered_has_called() {
        var random = new Random(9);

        var orders = permute(order -> {
            for (int repeats = random.nextInt(3); repeats > 0; repeats--) {
                order.add(random.nextInt(order.size() + 1), order.get(random.nextInt(order.size())));
            }
            var life = new Life().atMinute(7);
            for (var report : order) {
                var decision = life.decide(report);
                if (decision.folded().isCalling()) {
                    assertThat(life.hasRun(CREATED)).isTrue();
                    assertThat(life.hasRun(decision.folded().standing())).isTrue();
                } else {
                    assertThat(decision.toRecord()).noneMatch(AlertOrdersTest::isFiredCall);
                }
            }
            assertThat(life.recordedKeys()).containsAll(STEPS);
            assertThat(life.fired()).doesNotHaveDuplicates().contains(OVER);
            assertThat(life.dispositionOf(CREATED))
                    .isEqualTo(
                            order.getFirst().equals(EVENTS.getLast()) ? Disposition.ALREADY_OVER : Disposition.FIRED);
            assertThat(life.facts(AlertFact.AskAgain.class)).hasSizeLessThanOrEqualTo(1);
        });

        assertThat(orders).isEqualTo(40_320);
    }

    private static boolean isFiredCall(RecordedTransition transition) {
        return transition.disposition() == Disposition.FIRED
                && transition.key() instanceof Reached reached
                && reached.toState().isUnanswered();
    }

    /// Heap's algorithm.
    private static int permute(Consumer<List<AlertReport>> visit) {
        var order = new ArrayList<>(EVENTS);
        var swaps = new int[order.size()];
        visit.accept(new ArrayList<>(order));
        var count = 1;
        for (int i = 1; i < order.size(); ) {
            if (swaps[i] < i) {
                Collections.swap(order, i % 2 == 0 ? 0 : swaps[i], i);
                visit.accept(new ArrayList<>(order));
                count++;
                swaps[i]++;
                i = 1;
            } else {
                swaps[i] = 0;
                i++;
            }
        }
        return count;
    }
}
