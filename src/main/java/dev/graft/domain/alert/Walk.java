package dev.graft.domain.alert;

import static dev.graft.domain.alert.AlertReport.Verb.ACKNOWLEDGE;
import static dev.graft.domain.alert.AlertState.ACKNOWLEDGED;
import static dev.graft.domain.alert.AlertState.DROPPED;
import static dev.graft.domain.alert.AlertState.RESOLVED;
import static dev.graft.domain.alert.AlertState.TRIGGERED;

import dev.graft.domain.alert.AlertFold.Creation;
import dev.graft.domain.alert.AlertFold.Statement;
import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The walk through the reports of an alert, creation after creation, each report in its place: what the alert came to
/// at each step. `AlertFold` starts it and reads the end; `AlertRules` also asks where a report stands.
final class Walk {
    private static final Comparator<Statement> ORDER = Comparator.comparing(
                    (Statement statement) -> statement.time().orElse(Instant.MIN))
            .thenComparing(statement -> statement.told().type())
            .thenComparing(statement -> rank(statement.told().status()))
            .thenComparing(statement -> statement.told().digest());

    private static final Comparator<Acted> ACTS_ORDER =
            Comparator.comparing(Acted::receivedAt).thenComparing(Acted::digest);

    /// Where a report stands.
    ///
    /// @param position counts through all creations, the oldest first
    /// @param time the time of the report, where it has one that can be believed
    /// @param heardAt when we first heard it
    record Place(Epoch epoch, int position, Optional<Instant> time, Instant heardAt) {}

    private final List<Folded.Step> steps = new ArrayList<>();
    private final Set<TransitionKey> reached = new HashSet<>();
    private final Set<Digest> unexpected = new HashSet<>();
    private final Map<Digest, Place> places = new HashMap<>();

    // The creation that the walk is in. The round is never reset by a reopening.
    private int longestHandoffs;
    private int timedHandoffs;
    private int round;
    private AlertDetails details = AlertDetails.none();
    private final List<Acted> actsAhead = new ArrayList<>();

    // The epoch that the walk is in.
    private Epoch epoch = Epoch.PROVISIONAL;
    private @Nullable AlertState state;
    private boolean hasSpoken;
    private boolean isResolvedByPartner;
    private @Nullable Instant firstTimedResolve;
    private boolean isSilencedThroughout;
    private boolean isSilencedNow;
    private final Set<ActId> pending = new HashSet<>();
    private Instant standingAsOf = Instant.MIN;

    void through(Creation creation) {
        longestHandoffs = 0;
        timedHandoffs = 0;
        round = 0;
        details = AlertDetails.none();
        actsAhead.addAll(creation.acts());
        actsAhead.sort(ACTS_ORDER);
        enter(new Epoch(creation.instant(), 0));

        creation.statements().sort(ORDER);
        for (var statement : creation.statements()) {
            hear(statement);
        }
        placeActs(act -> true);
    }

    Folded folded() {
        return new Folded(
                epoch,
                round,
                state == null ? TRIGGERED : state,
                steps,
                hasSpoken && isSilencedThroughout,
                isSilencedNow,
                unexpected,
                pending,
                details);
    }

    /// The place of a report; empty for an act that is no longer in the fold.
    Optional<Place> findPlace(Digest report) {
        return Optional.ofNullable(places.get(report));
    }

    boolean reaches(TransitionKey key) {
        return reached.contains(key);
    }

    /// The latest instant of which we know that the alert stood as it stands: of the reports that say so since it came
    /// to it, the newest time; of a poll, the moment of its answer.
    Instant standingAsOf() {
        return standingAsOf;
    }

    private void enter(Epoch next) {
        epoch = next;
        state = null;
        hasSpoken = false;
        isResolvedByPartner = false;
        firstTimedResolve = null;
        isSilencedThroughout = true;
        isSilencedNow = false;
        pending.clear();
    }

    private void hear(Statement statement) {
        var told = statement.told();
        if (reopens(statement)) {
            placeActs(act -> act.epoch().reopening() <= epoch.reopening());
            enter(new Epoch(epoch.created(), epoch.reopening() + 1));
        }
        if (!hasSpoken) { // the first report of an epoch always speaks
            reach(new TransitionKey.Created(epoch), told.digest(), statement.time());
        }
        var next = roundAt(statement);
        var isNewRound = next > round;
        placeActs(
                act -> act.verb() == ACKNOWLEDGE && act.epoch().reopening() <= epoch.reopening() && act.round() < next);
        round = next;
        places.put(told.digest(), new Place(epoch, places.size(), statement.time(), told.receivedAt()));
        speak(statement, isNewRound);
        details = told.details().over(details);
    }

