package dev.graft.domain.workflow;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Epoch;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The door to workflows.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Workflows {
    public List<Workflow> list(Caller caller) {
        throw new IllegalStateException("not built yet");
    }

    public Workflow get(Caller caller, WorkflowId id) {
        throw new IllegalStateException("not built yet");
    }

    /// Installs the workflows that every workspace begins with. Asking twice is harmless.
    public void installDefaults(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    /// Installs *A critical PagerTree alert opens an incident*. Asking twice is harmless.
    public void installDemo(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    /// What workflows made of what happened to the incident, newest first.
    public List<Decision> decisions(Caller caller, IncidentId incident) {
        throw new IllegalStateException("not built yet");
    }

    /// What workflows made of what happened to the alert, newest first.
    public List<Decision> decisions(Caller caller, AlertId alert) {
        throw new IllegalStateException("not built yet");
    }

    /// Something happened that workflows may be waiting for. Once per trigger and cause.
    ///
    /// @param toState where an alert went, for `ALERT_STATUS_UPDATED`
    public void occurred(
            Tx tx, Trigger trigger, Subject subject, Optional<AlertState> toState, String cause, Instant at) {
        throw new IllegalStateException("not built yet");
    }

    /// Workflows that their status condition turned away when the alert was created are asked once more.
    public void askAgain(Tx tx, AlertId alert, Epoch epoch) {
        throw new IllegalStateException("not built yet");
    }
}
