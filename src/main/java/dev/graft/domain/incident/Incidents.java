package dev.graft.domain.incident;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Right;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.journal.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The door to incidents. A method that takes a `Caller` alone is one transaction and asks for its right; one that
/// takes a `Tx` is part of somebody else's transaction, and trusts it.
public final class Incidents {
    /// A line of a timeline is read, not studied.
    private static final int EVENT_CHARACTERS = 16 * 1024;

    private final Db db;
    private final Journal journal;
    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Ids ids;
    private final Clock clock;

    public Incidents(Db db, Journal journal, Workspaces workspaces, Alerts alerts, Ids ids, Clock clock) {
        this.db = db;
        this.journal = journal;
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.ids = ids;
        this.clock = clock;
    }

    /// Declares an incident. Alerts are attached, and timeline, number and facts written, in the same commit.
    public Incident create(Caller caller, NewIncident wish) {
        caller.must(Right.CREATE_INCIDENTS);
        return db.inTransaction(caller.workspace(), tx -> create(tx, caller, wish, 0));
    }

    /// @param hops how many effects of ours led to it
    public Incident create(Tx tx, Caller caller, NewIncident wish, int hops) {
        checkCatalogue(tx, wish);
        IncidentStore.lockAttachmentsOf(tx, wish.alerts());
        var summaries =
                getAlerts(tx, wish.alerts()).stream().map(Alert::summary).toList();
        var number = workspaces.nextIncidentNumber(tx);
        var title = IncidentNames.title(wish.title(), summaries, number);
        var now = now();
        var decision = IncidentRules.declare(
                new IncidentId(ids.next()), number, title, wish, caller.actor(), caller.source(), hops, now);
        var incident = decision.state();
        IncidentStore.insert(tx, incident);
        IncidentStore.attach(tx, incident.id(), wish.alerts(), now);
        var facts = new ArrayList<>(decision.facts());
        facts.addAll(IncidentRules.attach(incident.id(), wish.alerts(), List.of(), caller.actor(), now));
        state(tx, caller, facts);
        return incident;
    }

    /// Does what is asked, or nothing where it is so already.
    public Incident handle(Caller caller, IncidentId id, IncidentCommand command) {
        caller.must(Right.UPDATE_INCIDENTS);
        return db.inTransaction(caller.workspace(), tx -> handle(tx, caller, id, command));
    }

    public Incident handle(Tx tx, Caller caller, IncidentId id, IncidentCommand command) {
        checkCatalogue(tx, command);
        var incident = lock(tx, caller, id);
        var decision = IncidentRules.decide(incident, command, caller.actor(), now());
        save(tx, caller, decision);
        return decision.state();
    }

    /// Attaches the alerts. One that is attached already stays so, and nobody is told twice.
    public Incident attach(Caller caller, IncidentId id, List<AlertId> these) {
        caller.must(Right.UPDATE_INCIDENTS);
        return db.inTransaction(caller.workspace(), tx -> attach(tx, caller, id, these));
    }

    public Incident attach(Tx tx, Caller caller, IncidentId id, List<AlertId> these) {
        IncidentStore.lockAttachmentsOf(tx, these);
        var incident = lock(tx, caller, id);
        getAlerts(tx, these);
        var now = now();
        var facts = IncidentRules.attach(id, these, IncidentStore.alertsOf(tx, id), caller.actor(), now);
        IncidentStore.attach(tx, id, these, now);
        state(tx, caller, facts);
        return incident;
    }

    /// Whoever makes an incident of an alert unless there is one calls this first: until the commit, nobody else
    /// attaches the alert to anything.
    public void lockAttachmentsOf(Tx tx, AlertId alert) {
        IncidentStore.lockAttachmentsOf(tx, List.of(alert));
    }

