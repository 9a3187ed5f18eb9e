package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import dev.graft.domain.alert.StatusWord.Absent;
import dev.graft.domain.alert.StatusWord.Known;
import dev.graft.domain.alert.StatusWord.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The slow twin of `AlertFold`: the clauses of decision 3, one method each, in their order and their words. Nothing is
/// walked here. Every question is asked of a report by itself ("which reports stand before it? which of those
/// speak?"), so a mistake in how the fast fold carries its state from report to report has no counterpart here.
///
/// Written from the clauses alone, without a look at the fold. Where the two disagree, the clauses decide. The clauses
/// that a `PlantedDefect` gets wrong on purpose are open to it.
class AlertFoldOracle {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final List<ReportType> ORDER_OF_TYPES = List.of(
            ReportType.CREATED,
            ReportType.OPEN,
            ReportType.TIMEOUT,
            ReportType.REJECTED,
            ReportType.DROPPED,
            ReportType.HANDOFF,
            ReportType.ACKNOWLEDGED,
            ReportType.RESOLVED,
            ReportType.POLL);

    private final List<Told> tolds;
    private final List<Acted> acts;
    private final TreeSet<Instant> creations;

    private final Map<Digest, Optional<Instant>> creationsOf = new HashMap<>();
    private final Map<Digest, Optional<Instant>> times = new HashMap<>();
    private final Map<Digest, List<Told>> earlier = new HashMap<>();
    private final Map<Digest, Integer> rounds = new HashMap<>();
    private final Map<Digest, Boolean> opens = new HashMap<>();
    private final Map<Digest, Epoch> epochs = new HashMap<>();
    private final Map<Digest, Integer> places = new HashMap<>();
    private final Map<Digest, Optional<AlertState>> words = new HashMap<>();

    static Folded fold(Set<AlertReport> reports) {
        return new AlertFoldOracle(reports).answer();
    }

