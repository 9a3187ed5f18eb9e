package dev.graft.domain.incident;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentCommand.AddTeams;
import dev.graft.domain.incident.IncidentCommand.Cancel;
import dev.graft.domain.incident.IncidentCommand.Close;
import dev.graft.domain.incident.IncidentCommand.CorrectTimes;
import dev.graft.domain.incident.IncidentCommand.Edit;
import dev.graft.domain.incident.IncidentCommand.MarkDuplicate;
import dev.graft.domain.incident.IncidentCommand.Mitigate;
import dev.graft.domain.incident.IncidentCommand.MoveTo;
import dev.graft.domain.incident.IncidentCommand.Resolve;
import dev.graft.domain.incident.IncidentCommand.Start;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.TeamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a command does to an incident.
///
/// Asking twice is harmless: the second decision has no facts, so nobody is told twice.
final class IncidentRules {
    /// A title is read in lists, and at night.
    static final int TITLE_CHARACTERS = 1_000;

    /// A summary becomes the description of a page.
    static final int SUMMARY_CHARACTERS = 64 * 1024;

    /// Labels are words to filter by, not a place to keep things.
    static final int LABELS = 100;

    static final int LABEL_CHARACTERS = 1_000;

    private IncidentRules() {}

    /// @param title already made where nobody gave one
    static IncidentDecision declare(
            IncidentId id,
            long number,
            String title,
            NewIncident wish,
            Actor by,
            String source,
            int hops,
            Instant now) {
        checkTitle(title);
        wish.summary().ifPresent(IncidentRules::checkSummary);
        checkLabels(wish.labels());
        var status = wish.inTriage() ? IncidentStatus.IN_TRIAGE : IncidentStatus.STARTED;
        var incident = new Incident(
                id,
                number,
                title,
                IncidentNames.slug(title, wish.isPrivate(), number),
                wish.kind(),
                wish.summary(),
                wish.isPrivate(),
                wish.severity(),
                wish.teams().stream().distinct().toList(),
                wish.labels(),
                Lifecycle.begin(status, Stamp.of(now, by, Optional.empty())),
                by,
                source,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hops,
                now,
                now);
        return new IncidentDecision(incident, List.of(new IncidentFact.Created(id, status, by, now)));
    }

    static IncidentDecision decide(Incident incident, IncidentCommand command, Actor by, Instant now) {
        return switch (command) {
            case Start() -> moveTo(incident, IncidentStatus.STARTED, Optional.empty(), by, now);
            case Mitigate(var message) -> forwardTo(incident, IncidentStatus.MITIGATED, message, by, now);
            case Resolve(var message) -> forwardTo(incident, IncidentStatus.RESOLVED, message, by, now);
            case Close() -> forwardTo(incident, IncidentStatus.CLOSED, Optional.empty(), by, now);
            case Cancel(var message) -> cancel(incident, message, by, now);
            case MoveTo(var status, var message) -> moveTo(incident, status, message, by, now);
            case MarkDuplicate(var of) -> markDuplicate(incident, of, by, now);
            case Edit edit -> edit(incident, edit, by, now);
            case CorrectTimes correction -> correctTimes(incident, correction, by, now);
            case AddTeams(var teams) -> addTeams(incident, teams, by, now);
        };
    }

    /// The first acknowledgement stands; a later one changes nothing, and so does one of an incident that is over.
    static IncidentDecision acknowledged(Incident incident, Instant at, Instant now) {
        if (incident.acknowledgedAt().isPresent() || incident.isOver()) {
            return IncidentDecision.unchanged(incident);
        }
        // The partner's clock may lie behind ours, and the alert may have begun before its incident.
        var notBefore = incident.started().map(Stamp::at).orElse(incident.createdAt());
        var stamp = at.isBefore(notBefore) ? notBefore : at;
        var draft = new IncidentDraft(incident);
        draft.acknowledgedAt = Optional.of(stamp);
        return new IncidentDecision(draft.done(now), List.of(new IncidentFact.Acknowledged(incident.id(), stamp)));
    }

    static List<IncidentFact> attach(
            IncidentId incident, List<AlertId> alerts, Collection<AlertId> attached, Actor by, Instant now) {
        return alerts.stream()
                .distinct()
                .filter(alert -> !attached.contains(alert))
                .<IncidentFact>map(alert -> new IncidentFact.AlertAttached(incident, alert, by, now))
                .toList();
    }

