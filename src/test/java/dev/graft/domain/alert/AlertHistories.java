package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes up lives of alerts as PagerTree would tell them, and the trouble that the way to us adds: what is lost, late,
/// repeated, out of order, half filled in, or contradicts itself. One seed gives one life, always the same.
///
/// A life is made in three passes: what happened at the partner, when each piece of news of it reached us, and what
/// people in Graft did about what they saw by then.
final class AlertHistories {
    static final int FEWEST = 3;
    static final int MOST = 30;

    private static final Instant THE_FIRST_MORNING = Instant.parse("2026-11-23T09:00:00Z");
    private static final List<String> TEAMS = List.of("tem_checkout", "tem_database");

    /// One life.
    ///
    /// @param hasKey the partner can be asked (polled, told of acts)
    /// @param arrivals in the order in which they reached us, repeats included
    record History(long seed, boolean hasKey, List<Arriving> arrivals) {
        History {
            arrivals = List.copyOf(arrivals);
        }

        /// What the store keeps: the first copy of each report.
        Set<AlertReport> reports() {
            var first = new LinkedHashMap<Digest, AlertReport>();
            arrivals.forEach(arriving -> first.putIfAbsent(arriving.report().digest(), arriving.report()));
            return new LinkedHashSet<>(first.values());
        }

        @Override
        public String toString() {
            return arrivals.stream()
                    .map(arriving -> "\n  " + arriving)
                    .collect(Collectors.joining(
                            "",
                            "seed %d, %s, as it arrived:".formatted(seed, hasKey ? "with a key" : "without a key"),
                            ""));
        }
    }

    record Arriving(AlertReport report, Instant at, Arrival arrival) {
        @Override
        public String toString() {
            return "%s %s %s".formatted(at, arrival, describe(report));
        }
    }

    static History ofSeed(long seed) {
        for (int attempt = 0; ; attempt++) {
            var history = new AlertHistories(seed, new Random(seed * 1_000_003L + attempt)).live();
            var size = history.reports().size();
            if (size >= FEWEST && size <= MOST && history.arrivals().getFirst().report() instanceof Told) {
                return history;
            }
        }
    }

    /// The same reports in an order of their own, some of them twice.
    static List<AlertReport> shuffled(Set<AlertReport> reports, Random random) {
        var order = new ArrayList<>(reports);
        reports.stream().filter(_ -> random.nextInt(4) == 0).forEach(order::add);
        Collections.shuffle(order, random);
        return List.copyOf(order);
    }

    static String describe(AlertReport report) {
        var name = report.digest().hex().substring(0, 6);
        return switch (report) {
            case Told told ->
                "%s %s%s time=%s created=%s handoffs=%d%s%s received=%s"
                        .formatted(
                                name,
                                told.type(),
                                switch (told.status()) {
                                    case StatusWord.Known(var state) -> "(" + state + ")";
                                    case StatusWord.Unknown(var word) -> "(\"" + word + "\")";
                                    case StatusWord.Absent _ -> "(-)";
                                },
                                told.updatedAt().map(Instant::toString).orElse("-"),
                                told.created().map(Instant::toString).orElse("-"),
                                told.handoffs(),
                                told.silenced() ? " silenced" : "",
                                told.settles()
                                        .map(act -> " settles " + shortened(act))
                                        .orElse(""),
                                told.receivedAt());
            case Acted act ->
                "%s ACT %s %s epoch=%s round=%d at=%s"
                        .formatted(name, shortened(act.act()), act.verb(), act.epoch(), act.round(), act.receivedAt());
            case Withdrawn withdrawn ->
                "%s WITHDRAWN %s at=%s".formatted(name, shortened(withdrawn.act()), withdrawn.receivedAt());
        };
    }

    private static String shortened(ActId act) {
        return act.toString().substring(0, 8);
    }

    private final long seed;
    private final Random random;

    /// How this account's template and its way to us behave, the whole life long.
    private final boolean hasKey;

    private final boolean leavesOutCreation;

    private final boolean leavesOutTime;
    private final boolean leavesOutStatus;
    private final boolean listsHandoffs;
    private final boolean isTroubled;
    private final boolean isSlow;
    private final int teams;

    private final List<Arriving> arrivals = new ArrayList<>();

    /// Two polls between which nothing happened say the same words: they are one report.
    private final Map<Digest, Told> sent = new HashMap<>();

