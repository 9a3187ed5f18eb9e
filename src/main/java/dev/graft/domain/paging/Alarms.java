package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Alarm.Kind;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Right;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The door to alarms: raised once per kind and subject, cleared when it is over. Asking twice is harmless.
public final class Alarms {
    /// What is over once somebody is at work on the incident.
    private static final List<Kind> ANSWERED = List.of(Kind.NOBODY_ANSWERED);

    /// What nobody needs to know any more once the incident is over.
    private static final List<Kind> OVER =
            List.of(Kind.PAGE_NOT_SENT, Kind.NOBODY_ANSWERED, Kind.NOT_PAGED, Kind.ACT_REFUSED);

    private final Db db;
    private final Clock clock;
    private final Alerts alerts;
    private final Incidents incidents;

    public Alarms(Db db, Clock clock, Alerts alerts, Incidents incidents) {
        this.db = db;
        this.clock = clock;
        this.alerts = alerts;
        this.incidents = incidents;
    }

    /// The alarms that stand and that the caller may see, oldest first.
    public List<Alarm> standing(Caller caller) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), AlarmStore::standing).stream()
                .filter(alarm -> alarm.incident()
                        .map(incident -> incidents.find(caller, incident).isPresent())
                        .orElse(true))
                .toList();
    }

    public List<Alarm> standing(Caller caller, IncidentId incident) {
        return standing(caller).stream()
                .filter(alarm -> alarm.incident().equals(Optional.of(incident)))
                .toList();
    }

    /// The partner dropped the alert: nobody is being paged, and nobody will be.
    public void raiseNobodyIsBeingPaged(Tx tx, AlertId alert) {
        var goingOn = incidents.incidentsOf(tx, alert).stream()
                .filter(incident -> !incident.isOver())
                .findFirst();
        raise(
                tx,
                Kind.NOBODY_IS_BEING_PAGED,
                alert.value(),
                new Subject(goingOn.map(Incident::id), Optional.of(alert), Optional.empty()),
                AlarmWords.nobodyIsBeingPaged(alerts.get(tx, alert), goingOn));
    }

    /// A page for the incident has reached the partner, and so somebody is being paged for the alerts that it gave up.
    void somebodyIsPagedFor(Tx tx, IncidentId incident) {
        incidents.alertsOf(tx, incident).forEach(alert -> clearNobodyIsBeingPaged(tx, alert));
    }

    public void clearNobodyIsBeingPaged(Tx tx, AlertId alert) {
        clear(tx, Kind.NOBODY_IS_BEING_PAGED, alert.value());
    }

    /// Somebody acknowledged the incident, or a page of it: it is answered.
    public void incidentAnswered(Tx tx, IncidentId incident) {
        AlarmStore.clearOfIncident(tx, incident, ANSWERED, clock.instant());
    }

    /// The incident is over: what was wrong with paging for it no longer matters to anybody.
    public void clearFor(Tx tx, IncidentId incident) {
        AlarmStore.clearOfIncident(tx, incident, OVER, clock.instant());
    }

    public void raiseIntegrationBroken(Tx tx, UUID integration, String words) {
        raise(tx, Kind.INTEGRATION_BROKEN, integration, Subject.NONE, words);
    }

    public void clearIntegrationBroken(Tx tx, UUID integration) {
        clear(tx, Kind.INTEGRATION_BROKEN, integration);
    }

    /// @param subject what goes round in circles: an alert, an incident, a workflow
    public void raiseLoopSuspected(Tx tx, UUID subject, String words) {
        raise(tx, Kind.LOOP_SUSPECTED, subject, Subject.NONE, words);
    }

    void raiseForPage(Tx tx, Kind kind, Page page, String words) {
        raise(
                tx,
                kind,
                page.id().value(),
                new Subject(page.incident(), Optional.empty(), Optional.of(page.id())),
                words);
    }

    void clearForPage(Tx tx, Kind kind, PageId page) {
        clear(tx, kind, page.value());
    }

    /// Somebody had to be woken for the incident, and is not.
    public void raiseNotPaged(Tx tx, IncidentId incident, String words) {
        raise(
                tx,
                Kind.NOT_PAGED,
                incident.value(),
                new Subject(Optional.of(incident), Optional.empty(), Optional.empty()),
                words);
    }

    void clearNotPaged(Tx tx, IncidentId incident) {
        clear(tx, Kind.NOT_PAGED, incident.value());
    }

    void raiseActRefused(Tx tx, Effect effect, String words) {
        raise(
                tx,
                Kind.ACT_REFUSED,
                subject(effect),
                new Subject(effect.incident(), effect.alert(), effect.page()),
                words);
    }

    void clearActRefused(Tx tx, Effect effect) {
        clear(tx, Kind.ACT_REFUSED, subject(effect));
    }

    private static UUID subject(Effect effect) {
        return effect.alert()
                .map(AlertId::value)
                .or(() -> effect.page().map(PageId::value))
                .orElse(effect.id());
    }

    private record Subject(Optional<IncidentId> incident, Optional<AlertId> alert, Optional<PageId> page) {
        static final Subject NONE = new Subject(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void raise(Tx tx, Kind kind, UUID id, Subject subject, String words) {
        AlarmStore.raise(
                tx,
                new Alarm(
                        kind,
                        id,
                        subject.incident(),
                        subject.alert(),
                        subject.page(),
                        words,
                        clock.instant(),
                        Optional.empty()));
    }

    private void clear(Tx tx, Kind kind, UUID subject) {
        AlarmStore.clear(tx, kind, subject, clock.instant());
    }
}
