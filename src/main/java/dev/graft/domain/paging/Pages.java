package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.TransitionKey;
import dev.graft.domain.alert.Verdict;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.WishRules.Wish;
import dev.graft.domain.paging.Wishes.About;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Right;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The door to pages and to everything else that is asked of the paging partner. Every request is a row, written in the
/// caller's transaction and carried out after its commit; asking twice with one request key is harmless.
public final class Pages {
    /// The chain of effects that led to a page is cut here: two hubs that answer each other would never stop.
    public static final int MAX_HOPS = 8;

    /// More pages for one incident within an hour are no longer a response, but a loop.
    public static final int MAX_PAGES_AN_HOUR = 50;

    private static final Duration SENT_WITHIN = Duration.ofSeconds(60);

    /// Ample for a UUID or a name, and short enough for an index.
    private static final int LONGEST_IDEMPOTENCY_KEY = 255;

    private final Db db;
    private final Ids ids;
    private final Clock clock;
    private final Journal journal;
    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;
    private final PagingDirectory directory;
    private final Alarms alarms;
    private final Covering covering;
    private final Receipts receipts;
    private final Linked linked;
    private final Wishes wishes;
    private final PagingQueues queues;

    Pages(
            Db db,
            Ids ids,
            Clock clock,
            Journal journal,
            Workspaces workspaces,
            Alerts alerts,
            Incidents incidents,
            PagingDirectory directory,
            Alarms alarms,
            Covering covering,
            Receipts receipts,
            Linked linked,
            Wishes wishes,
            PagingQueues queues) {
        this.db = db;
        this.ids = ids;
        this.clock = clock;
        this.journal = journal;
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.incidents = incidents;
        this.directory = directory;
        this.alarms = alarms;
        this.covering = covering;
        this.receipts = receipts;
        this.linked = linked;
        this.wishes = wishes;
        this.queues = queues;
    }

    /// Asks for one page to all the destinations, whoever is covered already. A page that a loop asks for is kept as
    /// cancelled, and raises the alarm.
    public PageId request(Tx tx, PageRequest request) {
        request.incident().ifPresent(incident -> incidents.lock(tx, incident));
        var before = PageStore.findByRequestKey(tx, request.requestKey());
        if (before.isPresent()) {
            return before.get();
        }
        boolean isAskedByAPerson = request.requestedBy() instanceof Actor.Member;
        var loop = isAskedByAPerson ? Optional.<String>empty() : findLoop(tx, request.incident(), request.hops());
        var page = page(tx, request, loop);
        PageStore.insert(tx, page, request.requestKey());
        if (loop.isPresent()) {
            alarms.raiseLoopSuspected(tx, loopSubject(page), loop.get());
            return page.id();
        }
        wishes.ask(
                tx,
                Effect.Kind.CREATE_ALERT,
                About.page(page),
                Effect.Request.about(Wishes.nameOf(page)),
                page.cause(),
                "send " + page.id());
        queues.watch(
                tx,
                page.id(),
                PagingQueues.Watch.PAGE_NOT_SENT,
                page.createdAt().plus(SENT_WITHIN));
        journal.append(
                tx,
                List.of(new PageFact.Requested(
                        page.id(),
                        page.incident(),
                        page.destinations(),
                        page.cause(),
                        page.requestedBy(),
                        page.createdAt())));
        return page.id();
    }

    /// Why a page was kept and will not be sent: a loop is suspected, or nobody wants it any more.
    public Optional<String> findReasonNotSent(Tx tx, PageId id) {
        return PageStore.find(tx, id)
                .filter(page -> page.send() == Page.SendState.CANCELLED)
                .map(Page::sendReason);
    }

