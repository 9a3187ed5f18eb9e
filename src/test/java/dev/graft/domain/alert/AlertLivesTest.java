package dev.graft.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.RecordedTransition.Disposition;
import dev.graft.domain.alert.TransitionKey.Created;
import dev.graft.domain.alert.TransitionKey.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random lives of an alert, heard live in random order and in random batches: handed on, acknowledged here and there,
/// refused, opened again, its id used again, with times, statuses and creations left out. After every decision the two
/// things that must not happen have not happened.
class AlertLivesTest {
    /// `-Dlives=1000000` for a night.
    private static final int LIVES = Integer.getInteger("lives", 4_000);

    @Test
    void no_page_for_what_is_over_and_none_missing_for_what_is_open_and_unanswered() {
        for (int seed = 0; seed < LIVES; seed++) {
            var random = new Random(seed);
            var reports = reports(random);
            var life = new Life().atMinute(random.nextInt(4) == 0 ? 90 : 30);
            if (random.nextInt(4) == 0) {
                life.whereNobodyCanBeAsked();
            }
            var asked = new HashSet<Epoch>();
            for (int i = 0; i < reports.size(); ) {
                var batch = new ArrayList<AlertReport>();
                do {
                    batch.add(reports.get(i++));
                } while (i < reports.size() && random.nextInt(4) == 0);

                var firedBefore = new ArrayList<>(life.fired());
                var freed = new HashSet<>(life.keys(Disposition.WITHDRAWN));
                var decision = life.decide(batch.toArray());
                remember(asked, decision);
                freed.addAll(decision.withdrawn());
                check(seed, life, decision);
                checkFiredOnce(seed, firedBefore, freed, decision);
                checkAsked(seed, asked, life);
                if (random.nextInt(3) == 0) {
                    var confirmed = life.confirm();
                    remember(asked, confirmed);
                    check(seed, life, confirmed);
                    assertThat(life.keys(Disposition.AWAITING_POLL)).isEmpty();
                }
            }
        }
    }

    private static void check(int seed, Life life, AlertDecision decision) {
        var now = decision.folded();
        for (var step : now.steps()) {
            assertThat(life.recordedKeys()).as("seed %d", seed).contains(step.key());
        }
        if (now.isCalling()) {
            assertThat(life.hasRunOrWaits(new Created(now.epoch())))
                    .as("seed %d: creation has run", seed)
                    .isTrue();
            assertThat(life.hasRunOrWaits(now.standing()))
                    .as("seed %d: where it stands has run", seed)
                    .isTrue();
        }
        for (var transition : decision.toRecord()) {
            if (transition.disposition() == Disposition.FIRED) {
                assertThat(transition.key().epoch())
                        .as("seed %d: of the current life", seed)
                        .isEqualTo(now.epoch());
                assertThat(calls(transition.key()) && !now.isCalling())
                        .as("seed %d: fires for what does not call", seed)
                        .isFalse();
                assertThat(transition.key() instanceof Created && now.state() == AlertState.RESOLVED)
                        .as("seed %d: creation of what is over", seed)
                        .isFalse();
            }
        }
    }

    private static void checkFiredOnce(
            int seed, List<TransitionKey> firedBefore, Set<TransitionKey> freed, AlertDecision decision) {
        for (var transition : decision.toRecord()) {
            if (transition.disposition() == Disposition.FIRED && !freed.contains(transition.key())) {
                assertThat(firedBefore).as("seed %d: fires once", seed).doesNotContain(transition.key());
            }
        }
    }

    /// In which epochs workflows of the creation were asked while the alert called.
    private static void remember(Set<Epoch> asked, AlertDecision decision) {
        for (var rekeying : decision.rekeyed()) {
            if (asked.contains(rekeying.from().epoch())) {
                asked.add(rekeying.to().epoch());
            }
        }
        for (var fact : decision.facts()) {
            switch (fact) {
                case AlertFact.AskAgain again -> asked.add(again.epoch());
                case AlertFact.Transitioned(var _, var it, var _) -> {
                    if (it.key() instanceof Created
                            && it.disposition() == Disposition.FIRED
                            && decision.folded().isCalling()) {
                        asked.add(it.key().epoch());
                    }
                }
                case AlertFact.Heard _, AlertFact.PollWanted _, AlertFact.ActWanted _ -> {}
            }
        }
    }

    /// Epochs that were counted anew are left out: what ran in them ran under another key.
    private static void checkAsked(int seed, Set<Epoch> asked, Life life) {
        var now = life.folded();
        var isCountedAnew = life.keys(Disposition.ALREADY_RAN).stream()
                .anyMatch(key -> key.epoch().equals(now.epoch()));
        if (now.isCalling() && life.hasRun(now.standing()) && !isCountedAnew) {
            assertThat(asked)
                    .as("seed %d: creation was asked about while it called", seed)
                    .contains(now.epoch());
        }
    }

    private static boolean calls(TransitionKey key) {
        return key instanceof Reached reached && reached.toState().isUnanswered();
    }

    private static List<AlertReport> reports(Random random) {
        var reports = new ArrayList<AlertReport>();
        var acts = new ArrayList<Acted>();
        for (int i = 3 + random.nextInt(12); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                acts.add(act(random));
            } else {
                reports.add(said(random, acts).get());
            }
        }
        for (var act : acts) {
            if (random.nextInt(3) == 0) {
                reports.add(Say.refusal(act, 30));
            }
        }
        reports.addAll(acts);
        Collections.shuffle(reports, random);
        reports.addFirst(said(random, List.of()).get()); // an alert begins with a report of the partner
        return reports;
    }

    private static Acted act(Random random) {
        var created = random.nextInt(4) == 0 ? Optional.<Instant>empty() : Optional.of(Say.BIRTH);
        var epoch = new Epoch(created, random.nextInt(4) == 0 ? 1 : 0);
        return random.nextBoolean()
                ? Say.anaAcknowledges(random.nextInt(30), epoch, random.nextInt(2))
                : Say.anaResolves(random.nextInt(30), epoch, random.nextInt(2));
    }

    private static Say said(Random random, List<Acted> acts) {
        var type = any(random, ReportType.values());
        var say = Say.of(type, usualStatus(type)).at(random.nextInt(30));
        if (type == ReportType.POLL || random.nextInt(6) == 0) {
            say = say.status(any(random, AlertState.values()));
        }
        if (type == ReportType.POLL && !acts.isEmpty() && random.nextBoolean()) {
            say = say.settling(acts.get(random.nextInt(acts.size())));
        }
        if (random.nextInt(10) == 0) {
            say = say.untimed();
        }
        if (random.nextInt(10) == 0) {
            say = say.withoutStatus();
        }
        if (random.nextInt(20) == 0) {
            say = say.word("suppressed").silenced();
        }
        if (random.nextInt(4) == 0) {
            say = say.withoutBirth();
        } else if (random.nextInt(10) == 0) {
            say = say.bornAt(15);
        }
        if (random.nextInt(5) == 0) {
            say = say.handoffs(1 + random.nextInt(2));
        }
        return say.heardAt(30);
    }

    private static <T> T any(Random random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static AlertState usualStatus(ReportType type) {
        return switch (type) {
            case CREATED, OPEN, TIMEOUT, REJECTED, HANDOFF, POLL -> AlertState.TRIGGERED;
            case DROPPED -> AlertState.DROPPED;
            case ACKNOWLEDGED -> AlertState.ACKNOWLEDGED;
            case RESOLVED -> AlertState.RESOLVED;
        };
    }
}
