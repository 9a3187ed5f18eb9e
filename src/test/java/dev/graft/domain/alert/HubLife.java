package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertHistories.Arriving;
import dev.graft.domain.alert.AlertHistories.History;
import dev.graft.domain.alert.AlertReport.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Lets a hub live through a history: what arrives, arrives; sometimes several together, as after an outage; and the
/// polls that the hub asks for are answered, or fail, or are still on their way at the end.
final class HubLife {
    private static final List<AlertState> STATES = List.of(AlertState.values());

    private final History history;
    private final HubInMemory hub;
    private final Random random;

    private HubLife(History history, HubInMemory.Rules rules) {
        this.history = history;
        random = new Random(history.seed() * 31 + 7);
        hub = new HubInMemory(rules, history.hasKey(), new Random(history.seed()));
    }

    /// As it arrived, by the clock.
    static HubInMemory asItArrived(History history, HubInMemory.Rules rules) {
        var life = new HubLife(history, rules);
        life.goThrough(history.arrivals());
        return life.hub;
    }

    /// In an order of its own, all of it after the last report: as an inbox works off what it could not for a while.
    static HubInMemory inAnotherOrder(History history, HubInMemory.Rules rules) {
        var life = new HubLife(history, rules);
        var arrivals = new ArrayList<>(history.arrivals());
        Collections.shuffle(arrivals, life.random);
        while (!(arrivals.getFirst().report() instanceof Told)) {
            Collections.rotate(arrivals, 1);
        }
        var at = history.arrivals().getLast().at();
        var order = new ArrayList<Arriving>();
        for (var arriving : arrivals) {
            at = at.plusMillis(life.random.nextInt(3_000));
            order.add(new Arriving(arriving.report(), at, arriving.arrival()));
        }
        life.goThrough(order);
        return life.hub;
    }

    private void goThrough(List<Arriving> arrivals) {
        Optional<Instant> answerAt = Optional.empty();
        int next = 0;
        while (next < arrivals.size()) {
            int end = next + 1;
            while (end < arrivals.size()
                    && arrivals.get(end).arrival() == arrivals.get(next).arrival()
                    && random.nextInt(8) == 0) {
                end++;
            }
            if (answerAt.isPresent()
                    && answerAt.get().isBefore(arrivals.get(next).at())) {
                answer(answerAt.get());
                answerAt = Optional.empty();
            }
            var now = arrivals.get(end - 1).at();
            hub.hear(arrivals.subList(next, end), now);
            if (hub.waitsForAPoll() && answerAt.isEmpty()) {
                answerAt = Optional.of(now.plusMillis(200 + random.nextInt(60_000)));
            }
            next = end;
        }
        var last = arrivals.getLast().at();
        for (int i = 0; i < 5 && hub.waitsForAPoll() && random.nextInt(4) != 0; i++) {
            last = last.plusSeconds(1 + random.nextInt(300));
            answer(last);
        }
        hub.checkThatSomebodyIsCalled(last);
        hub.checkThatRepeatsAreHarmless(last.plus(Duration.ofHours(1)));
    }

    private void answer(Instant now) {
        hub.hearAnswer(random.nextInt(3) == 0 ? Optional.empty() : Optional.of(answerAbout(hub.folded(), now)), now);
    }

    /// Mostly what the hub believes already; sometimes the partner knows better.
    private Told answerAbout(Folded folded, Instant now) {
        var state = random.nextInt(3) == 0 ? STATES.get(random.nextInt(STATES.size())) : folded.state();
        var time = switch (random.nextInt(4)) {
            case 0 -> Optional.of(now.minusMillis(random.nextInt(5_000)));
            case 1 -> Optional.of(now.minusSeconds(random.nextInt(7_200)));
            case 2 ->
                history.arrivals().getFirst().report() instanceof Told told
                        ? told.updatedAt()
                        : Optional.<Instant>empty();
            default ->
                random.nextInt(8) == 0
                        ? Optional.<Instant>empty()
                        : Optional.of(now.minusMillis(random.nextInt(600_000)));
        };
        var silenced = random.nextInt(20) == 0;
        return new Told(
                Digest.of("answer %d %s %s %s".formatted(history.seed(), state, time, silenced)),
                ReportType.POLL,
                time,
                folded.epoch().created(),
                new StatusWord.Known(state),
                0,
                silenced,
                Optional.empty(),
                AlertDetails.none(),
                now);
    }
}