    private Page page(Tx tx, PageRequest request, Optional<String> loop) {
        var id = new PageId(ids.next());
        return new Page(
                id,
                request.incident(),
                Markers.of(workspaces.markerKey(tx), id),
                request.title(),
                request.description(),
                request.urgency(),
                request.severity(),
                request.isIncident(),
                request.destinations(),
                request.requestedBy(),
                request.cause(),
                request.hops(),
                loop.isPresent() ? Page.SendState.CANCELLED : Page.SendState.WAITING,
                loop.orElse(""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<String> findLoop(Tx tx, Optional<IncidentId> incident, int hops) {
        if (hops > MAX_HOPS) {
            return Optional.of("Graft stopped paging: it seems to answer itself or another hub (" + hops
                    + " steps from one to the next). Look at the workflows that page.");
        }
        var sinceAnHour = clock.instant().minus(Duration.ofHours(1));
        return incident.filter(id -> PageStore.countSince(tx, id, sinceAnHour) >= MAX_PAGES_AN_HOUR)
                .map(id -> "Graft stopped paging for this incident: " + MAX_PAGES_AN_HOUR
                        + " pages within an hour. Look at the workflows that page; page by phone until then.");
    }

    private static UUID loopSubject(Page page) {
        return page.incident().map(IncidentId::value).orElse(page.id().value());
    }

    /// Decides for each of the incident's teams whether it has to be woken, and asks for one page to those that have
    /// to.
    public PageDecisions pageForIncident(Tx tx, IncidentPage request) {
        var incident = incidents.lock(tx, request.incident());
        var before = PageStore.findByRequestKey(tx, request.requestKey()).flatMap(id -> PageStore.find(tx, id));
        if (before.isPresent()) {
            return asDecidedBefore(before.get());
        }
        var decided = CoverRules.decide(covering.about(tx, incident, request.destinations()));
        var loop = findLoop(tx, Optional.of(incident.id()), request.hops());
        if (loop.isPresent() && !decided.toPage().isEmpty()) {
            alarms.raiseLoopSuspected(tx, incident.id().value(), loop.get());
            return withAlarm(tx, incident, new PageDecisions(Optional.empty(), stopped(decided.decisions())));
        }
        var page = decided.toPage().isEmpty()
                ? Optional.<PageId>empty()
                : Optional.of(request(tx, pageRequest(tx, incident, request, decided.toPage())));
        return withAlarm(tx, incident, new PageDecisions(page, decided.decisions()));
    }

    private PageRequest pageRequest(Tx tx, Incident incident, IncidentPage request, List<Destination> toPage) {
        var severity = covering.findSeverity(tx, incident);
        return new PageRequest(
                Optional.of(incident.id()),
                incident.isPrivate() ? privateTitle(incident) : request.title(),
                incident.isPrivate() ? "" : request.description(),
                request.urgency().orElseGet(() -> Covering.urgency(severity)),
                request.severity().or(() -> Covering.incidentSeverity(severity)),
                request.isIncident(),
                toPage,
                request.requestedBy(),
                request.cause(),
                request.requestKey(),
                request.hops());
    }

    private static PageDecisions asDecidedBefore(Page page) {
        return new PageDecisions(
                Optional.of(page.id()),
                page.destinations().stream()
                        .<PageDecision>map(to -> new PageDecision.Paged(to.name(), to, ""))
                        .toList());
    }

    private static List<PageDecision> stopped(List<PageDecision> decisions) {
        return decisions.stream()
                .map(decision -> decision instanceof PageDecision.Paged
                        ? new PageDecision.NotPaged(decision.name(), "Graft suspects a loop")
                        : decision)
                .toList();
    }

    private PageDecisions withAlarm(Tx tx, Incident incident, PageDecisions made) {
        if (made.decisions().stream().anyMatch(PageDecision.NotPaged.class::isInstance)) {
            alarms.raiseNotPaged(tx, incident.id(), AlarmWords.notPaged(made.decisions()));
        } else if (made.page().isPresent()) {
            alarms.clearNotPaged(tx, incident.id());
        }
        return made;
    }

    /// What strangers may read on a phone's lock screen.
    private static String privateTitle(Incident incident) {
        return "Private incident " + incident.name();
    }

    /// A person pages: always, whoever is covered already.
    ///
    /// @param message what the paged read; empty: the incident's summary
    /// @param idempotencyKey the same key twice is one page
    /// @throws Conflict when the incident is over, or PagerTree is not connected
    public Page pageByHand(
            Caller caller,
            IncidentId incidentId,
            List<Destination> destinations,
            Optional<String> message,
            Optional<String> idempotencyKey) {
        caller.must(Right.PAGE);
        if (destinations.isEmpty()) {
            throw new Invalid("destinations", "Choose whom to page.");
        }
        incidents.get(caller, incidentId);
        idempotencyKey.filter(key -> key.length() > LONGEST_IDEMPOTENCY_KEY).ifPresent(_ -> {
            throw new Invalid(
                    "Idempotency-Key",
                    "The key is longer than " + LONGEST_IDEMPOTENCY_KEY + " characters: send a shorter one.");
        });
        var key = "by hand " + incidentId + " "
                + idempotencyKey.orElseGet(() -> ids.next().toString());
        return db.inTransaction(caller.workspace(), tx -> {
            var incident = incidents.lock(tx, incidentId);
            checkCanPage(tx, incident);
            var id = request(tx, byHand(tx, caller, incident, destinations, message, key));
            alarms.clearNotPaged(tx, incidentId);
            return PageStore.find(tx, id).orElseThrow();
        });
    }

    private void checkCanPage(Tx tx, Incident incident) {
        if (incident.status().isOver()) {
            throw new Conflict(incident.name() + " is over. Reopen it, or declare another incident, to page for it.");
        }
        directory.findReasonNotConnected(tx).ifPresent(reason -> {
            throw new Conflict("Nobody can be paged: " + reason + ".");
        });
    }

    private PageRequest byHand(
            Tx tx,
            Caller caller,
            Incident incident,
            List<Destination> destinations,
            Optional<String> message,
            String key) {
        var severity = covering.findSeverity(tx, incident);
        return new PageRequest(
                Optional.of(incident.id()),
                incident.isPrivate() ? privateTitle(incident) : incident.title(),
                incident.isPrivate() ? "" : message.or(incident::summary).orElse(""),
                Covering.urgency(severity),
                Covering.incidentSeverity(severity),
                false,
                destinations,
                caller.actor(),
                caller.actor().displayName() + " paged by hand",
                key,
                incident.hops());
    }

    /// Resolves the linked alerts at the partner and cancels pages that were not sent yet.
    ///
    /// @param cause why, in words for people
    /// @param requestKey makes asking twice harmless
    /// @param hops beyond `MAX_HOPS` nothing is asked
    /// @return what was done about each alert, in words
    public List<String> resolveLinked(
            Tx tx, IncidentId incident, LinkedScope scope, String cause, String requestKey, int hops) {
        return change(tx, new Linked.Asked(incident, scope, Wish.RESOLVED, "", cause, "resolve " + requestKey), hops);
    }

    /// Acknowledges the linked alerts at the partner, which stops its escalation.
    ///
    /// @param by who does so, for the comment that goes with it
    /// @return what was done about each alert, in words
    public List<String> acknowledgeLinked(
            Tx tx, IncidentId incident, LinkedScope scope, String by, String cause, String requestKey, int hops) {
        return change(
                tx, new Linked.Asked(incident, scope, Wish.ACKNOWLEDGED, by, cause, "acknowledge " + requestKey), hops);
    }

    private List<String> change(Tx tx, Linked.Asked asked, int hops) {
        if (hops > MAX_HOPS) {
            var words = "Graft stopped: it seems to answer itself or another hub (" + hops
                    + " steps from one to the next). Look at the workflows that update PagerTree.";
            alarms.raiseLoopSuspected(tx, asked.incident().value(), words);
            return List.of(words);
        }
        return linked.change(tx, asked);
    }

    /// The incident is a duplicate: its pages that PagerTree has belong to the one that goes on.
    public void linkTo(Tx tx, IncidentId survivor, IncidentId duplicate) {
        incidents.lock(tx, survivor);
        PageStore.moveSent(tx, duplicate, survivor, clock.instant());
    }

    /// Cancels the incident's pages that were not sent yet.
    public void cancelUnsent(Tx tx, IncidentId incident, String reason) {
        linked.cancelUnsent(tx, incident, reason);
    }

    /// Cancels all pages of incidents that were not sent yet.
    public void cancelUnsent(Tx tx, String reason) {
        PageStore.incidentsWithUnsent(tx).forEach(incident -> linked.cancelUnsent(tx, incident, reason));
    }

    /// How many pages the partner has not been given yet.
    public long countUnsent(Tx tx) {
        return PageStore.countUnsent(tx);
    }

    /// Carries a person's act on an alert to the partner; the answer settles the act. Always asked, even where our fold
    /// says that it is so already: that may be this very act speaking.
    public void carryAct(Tx tx, AlertId alert, AlertReport.Acted act) {
        var request = Effect.Request.about(alerts.get(tx, alert).shortId())
                .carrying(act.act().value());
        wishes.ask(
                tx,
                act.verb() == Verb.RESOLVE ? Effect.Kind.RESOLVE_ALERT : Effect.Kind.ACKNOWLEDGE_ALERT,
                About.alert(alert, Optional.empty()),
                act.verb() == Verb.ACKNOWLEDGE ? request.by(act.by()) : request,
                act.by() + (act.verb() == Verb.RESOLVE ? " resolved it" : " acknowledged it") + " in Graft",
                "act " + act.act());
    }

    /// Asks the partner how the alert stands. A poll that waits to be made already is made once.
    ///
    /// @param confirming the transition that waits for the answer, where one does
    public void pollAlert(Tx tx, AlertId alert, String reason, Optional<TransitionKey> confirming) {
        if (confirming.isEmpty()
                && EffectStore.existsUntried(tx, Effect.Kind.POLL_ALERT, Optional.empty(), Optional.of(alert))) {
            return;
        }
        var request = Effect.Request.about(alerts.get(tx, alert).shortId());
        wishes.ask(
                tx,
                Effect.Kind.POLL_ALERT,
                About.alert(alert, Optional.empty()),
                confirming.isPresent() ? request.confirming() : request,
                reason,
                confirming
                        .map(transition -> "confirm " + alert + " " + transition + " " + ids.next())
                        .orElseGet(() -> "poll " + ids.next()));
    }

    /// The page of this workspace whose marker, with a valid signature, the reference or one of the tags is.
    public Optional<PageId> ownPage(Tx tx, Optional<String> reference, List<String> tags) {
        var candidates = markers(reference, tags);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var key = workspaces.markerKey(tx);
        return candidates.stream()
                .flatMap(text -> Markers.findPage(key, text).stream())
                .filter(page -> PageStore.find(tx, page).isPresent())
                .findFirst();
    }

    /// The reference or one of the tags looks like a marker, but is none of this workspace's: another hub's, or forged.
    /// The alert is an ordinary one, with one hop more.
    public boolean isForeignMarker(Tx tx, Optional<String> reference, List<String> tags) {
        return !markers(reference, tags).isEmpty()
                && ownPage(tx, reference, tags).isEmpty();
    }

    private static List<String> markers(Optional<String> reference, List<String> tags) {
        return Stream.concat(reference.stream(), tags.stream())
                .filter(Markers::looksLikeOne)
                .toList();
    }

    /// The page whose alert at the partner goes by this id.
    public Optional<PageId> pageByAlias(Tx tx, String externalId) {
        return PageStore.findByAlias(tx, externalId);
    }

    /// As `pageByAlias`, for many ids at once.
    public Map<String, PageId> pagesByAliases(Tx tx, Collection<String> externalIds) {
        return PageStore.findByAliases(tx, externalIds);
    }

    /// A page of this title is on its way, and its answer may tell that a report without a marker is about it.
    public boolean hasUnfinishedPageTitled(Tx tx, String title) {
        return PageStore.unfinishedTitles(tx).stream().anyMatch(unfinished -> SendRules.isTitleOf(title, unfinished));
    }

    /// The partner says something about a page's alert: its receipt folds it in. May come before the answer to the call
    /// that made the alert, and then completes it.
    ///
    /// @return `ECHO`, or `REPEAT` where it had been heard before
    public Verdict heardAboutPage(Tx tx, PageId page, Set<String> externalIds, AlertReport.Told report) {
        var verdict = receipts.lock(tx, page)
                .map(locked -> receipts.hear(tx, locked, externalIds, report))
                .orElseThrow(() -> new NotFound("page", page));
        FailPoint.ECHO_BEFORE_COMMIT.hit();
        tx.afterCommit(FailPoint.ECHO_AFTER_COMMIT::hit);
        return verdict;
    }

    /// The incident's pages, oldest first.
    public List<Page> pagesOf(Caller caller, IncidentId incident) {
        incidents.get(caller, incident);
        return db.inTransaction(caller.workspace(), tx -> pagesOf(tx, incident));
    }

    public List<Page> pagesOf(Tx tx, IncidentId incident) {
        return PageStore.ofIncident(tx, incident);
    }

    public Receipt receipt(Caller caller, PageId id) {
        caller.must(Right.READ);
        var receipt = db.inTransaction(
                caller.workspace(),
                tx -> PageStore.find(tx, id)
                        .map(page -> new Receipt(
                                page,
                                EffectStore.findSending(tx, id)
                                        .map(effect -> EffectStore.attempts(tx, effect.id()))
                                        .orElse(List.of())))
                        .orElseThrow(() -> new NotFound("page", id)));
        receipt.page().incident().ifPresent(incident -> incidents.get(caller, incident));
        return receipt;
    }

    /// The alarms that stand, oldest first.
    public List<Alarm> alarms(Caller caller) {
        return alarms.standing(caller);
    }

    public List<Alarm> alarmsOf(Caller caller, IncidentId incident) {
        return alarms.standing(caller, incident);
    }
}
