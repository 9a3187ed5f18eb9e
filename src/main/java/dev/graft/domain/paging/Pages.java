package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.TransitionKey;
import dev.graft.domain.alert.Verdict;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The door to pages and to everything else that is asked of the paging partner. Every request is a row, written in the
/// caller's transaction and carried out after its commit; asking twice with one request key is harmless.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Pages {
    /// The chain of effects that led to a page is cut here: two hubs that answer each other would never stop.
    public static final int MAX_HOPS = 8;

    /// Asks for one page to all the destinations, whoever is covered already.
    public PageId request(Tx tx, PageRequest request) {
        throw new IllegalStateException("not built yet");
    }

    /// Decides for each of the incident's teams whether it has to be woken, and asks for one page to those that have
    /// to.
    public PageDecisions pageForIncident(Tx tx, IncidentPage request) {
        throw new IllegalStateException("not built yet");
    }

    /// A person pages: always, whoever is covered already.
    ///
    /// @param message what the paged read; empty: the incident's summary
    /// @param idempotencyKey the same key twice is one page
    public Page pageByHand(
            Caller caller,
            IncidentId incident,
            List<Destination> destinations,
            Optional<String> message,
            Optional<String> idempotencyKey) {
        throw new IllegalStateException("not built yet");
    }

    /// Resolves the linked alerts at the partner and cancels pages that were not sent yet.
    ///
    /// @param cause why, in words for people
    /// @param requestKey makes asking twice harmless
    /// @return what was done about each alert, in words
    public List<String> resolveLinked(
            Tx tx, IncidentId incident, LinkedScope scope, String cause, String requestKey, int hops) {
        throw new IllegalStateException("not built yet");
    }

    /// Acknowledges the linked alerts at the partner, which stops its escalation.
    ///
    /// @param by who does so, for the comment that goes with it
    public List<String> acknowledgeLinked(
            Tx tx, IncidentId incident, LinkedScope scope, String by, String cause, String requestKey, int hops) {
        throw new IllegalStateException("not built yet");
    }

    /// Cancels the incident's pages that were not sent yet.
    public void cancelUnsent(Tx tx, IncidentId incident, String reason) {
        throw new IllegalStateException("not built yet");
    }

    /// Carries a person's act on an alert to the partner; the answer settles the act.
    public void carryAct(Tx tx, AlertId alert, AlertReport.Acted act) {
        throw new IllegalStateException("not built yet");
    }

    /// Asks the partner how the alert stands.
    ///
    /// @param confirming the transition that waits for the answer, where one does
    public void pollAlert(Tx tx, AlertId alert, String reason, Optional<TransitionKey> confirming) {
        throw new IllegalStateException("not built yet");
    }

    /// The page of this workspace whose marker, with a valid signature, the reference or one of the tags is.
    public Optional<PageId> ownPage(Tx tx, Optional<String> reference, List<String> tags) {
        throw new IllegalStateException("not built yet");
    }

    /// The reference or one of the tags looks like a marker, but is none of this workspace's: another hub's, or forged.
    /// The alert is an ordinary one, with one hop more.
    public boolean isForeignMarker(Tx tx, Optional<String> reference, List<String> tags) {
        throw new IllegalStateException("not built yet");
    }

    /// The page whose alert at the partner goes by this id.
    public Optional<PageId> pageByAlias(Tx tx, String externalId) {
        throw new IllegalStateException("not built yet");
    }

    /// A page of this title is on its way, and its answer may tell that a report without a marker is about it.
    public boolean hasUnfinishedPageTitled(Tx tx, String title) {
        throw new IllegalStateException("not built yet");
    }

    /// The partner says something about a page's alert: its receipt folds it in. May come before the answer to the call
    /// that made the alert, and then completes it.
    ///
    /// @return `ECHO`, or `REPEAT` where it had been heard before
    public Verdict heardAboutPage(Tx tx, PageId page, Set<String> externalIds, AlertReport.Told report) {
        throw new IllegalStateException("not built yet");
    }

    /// The incident's pages, oldest first.
    public List<Page> pagesOf(Caller caller, IncidentId incident) {
        throw new IllegalStateException("not built yet");
    }

    public Receipt receipt(Caller caller, PageId page) {
        throw new IllegalStateException("not built yet");
    }

    /// The alarms that stand, oldest first.
    public List<Alarm> alarms(Caller caller) {
        throw new IllegalStateException("not built yet");
    }

    public List<Alarm> alarmsOf(Caller caller, IncidentId incident) {
        throw new IllegalStateException("not built yet");
    }
}
