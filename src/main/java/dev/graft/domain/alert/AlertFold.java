package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Says what a set of reports about one alert means: the clauses of `docs/decisions/0003-alerts-are-folds.md`.
///
/// This half decides which instants can be believed and to which creation of the alert each report belongs; `Walk`
/// goes through the reports of each creation in their order. Pure: neither the order nor repeats of the reports make
/// a difference.
public final class AlertFold {
    /// A partner's instant may lie this far before the alert's creation, or after the moment when we heard of it.
    /// Further away it is a broken clock or a mistaken field; believing it would hide the reports that are right.
    private static final Duration BELIEVABLE = Duration.ofDays(1);

    private AlertFold() {}

    public static Folded fold(Collection<? extends AlertReport> reports) {
        return walk(reports).folded();
    }

    /// The state by the partner's word alone, as if nobody had acted in Graft. It decides whether an act or a task
    /// still has something to ask for.
    public static AlertState statedState(Collection<? extends AlertReport> reports) {
        var stated = new ArrayList<Told>(reports.size());
        for (var report : reports) {
            if (report instanceof Told told) {
                stated.add(told);
            }
        }
        return fold(stated).state();
    }

    static Walk walk(Collection<? extends AlertReport> reports) {
        var told = new HashMap<Digest, Told>();
        var acts = new HashMap<ActId, Acted>();
        var over = new HashSet<ActId>();
        for (var report : reports) {
            switch (report) {
                case Told statement -> {
                    told.merge(statement.digest(), statement, AlertFold::firstCopy);
                    statement.settles().ifPresent(over::add);
                }
                case Acted act -> acts.put(act.act(), act);
                case Withdrawn withdrawn -> over.add(withdrawn.act());
            }
        }
        acts.keySet().removeAll(over);

        var walk = new Walk();
        for (var creation : creations(told.values(), acts.values())) {
            walk.through(creation);
        }
        return walk;
    }

    private static Told firstCopy(Told one, Told other) {
        return other.receivedAt().isBefore(one.receivedAt()) ? other : one;
    }

    /// Everything that belongs to one creation of the alert, in no order yet.
    ///
    /// @param instant empty when no report states one
    record Creation(Optional<Instant> instant, List<Statement> statements, List<Acted> acts) {
        Creation(Optional<Instant> instant) {
            this(instant, new ArrayList<>(), new ArrayList<>());
        }
    }

    /// A report of the partner with the time at which we believe that it was so.
    record Statement(Told told, Optional<Instant> time) {}

    /// The creations of the alert, the oldest first.
    private static Collection<Creation> creations(Collection<Told> told, Collection<Acted> acts) {
        var stated = new TreeMap<Instant, Creation>();
        var homeless = new ArrayList<Told>();
        for (var report : told) {
            var instant = statedCreation(report);
            if (instant.isPresent()) {
                stated.computeIfAbsent(instant.get(), it -> new Creation(Optional.of(it)))
                        .statements()
                        .add(new Statement(report, believableTime(report, instant.get())));
            } else {
                homeless.add(report);
            }
        }
        if (stated.isEmpty()) {
            return List.of(provisional(homeless, acts));
        }
        for (var report : homeless) {
            var time = believableTime(report, stated.firstKey());
            var home = begunBy(time.orElse(Instant.MAX), stated);
            home.statements().add(new Statement(report, time));
        }
        for (var act : acts) {
            var seen = act.epoch().created().map(stated::get);
            var home = seen.orElseGet(() -> begunBy(act.receivedAt(), stated));
            home.acts().add(act);
        }
        return stated.values();
    }

    private static Creation provisional(Collection<Told> told, Collection<Acted> acts) {
        var creation = new Creation(Optional.empty());
        for (var report : told) {
            creation.statements().add(new Statement(report, believableTime(report)));
        }
        creation.acts().addAll(acts);
        return creation;
    }

    /// The latest creation at or before an instant; when none had begun by then, the earliest.
    private static Creation begunBy(Instant instant, NavigableMap<Instant, Creation> stated) {
        var begun = stated.floorEntry(instant);
        return (begun == null ? stated.firstEntry() : begun).getValue();
    }

    private static Optional<Instant> statedCreation(Told report) {
        return report.created()
                .filter(created -> !isFarAhead(created, report))
                .map(created -> created.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Optional<Instant> believableTime(Told report) {
        return report.updatedAt().filter(time -> !isFarAhead(time, report));
    }

    /// The sum stands on the side that is known to be sane: what a partner states may be the least instant there is.
    private static Optional<Instant> believableTime(Told report, Instant creation) {
        return believableTime(report).filter(time -> !time.plus(BELIEVABLE).isBefore(creation));
    }

    private static boolean isFarAhead(Instant stated, Told report) {
        return stated.isAfter(report.receivedAt().plus(BELIEVABLE));
    }
}