    // How the alert stands at the partner while the life goes on.
    private Instant now = THE_FIRST_MORNING;
    private Instant created = THE_FIRST_MORNING;
    private Instant updated = THE_FIRST_MORNING;
    private String status = "queued";
    private int handoffs;
    private int acknowledgedTeams;
    private boolean isMerged;
    private String urgency = "high";
    private int number;

    private AlertHistories(long seed, Random random) {
        this.seed = seed;
        this.random = random;
        hasKey = !oneIn(5);
        leavesOutCreation = oneIn(12);
        leavesOutTime = oneIn(20);
        leavesOutStatus = oneIn(20);
        listsHandoffs = !oneIn(3);
        isTroubled = !oneIn(4);
        isSlow = oneIn(4);
        teams = oneIn(3) ? 2 : 1;
    }

    private History live() {
        now = THE_FIRST_MORNING.plusMillis(random.nextInt(86_400_000));
        var lives = oneIn(8) ? 2 + random.nextInt(2) : 1;
        for (int life = 0; life < lives; life++) {
            liveOnce();
            now = now.plus(oneOf(Duration.ofMillis(1_500), Duration.ofMinutes(10), Duration.ofDays(3)));
        }
        arrivals.sort(Comparator.comparing(Arriving::at)
                .thenComparing(arriving -> arriving.report().digest()));
        if (!arrivals.isEmpty()) {
            peopleAct();
        }
        return new History(seed, hasKey, arrivals);
    }

    // What happens at the partner.

    private void liveOnce() {
        created = now;
        updated = now;
        status = "queued";
        handoffs = 0;
        acknowledgedTeams = 0;
        isMerged = oneIn(25);
        urgency = random.nextBoolean() ? "high" : "low";
        number++;
        tell(ReportType.CREATED);
        var length = 1 + random.nextInt(oneIn(5) ? 22 : 8);
        for (int i = 0; i < length && !(status.equals("resolved") && oneIn(2)); i++) {
            passTime();
            happen();
        }
        if (oneIn(4) && !status.equals("resolved")) {
            passTime();
            become("resolved", ReportType.RESOLVED);
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            passTime();
            afterwards();
        }
    }

    private void happen() {
        isMerged |= oneIn(60);
        if (oneIn(5)) {
            poll();
            return;
        }
        switch (status) {
            case "queued" -> {
                if (oneIn(12)) {
                    become("suppressed", null);
                } else if (oneIn(10)) {
                    become("resolved", ReportType.RESOLVED);
                } else {
                    become("open", ReportType.OPEN);
                }
            }
            case "open" -> {
                switch (random.nextInt(7)) {
                    case 0, 1 -> acknowledge();
                    case 2 -> touch(ReportType.TIMEOUT);
                    case 3 -> touch(ReportType.REJECTED);
                    case 4 -> become("dropped", ReportType.DROPPED);
                    case 5 -> handOff();
                    default -> become("resolved", ReportType.RESOLVED);
                }
            }
            case "dropped" -> {
                switch (random.nextInt(4)) {
                    case 0, 1 -> become("acknowledged", ReportType.ACKNOWLEDGED);
                    case 2 -> become("resolved", ReportType.RESOLVED);
                    default -> poll();
                }
            }
            case "acknowledged" -> {
                switch (random.nextInt(5)) {
                    case 0, 1 -> handOff();
                    case 2 -> touch(ReportType.ACKNOWLEDGED);
                    default -> become("resolved", ReportType.RESOLVED);
                }
            }
            case "suppressed" -> {
                if (random.nextBoolean()) {
                    become("acknowledged", ReportType.ACKNOWLEDGED);
                } else {
                    poll();
                }
            }
            default -> afterwards();
        }
    }

    /// After a resolve nothing should happen; sometimes the partner opens the alert again and only a poll tells.
    private void afterwards() {
        if (status.equals("resolved") && oneIn(10)) {
            status = oneOf("open", "queued", "acknowledged", "dropped");
            updated = now;
        }
        poll();
    }

    private void acknowledge() {
        acknowledgedTeams++;
        become(acknowledgedTeams < teams ? "open" : "acknowledged", ReportType.ACKNOWLEDGED);
    }

    private void handOff() {
        handoffs++;
        acknowledgedTeams = 0;
        become("open", ReportType.HANDOFF);
    }

    private void touch(ReportType type) {
        become(status, type);
    }

    private void become(String next, @Nullable ReportType type) {
        status = next;
        updated = now;
        if (type != null) {
            tell(type);
        }
    }

