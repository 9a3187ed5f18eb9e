package dev.graft.domain.alert;

import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.platform.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The door to alerts.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Alerts {
    /// Adds reports to the sets of their alerts, makes alerts for ids not heard of before, folds, and states the facts
    /// that follow. Safe to call again with the same reports: they are repeats then, and nothing follows.
    ///
    /// Locks the alerts, in the order of their ids.
    ///
    /// @return one verdict per report, in the same order
    public List<Verdict> hear(Tx tx, List<Heard> reports) {
        throw new IllegalStateException("not built yet");
    }

    /// Acknowledges the alert for the caller. It stands at once, and is *pending* until the partner has answered.
    /// Asking again is harmless.
    ///
    /// @throws Conflict when the alert is open or resolved
    public Alert acknowledge(Caller caller, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    /// As `acknowledge`. Resolving an alert that is resolved already is harmless.
    ///
    /// @param message what people read on the timeline
    public Alert resolve(Caller caller, AlertId id, Optional<String> message) {
        throw new IllegalStateException("not built yet");
    }

    /// The partner finally refused an act: it leaves the fold, and its transitions free their keys.
    public void withdraw(Tx tx, AlertId id, ActId act, String reason) {
        throw new IllegalStateException("not built yet");
    }

    /// The poll that was to confirm transitions of this alert finally failed: they will not fire any more by it.
    public void confirmFailed(Tx tx, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    /// Asked about the alert, the partner knew of none by its ids: it is shown as *unexpected* until the partner speaks of
    /// it again, and nothing else changes, since absence is no evidence.
    public void notFoundAtPartner(Tx tx, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    public Optional<Alert> find(Tx tx, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    public Optional<Alert> find(Caller caller, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    public Alert get(Tx tx, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    public Alert get(Caller caller, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    /// @param id the alert's uuid, its short id, or the partner's id
    public Optional<Alert> findByAnyId(Caller caller, String id) {
        throw new IllegalStateException("not built yet");
    }

    public Sliced<Alert> list(Caller caller, AlertFilter filter, Slice slice) {
        throw new IllegalStateException("not built yet");
    }

    /// @return those of the alerts that exist, in no particular order
    public List<Alert> getAll(Tx tx, Collection<AlertId> ids) {
        throw new IllegalStateException("not built yet");
    }

    /// The alert's timeline, oldest first.
    public Sliced<AlertEvent> events(Caller caller, AlertId id, Slice slice) {
        throw new IllegalStateException("not built yet");
    }

    /// The newest thing that the partner said about the alert, as it came.
    public byte[] payload(Caller caller, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    /// How the alert stands by the partner's word alone, without what people did here: what *already so* is judged by.
    /// Empty while the partner has said nothing.
    public Optional<AlertState> findStatedState(Tx tx, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    /// Every id by which the partner may name the alert.
    public List<String> aliases(Tx tx, AlertId id) {
        throw new IllegalStateException("not built yet");
    }

    /// Every transition that was recorded, and what it set in motion, newest first.
    public List<RecordedTransition> transitions(Caller caller, AlertId id) {
        throw new IllegalStateException("not built yet");
    }
}
