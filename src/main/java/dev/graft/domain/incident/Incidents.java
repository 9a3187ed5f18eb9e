package dev.graft.domain.incident;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.TeamId;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The door to incidents. A method that takes a `Caller` is one transaction and asks for its right; one that takes a
/// `Tx` is part of somebody else's transaction, and trusts it.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Incidents {
    /// Declares an incident. Alerts are attached, and timeline, number and facts written, in the same commit.
    public Incident create(Caller caller, NewIncident incident) {
        throw new IllegalStateException("not built yet");
    }

    /// @param hops how many effects of ours led to it
    public Incident create(Tx tx, Caller caller, NewIncident incident, int hops) {
        throw new IllegalStateException("not built yet");
    }

    /// Does what is asked, or nothing where it is so already.
    public Incident handle(Caller caller, IncidentId id, IncidentCommand command) {
        throw new IllegalStateException("not built yet");
    }

    public Incident handle(Tx tx, Caller caller, IncidentId id, IncidentCommand command) {
        throw new IllegalStateException("not built yet");
    }

    /// Attaches the alerts. One that is attached already stays so, and nobody is told twice.
    public Incident attach(Caller caller, IncidentId id, List<AlertId> alerts) {
        throw new IllegalStateException("not built yet");
    }

    public Incident attach(Tx tx, Caller caller, IncidentId id, List<AlertId> alerts) {
        throw new IllegalStateException("not built yet");
    }

    /// A person writes on the timeline.
    public IncidentEvent addEvent(Caller caller, IncidentId id, String text, TimelineLine.Visibility visibility) {
        throw new IllegalStateException("not built yet");
    }

    /// Writes a line on the timeline, once per cause.
    public void timeline(Tx tx, IncidentId id, TimelineLine line) {
        throw new IllegalStateException("not built yet");
    }

    /// The incident that goes by this id, slug, number or name (`INC-7`).
    public Optional<Incident> findByAnyId(Caller caller, String anyId) {
        throw new IllegalStateException("not built yet");
    }

    public Optional<Incident> find(Caller caller, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    public Incident get(Caller caller, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    public Optional<Incident> find(Tx tx, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    public Incident get(Tx tx, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    /// The incident, locked until the end of the transaction: before its pages and runs, by whoever changes any of them.
    public Incident lock(Tx tx, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    public Sliced<Incident> list(Caller caller, IncidentFilter filter, Slice slice) {
        throw new IllegalStateException("not built yet");
    }

    /// The timeline, in the order in which things happened.
    public Sliced<IncidentEvent> events(Caller caller, IncidentId id, Slice slice) {
        throw new IllegalStateException("not built yet");
    }

    public List<AlertId> alertsOf(Caller caller, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    public List<AlertId> alertsOf(Tx tx, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    /// The incidents that the alert belongs to, newest first.
    public List<Incident> incidentsOf(Caller caller, AlertId alert) {
        throw new IllegalStateException("not built yet");
    }

    public List<Incident> incidentsOf(Tx tx, AlertId alert) {
        throw new IllegalStateException("not built yet");
    }

    public List<TeamId> teamsOf(Tx tx, IncidentId id) {
        throw new IllegalStateException("not built yet");
    }

    /// Somebody acknowledged a linked alert: the first time stamps each incident of it that is not over.
    public void alertAcknowledged(Tx tx, AlertId alert, Instant at) {
        throw new IllegalStateException("not built yet");
    }

    /// Somebody acknowledged a page of the incident: the first time stamps it.
    public void acknowledged(Tx tx, IncidentId id, Instant at) {
        throw new IllegalStateException("not built yet");
    }
}
