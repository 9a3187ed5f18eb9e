package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.UUID;

/// The door to alarms: raised once per kind and subject, cleared when it is over. Asking twice is harmless.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Alarms {
    /// The alarms that stand, oldest first.
    public List<Alarm> standing(Caller caller) {
        throw new IllegalStateException("not built yet");
    }

    public List<Alarm> standing(Caller caller, IncidentId incident) {
        throw new IllegalStateException("not built yet");
    }

    /// The partner dropped the alert: nobody is being paged, and nobody will be.
    public void raiseNobodyIsBeingPaged(Tx tx, AlertId alert) {
        throw new IllegalStateException("not built yet");
    }

    public void clearNobodyIsBeingPaged(Tx tx, AlertId alert) {
        throw new IllegalStateException("not built yet");
    }

    /// Somebody acknowledged the incident, or a page of it: it is answered.
    public void incidentAnswered(Tx tx, IncidentId incident) {
        throw new IllegalStateException("not built yet");
    }

    public void raiseIntegrationBroken(Tx tx, UUID integration, String words) {
        throw new IllegalStateException("not built yet");
    }

    public void clearIntegrationBroken(Tx tx, UUID integration) {
        throw new IllegalStateException("not built yet");
    }

    public void raiseLoopSuspected(Tx tx, UUID subject, String words) {
        throw new IllegalStateException("not built yet");
    }

    /// The incident is over: what was wrong with paging for it no longer matters to anybody.
    public void clearFor(Tx tx, IncidentId incident) {
        throw new IllegalStateException("not built yet");
    }
}