    /// Only a poll says with authority that an alert was opened again, and only against a resolve whose time we know.
    /// It must lie in a later second: a poll's time may be cut to the second, and then it is older than it looks.
    private boolean reopens(Statement statement) {
        return statement.told().type() == ReportType.POLL
                && firstTimedResolve != null
                && statement.time().isPresent()
                && statement.time().get().getEpochSecond() > firstTimedResolve.getEpochSecond()
                && statement.told().status() instanceof StatusWord.Known(var said)
                && said != RESOLVED;
    }

    private int roundAt(Statement statement) {
        longestHandoffs = Math.max(longestHandoffs, statement.told().handoffs());
        if (statement.told().type() == ReportType.HANDOFF && statement.time().isPresent()) {
            timedHandoffs++;
        }
        return Math.max(longestHandoffs, timedHandoffs);
    }

    private void speak(Statement statement, boolean isNewRound) {
        var told = statement.told();
        var said = said(told);
        if (said != null || told.status() instanceof StatusWord.Unknown) {
            isSilencedThroughout &= told.silenced();
            isSilencedNow = told.silenced();
        }
        hasSpoken |= said != null;

        if (said == RESOLVED && firstTimedResolve == null) {
            firstTimedResolve = statement.time().orElse(null);
        }
        if (isResolvedByPartner) {
            if (said != null && said != RESOLVED) {
                unexpected.add(told.digest());
            }
            return;
        }
        isResolvedByPartner = said == RESOLVED;

        var before = state;
        if (said != null) {
            state = said;
        }
        if (state == null) {
            return;
        }
        if (state != before || isNewRound) {
            standingAsOf = heardAsOf(statement);
            reach(new TransitionKey.Reached(epoch, round, state), told.digest(), statement.time());
        } else if (said != null && heardAsOf(statement).isAfter(standingAsOf)) {
            standingAsOf = heardAsOf(statement);
        }
    }

    private static Instant heardAsOf(Statement statement) {
        var told = statement.told();
        return told.type() == ReportType.POLL
                ? told.receivedAt()
                : statement.time().orElse(told.receivedAt());
    }

    private @Nullable AlertState said(Told told) {
        if (told.type() == ReportType.RESOLVED) {
            return RESOLVED;
        }
        return switch (told.status()) {
            case StatusWord.Known(var stated) -> stated;
            case StatusWord.Unknown _ -> triggeredUnlessSpoken();
            case StatusWord.Absent _ ->
                switch (told.type()) {
                    case CREATED, OPEN, HANDOFF -> TRIGGERED;
                    case DROPPED -> DROPPED;
                    case ACKNOWLEDGED -> ACKNOWLEDGED;
                    case RESOLVED -> RESOLVED;
                    case TIMEOUT, REJECTED, POLL -> triggeredUnlessSpoken();
                };
        };
    }

    private @Nullable AlertState triggeredUnlessSpoken() {
        return hasSpoken ? null : TRIGGERED;
    }

    /// Puts those of the acts still ahead whose place has come here, behind the last report.
    private void placeActs(Predicate<Acted> hasItsPlaceHere) {
        for (var acts = actsAhead.iterator(); acts.hasNext(); ) {
            var act = acts.next();
            if (hasItsPlaceHere.test(act)) {
                acts.remove();
                carry(act);
            }
        }
    }

    private void carry(Acted act) {
        var time = Optional.of(act.receivedAt());
        places.put(act.digest(), new Place(epoch, places.size(), time, act.receivedAt()));
        pending.add(act.act());
        if (isResolvedByPartner) {
            return;
        }
        state = act.verb() == ACKNOWLEDGE ? ACKNOWLEDGED : RESOLVED;
        standingAsOf = act.receivedAt();
        reach(new TransitionKey.Reached(epoch, round, state), act.digest(), time);
    }

    private void reach(TransitionKey key, Digest report, Optional<Instant> time) {
        if (reached.add(key)) {
            steps.add(new Folded.Step(key, report, time));
        }
    }

    private static AlertState rank(StatusWord word) {
        return word instanceof StatusWord.Known(var state) ? state : TRIGGERED;
    }
}
