package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Withdrawn;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Builds reports of one alert for tests: `Say.open().at(3)` is an `alert.open` with status open and the time 09:03,
/// heard at once, of an alert that was created at 09:00. Two that say the same are one report.
final class Say implements Supplier<Told> {
    /// When the alert of most tests was created. Minutes count from here.
    static final Instant BIRTH = Instant.parse("2026-11-23T09:00:00Z");

    static final Epoch FIRST_LIFE = Epoch.of(BIRTH);

    private final ReportType type;
    private StatusWord status;
    private Optional<Instant> time = Optional.of(BIRTH);
    private Optional<Instant> created = Optional.of(BIRTH);
    private Optional<Instant> heard = Optional.empty();
    private int handoffs;
    private boolean silenced;
    private Optional<ActId> settles = Optional.empty();
    private Optional<String> title = Optional.empty();
    private Optional<String> urgency = Optional.empty();

    private Say(ReportType type, StatusWord status) {
        this.type = type;
        this.status = status;
    }

    private Say with(Consumer<Say> change) {
        var copy = new Say(type, status);
        copy.time = time;
        copy.created = created;
        copy.heard = heard;
        copy.handoffs = handoffs;
        copy.silenced = silenced;
        copy.settles = settles;
        copy.title = title;
        copy.urgency = urgency;
        change.accept(copy);
        return copy;
    }

    static Instant minute(double minutes) {
        return BIRTH.plusMillis(Math.round(minutes * 60_000));
    }

    static Say of(ReportType type, AlertState status) {
        return new Say(type, new StatusWord.Known(status));
    }

    static Say created() {
        return of(ReportType.CREATED, AlertState.TRIGGERED);
    }

    static Say open() {
        return of(ReportType.OPEN, AlertState.TRIGGERED);
    }

    static Say timeout() {
        return of(ReportType.TIMEOUT, AlertState.TRIGGERED);
    }

    static Say rejected() {
        return of(ReportType.REJECTED, AlertState.TRIGGERED);
    }

    static Say dropped() {
        return of(ReportType.DROPPED, AlertState.DROPPED);
    }

    static Say handoff() {
        return of(ReportType.HANDOFF, AlertState.TRIGGERED);
    }

    static Say acknowledged() {
        return of(ReportType.ACKNOWLEDGED, AlertState.ACKNOWLEDGED);
    }

    static Say resolved() {
        return of(ReportType.RESOLVED, AlertState.RESOLVED);
    }

    static Say poll(AlertState state) {
        return of(ReportType.POLL, state);
    }

    Say at(double minutes) {
        return at(minute(minutes));
    }

    Say at(Instant instant) {
        return with(it -> it.time = Optional.of(instant));
    }

    Say untimed() {
        return with(it -> it.time = Optional.empty());
    }

    Say status(AlertState state) {
        return with(it -> it.status = new StatusWord.Known(state));
    }

    Say word(String unknown) {
        return with(it -> it.status = new StatusWord.Unknown(unknown));
    }

    Say withoutStatus() {
        return with(it -> it.status = new StatusWord.Absent());
    }

    Say bornAt(double minutes) {
        return bornAt(minute(minutes));
    }

    Say bornAt(Instant instant) {
        return with(it -> it.created = Optional.of(instant));
    }

    Say withoutBirth() {
        return with(it -> it.created = Optional.empty());
    }

    Say heardAt(double minutes) {
        return with(it -> it.heard = Optional.of(minute(minutes)));
    }

    Say handoffs(int listed) {
        return with(it -> it.handoffs = listed);
    }

    Say silenced() {
        return with(it -> it.silenced = true);
    }

    Say settling(Acted act) {
        return with(it -> it.settles = Optional.of(act.act()));
    }

    Say titled(String words) {
        return with(it -> it.title = Optional.of(words));
    }

    Say urgency(String word) {
        return with(it -> it.urgency = Optional.of(word));
    }

    /// The report. Its digest is made of all that it says, but not of when we heard it.
    @Override
    public Told get() {
        var body = "%s %s %s %s %d %s %s %s %s"
                .formatted(type, status, time, created, handoffs, silenced, settles, title, urgency);
        return new Told(
                Digest.of(body),
                type,
                time,
                created,
                status,
                handoffs,
                silenced,
                settles,
                details(),
                heard.or(() -> time).orElse(BIRTH));
    }

    private AlertDetails details() {
        var none = AlertDetails.none();
        return new AlertDetails(
                title,
                none.description(),
                none.statusWord(),
                urgency,
                none.destinations(),
                none.team(),
                none.parent(),
                none.tags(),
                none.reference(),
                none.incidentSeverity(),
                none.number(),
                none.by(),
                none.acknowledgedAt(),
                none.resolvedAt(),
                false);
    }

    /// Somebody acknowledges in Graft what they saw as `(epoch, round)`.
    static Acted anaAcknowledges(double minutes, Epoch epoch, int round) {
        return act(AlertReport.Verb.ACKNOWLEDGE, minutes, epoch, round);
    }

    static Acted anaResolves(double minutes, Epoch epoch, int round) {
        return act(AlertReport.Verb.RESOLVE, minutes, epoch, round);
    }

    private static Acted act(AlertReport.Verb verb, double minutes, Epoch epoch, int round) {
        var hash = "%s %s %s %d".formatted(verb, minutes, epoch, round).hashCode();
        return new Acted(new ActId(new UUID(7, hash)), verb, epoch, round, "Ana", minute(minutes));
    }

    static Withdrawn refusal(Acted act, double minutes) {
        return new Withdrawn(act.act(), "422: it is not open", minute(minutes));
    }
}