    private static IncidentDecision forwardTo(
            Incident incident, IncidentStatus to, Optional<String> message, Actor by, Instant now) {
        if (incident.status() == IncidentStatus.CANCELLED) {
            throw new Conflict(incident.name() + " was cancelled. Start it again first.");
        }
        return incident.status().compareTo(to) >= 0
                ? IncidentDecision.unchanged(incident)
                : moveTo(incident, to, message, by, now);
    }

    private static IncidentDecision cancel(Incident incident, Optional<String> message, Actor by, Instant now) {
        return switch (incident.status()) {
            case CANCELLED -> IncidentDecision.unchanged(incident);
            case RESOLVED, CLOSED ->
                throw new Conflict(incident.name() + " is " + incident.status().words() + ". Start it again first.");
            case IN_TRIAGE, STARTED, MITIGATED -> moveTo(incident, IncidentStatus.CANCELLED, message, by, now);
        };
    }

    private static IncidentDecision moveTo(
            Incident incident, IncidentStatus to, Optional<String> message, Actor by, Instant now) {
        if (incident.status() == to) {
            return IncidentDecision.unchanged(incident);
        }
        var latest = incident.lifecycle().latest();
        var at = now.isBefore(latest) ? latest : now; // clocks of two nodes differ; the order of the stamps does not
        var draft = new IncidentDraft(incident);
        draft.lifecycle = incident.lifecycle().moveTo(to, Stamp.of(at, by, message.filter(text -> !text.isBlank())));
        if (to != IncidentStatus.CANCELLED) {
            draft.duplicateOf = Optional.empty();
        }
        var facts = new ArrayList<IncidentFact>();
        if (to == IncidentStatus.STARTED && incident.started().isEmpty()) {
            facts.add(new IncidentFact.Started(incident.id(), by, at));
        }
        facts.add(new IncidentFact.StatusChanged(incident.id(), incident.status(), to, by, message, at));
        return new IncidentDecision(draft.done(now), facts);
    }

    private static IncidentDecision markDuplicate(Incident incident, IncidentId of, Actor by, Instant now) {
        if (of.equals(incident.id())) {
            throw new Invalid("duplicate_incident_id", "An incident cannot be a duplicate of itself.");
        }
        if (incident.duplicateOf().equals(Optional.of(of))) {
            return IncidentDecision.unchanged(incident);
        }
        var cancelled = moveTo(incident, IncidentStatus.CANCELLED, Optional.empty(), by, now);
        var draft = new IncidentDraft(cancelled.state());
        draft.duplicateOf = Optional.of(of);
        var facts = new ArrayList<IncidentFact>();
        facts.add(new IncidentFact.MarkedDuplicate(incident.id(), of, by, now));
        facts.addAll(cancelled.facts());
        return new IncidentDecision(draft.done(now), facts);
    }

    private static IncidentDecision edit(Incident incident, Edit edit, Actor by, Instant now) {
        var draft = new IncidentDraft(incident);
        var facts = new ArrayList<IncidentFact>();
        edit.title().filter(title -> !title.equals(incident.title())).ifPresent(title -> {
            checkTitle(title);
            draft.title = title;
            facts.add(new IncidentFact.Retitled(incident.id(), incident.title(), title, by, now));
        });
        edit.summary()
                .filter(summary -> !incident.summary().equals(Optional.of(summary)))
                .ifPresent(summary -> {
                    checkSummary(summary);
                    draft.summary = Optional.of(summary);
                    facts.add(new IncidentFact.SummaryChanged(incident.id(), by, now));
                });
        edit.severity()
                .filter(severity -> !incident.severity().equals(Optional.of(severity)))
                .ifPresent(severity -> {
                    draft.severity = Optional.of(severity);
                    facts.add(new IncidentFact.SeverityChanged(
                            incident.id(), incident.severity(), Optional.of(severity), by, now));
                });
        edit.labels().filter(labels -> !labels.equals(incident.labels())).ifPresent(labels -> {
            checkLabels(labels);
            draft.labels = labels;
            facts.add(new IncidentFact.LabelsChanged(incident.id(), by, now));
        });
        edit.isPrivate().filter(wish -> wish != incident.isPrivate()).ifPresent(wish -> {
            if (!wish) {
                throw new Invalid("private", "A private incident cannot be made public again.");
            }
            draft.isPrivate = true;
            facts.add(new IncidentFact.MadePrivate(incident.id(), by, now));
        });
        return facts.isEmpty() ? IncidentDecision.unchanged(incident) : new IncidentDecision(draft.done(now), facts);
    }