    /// A person writes on the timeline.
    public IncidentEvent addEvent(Caller caller, IncidentId id, String text, TimelineLine.Visibility visibility) {
        caller.must(Right.UPDATE_INCIDENTS);
        if (text.isBlank()) {
            throw new Invalid("event", "Event can't be blank");
        }
        if (text.length() > EVENT_CHARACTERS) {
            throw new Invalid("event", "An event has at most " + EVENT_CHARACTERS + " characters.");
        }
        return db.inTransaction(caller.workspace(), tx -> {
            get(tx, caller, id);
            var eventId = ids.next();
            var now = now();
            var line = new TimelineLine(
                    Topic.NOTE,
                    TimelineLine.Kind.EVENT,
                    text,
                    caller.actor(),
                    caller.source(),
                    visibility,
                    "note " + eventId,
                    now);
            TimelineStore.add(tx, eventId, id, line, now);
            return new IncidentEvent(eventId, id, line, now, now);
        });
    }

    /// Writes a line on the timeline, once per cause.
    public void timeline(Tx tx, IncidentId id, TimelineLine line) {
        TimelineStore.add(tx, ids.next(), id, line, now());
    }

    /// Those of the alerts that belong to an incident.
    public Set<AlertId> withIncidents(Tx tx, Collection<AlertId> theseAlerts) {
        return IncidentStore.idsOf(tx, theseAlerts).keySet();
    }

    /// News of an alert: one line on the timeline of each incident that it belongs to.
    public void alertHeard(Tx tx, AlertFact.Heard heard) {
        if (heard.stateBefore().isEmpty()) {
            return; // the first that we hear of it: nobody can have attached it yet
        }
        var belongsTo = IncidentStore.incidentsOf(tx, heard.alert());
        if (belongsTo.isEmpty()) {
            return;
        }
        AlertNews.line(alerts.get(tx, heard.alert()), heard)
                .ifPresent(line -> belongsTo.forEach(incident -> timeline(tx, incident.id(), line)));
    }

    /// Somebody acknowledged alerts: the first time stamps each incident of theirs that is not over.
    ///
    /// @param times when, by alert
    public void alertsAcknowledged(Tx tx, Map<AlertId, Instant> times) {
        var stamps = new TreeMap<IncidentId, Instant>(Comparator.comparing(IncidentId::value));
        times.forEach((alert, at) -> IncidentStore.incidentsOf(tx, alert).stream()
                .filter(incident -> incident.acknowledgedAt().isEmpty() && !incident.isOver())
                .forEach(incident ->
                        stamps.merge(incident.id(), at, (one, other) -> one.isBefore(other) ? one : other)));
        stamps.forEach((incident, at) -> acknowledged(tx, incident, at));
    }

    /// Locks several until the end of the transaction, in the order in which everybody does, so that two who lock
    /// several never wait for each other.
    public void lockAll(Tx tx, Collection<IncidentId> ids) {
        ids.stream().distinct().sorted(Comparator.comparing(IncidentId::value)).forEach(id -> lock(tx, id));
    }

    /// Somebody acknowledged a page of the incident: the first time stamps it.
    public void acknowledged(Tx tx, IncidentId id, Instant at) {
        var incident = lock(tx, id);
        save(tx, Caller.graft(tx.workspace()), IncidentRules.acknowledged(incident, at, now()));
    }