    private void passTime() {
        now = now.plus(oneOf(
                Duration.ZERO,
                Duration.ofMillis(1 + random.nextInt(900)),
                Duration.ofMillis(1 + random.nextInt(9_000)),
                Duration.ofSeconds(30L + random.nextInt(300)),
                Duration.ofSeconds(30L + random.nextInt(300)),
                Duration.ofMinutes(random.nextInt(90))));
    }

    // How it is told, and when it reaches us.

    private void tell(ReportType type) {
        var delay = delay();
        if (isTroubled && oneIn(15)) {
            return;
        }
        var word = isTroubled && oneIn(12) ? oneOf("open", "acknowledged", "resolved", "dropped") : status;
        var time = oneIn(isTroubled ? 12 : 60) ? absurd(updated) : Optional.of(updated);
        send(
                type,
                leavesOutTime || (isTroubled && oneIn(14)) ? Optional.empty() : time,
                leavesOutCreation || (isTroubled && oneIn(10)) ? Optional.empty() : Optional.of(created),
                leavesOutStatus || (isTroubled && oneIn(14)) ? new StatusWord.Absent() : statusWord(word),
                listsHandoffs ? handoffs : 0,
                isMerged || word.equals("suppressed"),
                Optional.empty(),
                now.plus(delay));
    }

    private void poll() {
        if (!hasKey) {
            return;
        }
        var exact = random.nextBoolean()
                ? updated
                : updated.truncatedTo(ChronoUnit.SECONDS).plusNanos(999_999_999);
        send(
                ReportType.POLL,
                oneIn(30) ? Optional.empty() : Optional.of(exact),
                oneIn(30)
                        ? Optional.empty()
                        : Optional.of(oneIn(4) ? created.truncatedTo(ChronoUnit.SECONDS) : created),
                oneIn(30) ? new StatusWord.Absent() : statusWord(status),
                oneIn(3) ? handoffs : 0,
                isMerged || status.equals("suppressed"),
                Optional.empty(),
                now.plus(Duration.ofMillis(200 + random.nextInt(800))));
    }

    private Optional<Instant> absurd(Instant time) {
        return Optional.of(
                switch (random.nextInt(4)) {
                    case 0 -> time.minus(Duration.ofDays(365));
                    case 1 -> time.plus(Duration.ofDays(3));
                    case 2 -> created.minus(Duration.ofHours(random.nextInt(30)));
                    default -> time.minusSeconds(random.nextInt(600));
                });
    }

    private StatusWord statusWord(String word) {
        if (isTroubled && oneIn(20)) {
            return new StatusWord.Unknown("aggregating");
        }
        return switch (word) {
            case "queued", "open" -> new StatusWord.Known(AlertState.TRIGGERED);
            case "dropped" -> new StatusWord.Known(AlertState.DROPPED);
            case "acknowledged" -> new StatusWord.Known(AlertState.ACKNOWLEDGED);
            case "resolved" -> new StatusWord.Known(AlertState.RESOLVED);
            default -> new StatusWord.Unknown(word);
        };
    }

    private Duration delay() {
        var prompt = Duration.ofMillis(50 + random.nextInt(2_000));
        if (isSlow || oneIn(6)) {
            return oneOf(
                    prompt,
                    Duration.ofSeconds(random.nextInt(600)),
                    Duration.ofMinutes(random.nextInt(60)),
                    Duration.ofMinutes(random.nextInt(60 * 30)));
        }
        return prompt;
    }

    private void send(
            ReportType type,
            Optional<Instant> time,
            Optional<Instant> creation,
            StatusWord word,
            int listedHandoffs,
            boolean silenced,
            Optional<ActId> settles,
            Instant at) {
        var body = "%d %s %s %s %s %d %s %s %d"
                .formatted(seed, type, time, creation, word, listedHandoffs, silenced, settles, number);
        var digest = Digest.of(body);
        var report = heardAt(
                sent.computeIfAbsent(
                        digest,
                        _ -> new Told(
                                digest,
                                type,
                                time,
                                creation,
                                word,
                                listedHandoffs,
                                silenced,
                                settles,
                                details(word),
                                at)),
                at);
        arrivals.add(new Arriving(report, at, oneIn(60) ? Arrival.RELEASE : Arrival.LIVE));
        while (oneIn(4)) {
            var again = at.plus(delay()).plusMillis(1);
            arrivals.add(new Arriving(heardAt(report, again), again, oneIn(6) ? Arrival.REPLAY : Arrival.LIVE));
        }
    }