    AlertFoldOracle(Collection<AlertReport> reports) {
        var distinct = firstCopies(reports);
        tolds = distinct.stream()
                .filter(Told.class::isInstance)
                .map(Told.class::cast)
                .toList();
        acts = distinct.stream()
                .filter(Acted.class::isInstance)
                .map(Acted.class::cast)
                .filter(act -> distinct.stream().noneMatch(other -> ends(other, act)))
                .toList();
        creations = tolds.stream()
                .flatMap(told -> statedCreation(told).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The same digest twice is one report, heard when its first copy was.
    Collection<AlertReport> firstCopies(Collection<AlertReport> reports) {
        return reports.stream()
                .collect(Collectors.toMap(
                        AlertReport::digest,
                        report -> report,
                        (one, other) -> other.receivedAt().isBefore(one.receivedAt()) ? other : one,
                        LinkedHashMap::new))
                .values();
    }

    /// An act leaves the fold when a poll settles it or when it is withdrawn.
    boolean ends(AlertReport report, Acted act) {
        return switch (report) {
            case Told told -> told.settles().equals(Optional.of(act.act()));
            case Acted _ -> false;
            case Withdrawn withdrawn -> withdrawn.act().equals(act.act());
        };
    }

    // Creation: which life does a report belong to?

    Optional<Instant> statedCreation(Told told) {
        return told.created()
                .filter(created -> !liesTooFarAhead(created, told))
                .map(created -> created.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean liesTooFarAhead(Instant stated, Told told) {
        return stated.isAfter(told.receivedAt().plus(A_DAY));
    }

    private Optional<Instant> creationOf(AlertReport report) {
        return remember(creationsOf, report, () -> switch (report) {
            case Told told when statedCreation(told).isPresent() -> statedCreation(told);
            case Told told -> creationAt(statedTime(told));
            case Acted act
            when act.epoch().created().filter(creations::contains).isPresent() ->
                act.epoch().created();
            case Acted act -> creations.isEmpty() ? Optional.empty() : Optional.of(latestCreationAt(act.receivedAt()));
            case Withdrawn _ -> throw new IllegalStateException("a withdrawal stands nowhere");
        });
    }

    /// A time more than a day before the earliest creation is no time; an act's instant is its own, and always is one.
    private Optional<Instant> creationAt(Optional<Instant> time) {
        if (creations.isEmpty()) {
            return Optional.empty();
        }
        return time.filter(stated -> !stated.isBefore(creations.first().minus(A_DAY)))
                .map(this::latestCreationAt)
                .or(() -> Optional.of(creations.last()));
    }

    private Instant latestCreationAt(Instant time) {
        return creations.stream()
                .filter(creation -> !creation.isAfter(time))
                .max(Comparator.naturalOrder())
                .orElse(creations.first());
    }

    private boolean haveOneCreation(AlertReport one, AlertReport other) {
        return creationOf(one).equals(creationOf(other));
    }

    // Time: what was stated, unless it cannot be believed.

    Optional<Instant> statedTime(Told told) {
        return told.updatedAt().filter(time -> !liesTooFarAhead(time, told));
    }

    Optional<Instant> timeOf(Told told) {
        return remember(times, told, () -> {
            var creation = creationOf(told);
            return statedTime(told)
                    .filter(time ->
                            creation.isEmpty() || !time.isBefore(creation.get().minus(A_DAY)));
        });
    }

    /// An act has the instant at which it was done.
    private Optional<Instant> timeOf(AlertReport report) {
        return report instanceof Told told ? timeOf(told) : Optional.of(report.receivedAt());
    }

    // Order: which of two statements of one creation stands first?

    boolean isBefore(Told one, Told other) {
        var oneTime = timeOf(one);
        var otherTime = timeOf(other);
        if (!oneTime.equals(otherTime)) {
            return oneTime.isEmpty() || (otherTime.isPresent() && oneTime.get().isBefore(otherTime.get()));
        }
        if (one.type() != other.type()) {
            return ORDER_OF_TYPES.indexOf(one.type()) < ORDER_OF_TYPES.indexOf(other.type());
        }
        if (statusRank(one) != statusRank(other)) {
            return statusRank(one) < statusRank(other);
        }
        return one.digest().compareTo(other.digest()) < 0;
    }

    int statusRank(Told told) {
        return switch (told.status()) {
            case Absent _, Unknown _ -> 0;
            case Known(var state) ->
                switch (state) {
                    case TRIGGERED -> 0;
                    case DROPPED -> 1;
                    case ACKNOWLEDGED -> 2;
                    case RESOLVED -> 3;
                };
        };
    }

    private Stream<Told> statedBefore(Told told) {
        return remember(
                earlier,
                told,
                () -> tolds.stream()
                        .filter(other -> haveOneCreation(other, told) && isBefore(other, told))
                        .toList())
                .stream();
    }

    private Stream<Told> statedUpTo(Told told) {
        return Stream.concat(statedBefore(told), Stream.of(told));
    }

    // Reopening: only a timed poll, in a later second than a timed resolve of this reopening, begins the next one.

    boolean opensTheNext(Told told) {
        return remember(
                opens,
                told,
                () -> told.type() == ReportType.POLL
                        && timeOf(told).isPresent()
                        && told.status() instanceof Known(var state)
                        && state != AlertState.RESOLVED
                        && statedBefore(told)
                                .anyMatch(resolve -> statesResolved(resolve)
                                        && reopeningOf(resolve) == openedBefore(told)
                                        && isLater(timeOf(told), timeOf(resolve))));
    }

    boolean isLater(Optional<Instant> time, Optional<Instant> than) {
        return time.isPresent()
                && than.isPresent()
                && time.get().getEpochSecond() > than.get().getEpochSecond();
    }

    boolean statesResolved(Told told) {
        return told.type() == ReportType.RESOLVED || told.status().equals(new Known(AlertState.RESOLVED));
    }

    private long openedBefore(Told told) {
        return statedBefore(told).filter(this::opensTheNext).count();
    }

    private long reopeningOf(Told told) {
        return statedUpTo(told).filter(this::opensTheNext).count();
    }

    private Epoch epochOf(AlertReport report) {
        return remember(
                epochs,
                report,
                () -> new Epoch(
                        creationOf(report),
                        switch (report) {
                            case Told told -> (int) reopeningOf(told);
                            case Acted act -> Math.min(act.epoch().reopening(), lastReopeningOf(creationOf(act)));
                            case Withdrawn _ -> throw new IllegalStateException("a withdrawal stands nowhere");
                        }));
    }

    private int lastReopeningOf(Optional<Instant> creation) {
        return (int) tolds.stream()
                .filter(told -> creationOf(told).equals(creation))
                .filter(this::opensTheNext)
                .count();
    }

    // Round: how often the alert had been handed on by then.

    private int roundOf(AlertReport report) {
        return remember(rounds, report, () -> switch (report) {
            case Told told -> roundAfter(statedUpTo(told).toList());
            case Acted act ->
                roundAfter(tolds.stream()
                        .filter(told -> haveOneCreation(told, act) && standsBefore(told, act))
                        .toList());
            case Withdrawn _ -> throw new IllegalStateException("a withdrawal stands nowhere");
        });
    }

    int roundAfter(List<Told> heard) {
        var listed = heard.stream().mapToInt(Told::handoffs).max().orElse(0);
        var told = heard.stream()
                .filter(report ->
                        report.type() == ReportType.HANDOFF && timeOf(report).isPresent())
                .count();
        return Math.max(listed, (int) told);
    }

    // Acts: where does a person's word stand among the partner's?

    private boolean standsBefore(AlertReport one, AlertReport other) {
        if (one.equals(other)) {
            return false;
        }
        if (!epochOf(one).equals(epochOf(other))) {
            return epochOf(one).compareTo(epochOf(other)) < 0;
        }
        return switch (one) {
            case Told told when other instanceof Told otherTold -> isBefore(told, otherTold);
            case Told told -> isBehind((Acted) other, told);
            case Acted act when other instanceof Told told -> !isBehind(act, told);
            case Acted act -> standsFirstOfTwoActs(act, (Acted) other);
            case Withdrawn _ -> throw new IllegalStateException("a withdrawal stands nowhere");
        };
    }

    /// Asked of an act and a statement of one epoch.
    boolean isBehind(Acted act, Told told) {
        return act.verb() == Verb.RESOLVE || roundOf(told) <= act.round();
    }

    private boolean standsFirstOfTwoActs(Acted one, Acted other) {
        if (placeOf(one) != placeOf(other)) {
            return placeOf(one) < placeOf(other);
        }
        return one.receivedAt().equals(other.receivedAt())
                ? one.digest().compareTo(other.digest()) < 0
                : one.receivedAt().isBefore(other.receivedAt());
    }

    /// How many statements of its epoch an act is behind.
    private int placeOf(Acted act) {
        return remember(places, act, () -> (int) tolds.stream()
                .filter(told -> epochOf(told).equals(epochOf(act)) && isBehind(act, told))
                .count());
    }

    // What a report says.

    private Optional<AlertState> wordOf(AlertReport report) {
        return remember(words, report, () -> switch (report) {
            case Told told when told.type() == ReportType.RESOLVED -> Optional.of(AlertState.RESOLVED);
            case Told told ->
                switch (told.status()) {
                    case Known(var state) -> Optional.of(state);
                    case Unknown _ -> triggeredIfFirstToSpeak(told);
                    case Absent _ ->
                        switch (told.type()) {
                            case CREATED, OPEN, HANDOFF -> Optional.of(AlertState.TRIGGERED);
                            case DROPPED -> Optional.of(AlertState.DROPPED);
                            case ACKNOWLEDGED -> Optional.of(AlertState.ACKNOWLEDGED);
                            case RESOLVED -> Optional.of(AlertState.RESOLVED);
                            case TIMEOUT, REJECTED, POLL -> triggeredIfFirstToSpeak(told);
                        };
                };
            case Acted act when isBehindAPartnersResolve(act) -> Optional.empty();
            case Acted act ->
                Optional.of(
                        switch (act.verb()) {
                            case ACKNOWLEDGE -> AlertState.ACKNOWLEDGED;
                            case RESOLVE -> AlertState.RESOLVED;
                        });
            case Withdrawn _ -> throw new IllegalStateException("a withdrawal says nothing");
        });
    }

    Optional<AlertState> triggeredIfFirstToSpeak(Told told) {
        return before(told).stream()
                        .anyMatch(earlier ->
                                earlier instanceof Told && wordOf(earlier).isPresent())
                ? Optional.empty()
                : Optional.of(AlertState.TRIGGERED);
    }

    private boolean isBehindAPartnersResolve(AlertReport report) {
        return before(report).stream().anyMatch(this::absorbs);
    }

    boolean absorbs(AlertReport report) {
        return report instanceof Told told && statesResolved(told);
    }

    /// The reports of its epoch that stand before a report.
    private List<AlertReport> before(AlertReport report) {
        return everybody()
                .filter(other -> epochOf(other).equals(epochOf(report)) && standsBefore(other, report))
                .toList();
    }

    private Stream<AlertReport> everybody() {
        return Stream.concat(tolds.stream(), acts.stream());
    }

    // The answer: state, transitions, and the rest.

    /// The state that the epoch is in once a report has been heard: a resolve that the partner stated absorbs; else the
    /// last one that speaks is right.
    private AlertState stateAfter(List<AlertReport> upTo) {
        if (upTo.stream().anyMatch(this::absorbs)) {
            return AlertState.RESOLVED;
        }
        return upTo.reversed().stream()
                .flatMap(report -> wordOf(report).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the first report of an epoch always speaks"));
    }

    /// All reports, each at the position that says how many stand before it.
    private List<AlertReport> inOrder(Stream<AlertReport> reports) {
        var all = reports.toList();
        var inOrder = new AlertReport[all.size()];
        for (var report : all) {
            var position = (int)
                    all.stream().filter(other -> standsBefore(other, report)).count();
            inOrder[position] = report;
        }
        return List.of(inOrder);
    }

    final Folded answer() {
        var current = tolds.stream()
                .map(this::epochOf)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("an alert has at least one statement of its partner"));
        var steps = new LinkedHashMap<TransitionKey, Folded.Step>();
        everybody().map(this::epochOf).distinct().sorted().forEach(epoch -> addSteps(epoch, steps));

        var walk = inOrder(everybody().filter(report -> epochOf(report).equals(current)));
        var speaking = walk.stream()
                .filter(Told.class::isInstance)
                .map(Told.class::cast)
                .filter(told -> told.status() instanceof Unknown || wordOf(told).isPresent())
                .toList();
        var details = AlertDetails.none();
        var currentCreation = everybody().filter(report -> creationOf(report).equals(current.created()));
        for (var report : inOrder(currentCreation)) {
            details = report instanceof Told told ? told.details().over(details) : details;
        }
        return new Folded(
                current,
                roundOf(walk.getLast()),
                stateAfter(walk),
                List.copyOf(steps.values()),
                !speaking.isEmpty() && speaking.stream().allMatch(Told::silenced),
                !speaking.isEmpty() && speaking.getLast().silenced(),
                tolds.stream()
                        .filter(told -> isBehindAPartnersResolve(told)
                                && wordOf(told).isPresent()
                                && !wordOf(told).equals(Optional.of(AlertState.RESOLVED)))
                        .map(Told::digest)
                        .collect(Collectors.toSet()),
                acts.stream()
                        .filter(act -> epochOf(act).equals(current))
                        .map(Acted::act)
                        .collect(Collectors.toSet()),
                details);
    }

    private void addSteps(Epoch epoch, Map<TransitionKey, Folded.Step> steps) {
        var walk = inOrder(everybody().filter(report -> epochOf(report).equals(epoch)));
        // An act opens nothing, so it begins no epoch either, even where it stands before the partner's first word.
        var first = walk.stream().filter(Told.class::isInstance).findFirst().orElseThrow();
        steps.put(
                new TransitionKey.Created(epoch),
                new Folded.Step(new TransitionKey.Created(epoch), first.digest(), timeOf(first)));
        for (int i = 0; i < walk.size(); i++) {
            var report = walk.get(i);
            var reached = keyAfter(epoch, walk.subList(0, i + 1));
            var isChange = i == 0 || !reached.equals(keyAfter(epoch, walk.subList(0, i)));
            if (isChange) {
                steps.putIfAbsent(reached, new Folded.Step(reached, report.digest(), timeOf(report)));
            }
        }
    }

    private TransitionKey keyAfter(Epoch epoch, List<AlertReport> upTo) {
        return new TransitionKey.Reached(epoch, roundOf(upTo.getLast()), stateAfter(upTo));
    }

    private interface Answer<T> {
        T ask();
    }

    private static <T> T remember(Map<Digest, T> answers, AlertReport about, Answer<T> question) {
        var known = answers.get(about.digest());
        if (known != null) {
            return known;
        }
        var answer = question.ask();
        answers.put(about.digest(), answer);
        return answer;
    }
}