    /// The incident that goes by this id, slug, number or name (`INC-7`).
    public Optional<Incident> findByAnyId(Caller caller, String anyId) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> switch (IncidentReference.read(anyId)) {
                    case IncidentReference.ById(var id) -> IncidentStore.find(tx, id);
                    case IncidentReference.ByNumber(var number) -> IncidentStore.findByNumber(tx, number);
                    case IncidentReference.BySlug(var slug, var number) ->
                        IncidentStore.findByNumber(tx, number)
                                .filter(incident -> incident.slug().equals(slug));
                    case IncidentReference.None _ -> Optional.<Incident>empty();
                })
                .filter(incident -> sees(caller, incident));
    }

    public Optional<Incident> find(Caller caller, IncidentId id) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> find(tx, id)).filter(incident -> sees(caller, incident));
    }

    public Incident get(Caller caller, IncidentId id) {
        return find(caller, id).orElseThrow(() -> new NotFound("incident", id));
    }

    public Optional<Incident> find(Tx tx, IncidentId id) {
        return IncidentStore.find(tx, id);
    }

    public Incident get(Tx tx, IncidentId id) {
        return find(tx, id).orElseThrow(() -> new NotFound("incident", id));
    }

    /// The incident, locked until the end of the transaction: before its pages and runs, by whoever changes any of
    /// them.
    public Incident lock(Tx tx, IncidentId id) {
        return IncidentStore.lock(tx, id).orElseThrow(() -> new NotFound("incident", id));
    }

    public Sliced<Incident> list(Caller caller, IncidentFilter filter, Slice slice) {
        caller.must(Right.READ);
        var sight = new IncidentStore.Sight(caller.may(Right.READ_PRIVATE_INCIDENTS), member(caller));
        return db.inTransaction(
                caller.workspace(),
                tx -> new Sliced<>(
                        IncidentStore.list(tx, filter, sight, slice), IncidentStore.count(tx, filter, sight)));
    }

    /// The timeline, in the order in which things happened.
    public Sliced<IncidentEvent> events(Caller caller, IncidentId id, Slice slice) {
        return reading(caller, id, tx -> new Sliced<>(TimelineStore.list(tx, id, slice), TimelineStore.count(tx, id)));
    }

    public List<AlertId> alertsOf(Caller caller, IncidentId id) {
        return reading(caller, id, tx -> alertsOf(tx, id));
    }

    public List<AlertId> alertsOf(Tx tx, IncidentId id) {
        return IncidentStore.alertsOf(tx, id);
    }

    /// The incidents that the alert belongs to, newest first.
    public List<Incident> incidentsOf(Caller caller, AlertId alert) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> incidentsOf(tx, alert)).stream()
                .filter(incident -> sees(caller, incident))
                .toList();
    }

    /// The incidents that each of the alerts belongs to, newest first, as far as the caller may see them: one look for
    /// a whole list.
    ///
    /// @return an entry for every alert
    public Map<AlertId, List<Incident>> incidentsOf(Caller caller, Collection<AlertId> theseAlerts) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> {
            var ids = IncidentStore.idsOf(tx, theseAlerts);
            var byId =
                    IncidentStore.getAll(
                                    tx,
                                    ids.values().stream()
                                            .flatMap(List::stream)
                                            .distinct()
                                            .toList())
                            .stream()
                            .filter(incident -> sees(caller, incident))
                            .collect(Collectors.toMap(Incident::id, Function.identity()));
            return theseAlerts.stream()
                    .distinct()
                    .collect(Collectors.toMap(
                            Function.identity(),
                            alert -> ids.getOrDefault(alert, List.of()).stream()
                                    .filter(byId::containsKey)
                                    .map(byId::get)
                                    .toList()));
        });
    }

    public List<Incident> incidentsOf(Tx tx, AlertId alert) {
        return IncidentStore.incidentsOf(tx, alert);
    }

    public List<TeamId> teamsOf(Tx tx, IncidentId id) {
        return get(tx, id).teams();
    }

    private <R> R reading(Caller caller, IncidentId id, Function<Tx, R> work) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), tx -> {
            get(tx, caller, id);
            return work.apply(tx);
        });
    }

    /// An incident that the caller may not see is one that is not there.
    private Incident get(Tx tx, Caller caller, IncidentId id) {
        return find(tx, id).filter(incident -> sees(caller, incident)).orElseThrow(() -> new NotFound("incident", id));
    }

    private Incident lock(Tx tx, Caller caller, IncidentId id) {
        return IncidentStore.lock(tx, id)
                .filter(incident -> sees(caller, incident))
                .orElseThrow(() -> new NotFound("incident", id));
    }

    private static boolean sees(Caller caller, Incident incident) {
        return !incident.isPrivate()
                || caller.may(Right.READ_PRIVATE_INCIDENTS)
                || member(caller)
                        .map(member -> isMember(incident.createdBy(), member))
                        .orElse(false);
    }

    private static boolean isMember(Actor actor, String member) {
        return actor instanceof Actor.Member(var id, var _) && id.toString().equals(member);
    }

    private static Optional<String> member(Caller caller) {
        return caller.actor() instanceof Actor.Member(var id, var _) ? Optional.of(id.toString()) : Optional.empty();
    }

    private void save(Tx tx, Caller caller, IncidentDecision decision) {
        if (!decision.facts().isEmpty()) {
            IncidentStore.save(tx, decision.state());
            state(tx, caller, decision.facts());
        }
    }

    private void state(Tx tx, Caller caller, List<IncidentFact> facts) {
        var names = new NamesInTransaction(tx, this, workspaces, alerts);
        for (var fact : facts) {
            IncidentLines.line(fact, names)
                    .ifPresent(line -> timeline(tx, fact.incident(), line.from(caller.source())));
            if (fact instanceof IncidentFact.AlertAttached attached) {
                alerts.attached(
                        tx,
                        attached.alert(),
                        names.of(attached.incident()),
                        caller.source(),
                        "attached to " + attached.incident());
            }
        }
        journal.append(tx, facts);
    }

    private void checkCatalogue(Tx tx, NewIncident wish) {
        wish.severity().ifPresent(severity -> checkSeverity(tx, severity));
        checkTeams(tx, wish.teams());
    }

    private void checkCatalogue(Tx tx, IncidentCommand command) {
        switch (command) {
            case IncidentCommand.Edit edit -> edit.severity().ifPresent(severity -> checkSeverity(tx, severity));
            case IncidentCommand.AddTeams(var teams) -> checkTeams(tx, teams);
            case IncidentCommand.MarkDuplicate(var of) -> {
                var original = find(tx, of)
                        .orElseThrow(() -> new Invalid(
                                "duplicate_incident_id", "There is no incident " + of + " in this workspace."));
                if (original.duplicateOf().isPresent()) {
                    throw new Invalid(
                            "duplicate_incident_id",
                            original.name() + " is itself a duplicate. Name the incident that goes on in its place.");
                }
            }
            case IncidentCommand.Start _,
                    IncidentCommand.Mitigate _,
                    IncidentCommand.Resolve _,
                    IncidentCommand.Close _,
                    IncidentCommand.Cancel _,
                    IncidentCommand.MoveTo _,
                    IncidentCommand.CorrectTimes _ -> {}
        }
    }

    private void checkSeverity(Tx tx, SeverityId severity) {
        if (workspaces.findSeverity(tx, severity).isEmpty()) {
            throw new Invalid("severity_id", "There is no severity " + severity + " in this workspace.");
        }
    }

    private void checkTeams(Tx tx, List<TeamId> teams) {
        if (teams.isEmpty()) {
            return;
        }
        var known = new HashSet<TeamId>();
        workspaces.teams(tx).forEach(team -> known.add(team.id()));
        teams.stream().filter(team -> !known.contains(team)).findFirst().ifPresent(team -> {
            throw new Invalid("group_ids", "There is no team " + team + " in this workspace.");
        });
    }

    /// In the order in which they were named.
    private List<Alert> getAlerts(Tx tx, List<AlertId> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        var found = alerts.getAll(tx, wanted);
        return wanted.stream()
                .distinct()
                .map(id -> found.stream()
                        .filter(alert -> alert.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new Invalid("alert_ids", "There is no alert " + id + " in this workspace.")))
                .toList();
    }

    /// As fine as the database keeps it, so that what is answered and what is read later are the same.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