    private static Told heardAt(Told report, Instant at) {
        return new Told(
                report.digest(),
                report.type(),
                report.updatedAt(),
                report.created(),
                report.status(),
                report.handoffs(),
                report.silenced(),
                report.settles(),
                report.details(),
                at);
    }

    private AlertDetails details(StatusWord word) {
        return new AlertDetails(
                oneIn(4) ? Optional.empty() : Optional.of("Checkout latency " + number),
                oneIn(2) ? Optional.empty() : Optional.of("p99 at " + random.nextInt(9) + " s"),
                switch (word) {
                    case StatusWord.Known(var state) -> Optional.of(state.name());
                    case StatusWord.Unknown(var other) -> Optional.of(other);
                    case StatusWord.Absent _ -> Optional.empty();
                },
                oneIn(4) ? Optional.empty() : Optional.of(urgency),
                oneIn(4) ? Optional.empty() : Optional.of(TEAMS.subList(0, teams)),
                oneIn(4) ? Optional.empty() : Optional.of(TEAMS.get(random.nextInt(teams))),
                isMerged ? Optional.of("alt_parent") : Optional.empty(),
                oneIn(4) ? Optional.empty() : Optional.of(List.of("checkout")),
                oneIn(2) ? Optional.empty() : Optional.of("checkout-p99"),
                oneIn(2) ? Optional.empty() : Optional.of("SEV-" + (1 + random.nextInt(3))),
                oneIn(4) ? Optional.empty() : Optional.of("" + number),
                acknowledgedTeams == 0 ? Optional.empty() : Optional.of("usr_ana"),
                oneIn(3) ? Optional.of(updated) : Optional.empty(),
                oneIn(6) ? Optional.of(updated) : Optional.empty(),
                random.nextBoolean());
    }

    // What people in Graft do about what they see.

    private void peopleAct() {
        var count = oneIn(2) ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            var seen = arrivals.subList(0, 1 + random.nextInt(arrivals.size()));
            var folded = AlertFoldOracle.fold(new History(seed, hasKey, seen).reports());
            var at = seen.getLast().at().plusMillis(1 + random.nextInt(20_000));
            var epoch = oneIn(40) ? Epoch.of(created.minusSeconds(3_600)) : folded.epoch();
            var verb = random.nextInt(3) == 0 ? Verb.RESOLVE : Verb.ACKNOWLEDGE;
            var id = new ActId(new UUID(random.nextLong(), random.nextLong()));
            var act = new Acted(id, verb, epoch, folded.round(), "ana", at);
            arrivals.add(new Arriving(act, at, Arrival.LIVE));
            switch (hasKey ? random.nextInt(4) : 3) {
                case 0, 1 -> accept(act);
                case 2 -> {
                    var refusedAt = at.plus(delay());
                    arrivals.add(
                            new Arriving(new Withdrawn(id, "403: may only view", refusedAt), refusedAt, Arrival.LIVE));
                }
                default -> {
                    // Nobody has answered yet, or there is nobody to ask.
                }
            }
            arrivals.sort(Comparator.comparing(Arriving::at)
                    .thenComparing(arriving -> arriving.report().digest()));
        }
    }

    /// The partner's answer to an act, mostly what was asked for; and mostly a webhook tells of it as well.
    private void accept(Acted act) {
        var answeredAt = act.receivedAt().plusMillis(300 + random.nextInt(30_000));
        updated = answeredAt.minusMillis(100);
        var asked = act.verb() == Verb.RESOLVE ? "resolved" : "acknowledged";
        status = oneIn(6) ? oneOf("open", "resolved", "dropped", "acknowledged") : asked;
        var creation = act.epoch().created().or(() -> Optional.of(created));
        var time = oneIn(10) ? updated.minusSeconds(random.nextInt(600)) : updated;
        send(
                ReportType.POLL,
                Optional.of(time),
                oneIn(20) ? Optional.empty() : creation,
                statusWord(status),
                0,
                false,
                Optional.of(act.act()),
                answeredAt);
        if (!oneIn(3)) {
            send(
                    act.verb() == Verb.RESOLVE ? ReportType.RESOLVED : ReportType.ACKNOWLEDGED,
                    Optional.of(updated),
                    creation,
                    statusWord(status),
                    0,
                    false,
                    Optional.empty(),
                    answeredAt.plus(delay()));
        }
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