    private static IncidentDecision addTeams(Incident incident, List<TeamId> teams, Actor by, Instant now) {
        var added = teams.stream()
                .distinct()
                .filter(team -> !incident.teams().contains(team))
                .toList();
        if (added.isEmpty()) {
            return IncidentDecision.unchanged(incident);
        }
        var draft = new IncidentDraft(incident);
        var all = new ArrayList<>(incident.teams());
        all.addAll(added);
        draft.teams = List.copyOf(all);
        return new IncidentDecision(
                draft.done(now),
                added.stream()
                        .<IncidentFact>map(team -> new IncidentFact.TeamAdded(incident.id(), team, by, now))
                        .toList());
    }

    private static IncidentDecision correctTimes(Incident incident, CorrectTimes correction, Actor by, Instant now) {
        var stamps = new EnumMap<IncidentStatus, Stamp>(IncidentStatus.class);
        stamps.putAll(incident.lifecycle().stamps());
        correction.times().forEach((status, at) -> {
            var stamp = incident.stamp(status)
                    .orElseThrow(() -> new Invalid(
                            status.words().replace(' ', '_') + "_at",
                            incident.name() + " has not been " + status.words() + ", so there is no time to correct."));
            stamps.put(status, stamp.movedTo(at));
        });
        var draft = new IncidentDraft(incident);
        draft.lifecycle = new Lifecycle(incident.status(), stamps);
        draft.detectedAt = correction.detectedAt().or(incident::detectedAt);
        draft.acknowledgedAt = correction.acknowledgedAt().or(incident::acknowledgedAt);
        var corrected = draft.done(now);
        checkOrder(corrected);
        boolean same = corrected.lifecycle().equals(incident.lifecycle())
                && corrected.detectedAt().equals(incident.detectedAt())
                && corrected.acknowledgedAt().equals(incident.acknowledgedAt());
        return same
                ? IncidentDecision.unchanged(incident)
                : new IncidentDecision(corrected, List.of(new IncidentFact.TimesCorrected(incident.id(), by, now)));
    }

    /// The words are Rootly's, whose programs read them.
    private static void checkOrder(Incident incident) {
        checkOrder(
                "Detected", incident.detectedAt(), "Started", incident.started().map(Stamp::at));
        checkOrder(
                "Acknowledged",
                incident.acknowledgedAt(),
                "Started",
                incident.started().map(Stamp::at));
        checkOrder(incident, IncidentStatus.MITIGATED, IncidentStatus.STARTED);
        checkOrder(incident, IncidentStatus.RESOLVED, IncidentStatus.MITIGATED);
        checkOrder(incident, IncidentStatus.CLOSED, IncidentStatus.RESOLVED);
    }

    private static void checkOrder(Incident incident, IncidentStatus later, IncidentStatus earlier) {
        checkOrder(
                capitalized(later),
                incident.stamp(later).map(Stamp::at),
                capitalized(earlier),
                incident.stamp(earlier).map(Stamp::at));
    }

    private static void checkOrder(
            String later, Optional<Instant> laterAt, String earlier, Optional<Instant> earlierAt) {
        if (laterAt.isPresent() && earlierAt.isPresent() && laterAt.get().isBefore(earlierAt.get())) {
            throw new Invalid(
                    later.toLowerCase(Locale.ROOT) + "_at", later + " at can not be before " + earlier + " time");
        }
    }

    private static void checkTitle(String title) {
        if (title.isBlank()) {
            throw new Invalid("title", "An incident needs a title.");
        }
        if (title.length() > TITLE_CHARACTERS) {
            throw new Invalid("title", "A title has at most " + TITLE_CHARACTERS + " characters.");
        }
    }

    private static void checkSummary(String summary) {
        if (summary.length() > SUMMARY_CHARACTERS) {
            throw new Invalid("summary", "A summary has at most " + SUMMARY_CHARACTERS + " characters.");
        }
    }

    private static void checkLabels(Map<String, String> labels) {
        boolean isTooLong = labels.entrySet().stream()
                .anyMatch(label -> label.getKey().length() > LABEL_CHARACTERS
                        || label.getValue().length() > LABEL_CHARACTERS);
        if (isTooLong || labels.size() > LABELS) {
            throw new Invalid(
                    "labels",
                    "An incident has at most " + LABELS + " labels, of at most " + LABEL_CHARACTERS
                            + " characters each.");
        }
    }

    private static String capitalized(IncidentStatus status) {
        var words = status.words();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
