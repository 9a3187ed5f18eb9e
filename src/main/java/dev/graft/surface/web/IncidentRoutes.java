package dev.graft.surface.web;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentEvent;
import dev.graft.domain.incident.IncidentFilter;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.TimelineLine.Visibility;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Right;
import dev.graft.platform.db.Slice;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JteincidentGenerated;
import dev.graft.surface.web.templates.JteincidentsGenerated;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The list of incidents, one incident, and its timeline.
final class IncidentRoutes {
    private static final int PAGE_SIZE = 25;
    private static final int EVENTS_SHOWN = 100;
    private static final String OPEN = "open";

    private static final Map<String, Set<IncidentStatus>> TABS = new LinkedHashMap<>();

    static {
        TABS.put(OPEN, Set.of(IncidentStatus.IN_TRIAGE, IncidentStatus.STARTED, IncidentStatus.MITIGATED));
        TABS.put("resolved", Set.of(IncidentStatus.RESOLVED, IncidentStatus.CLOSED));
        TABS.put("cancelled", Set.of(IncidentStatus.CANCELLED));
        TABS.put("all", Set.of());
    }

    private final Incidents incidents;
    private final Alerts alerts;
    private final Pages pages;
    private final Workflows workflows;
    private final Rows rows;

    IncidentRoutes(Incidents incidents, Alerts alerts, Pages pages, Workflows workflows, Rows rows) {
        this.incidents = incidents;
        this.alerts = alerts;
        this.pages = pages;
        this.workflows = workflows;
        this.rows = rows;
    }

    void register(WebRouting routing) {
        routing.page("/incidents", this::list)
                .page("/incidents/{id}", this::show)
                .form("/incidents/{id}/events", this::write);
    }

    Incident find(Visit visit) {
        var id = visit.part("id");
        return incidents.findByAnyId(visit.caller(), id).orElseThrow(() -> new NotFound("incident", id));
    }

    IncidentRow row(Visit visit, Incident incident) {
        return rows.ofIncidents(visit, List.of(incident)).getFirst();
    }

    /// The linked alerts that are resolved with the incident: not over yet, and of no other incident that is open.
    List<AlertRow> alertsResolvedWith(Visit visit, Incident incident) {
        var attached = alertsOf(visit, incident);
        var theirIncidents = incidents.incidentsOf(
                visit.caller(), attached.stream().map(Alert::id).toList());
        var resolved = attached.stream()
                .filter(alert -> alert.status() != AlertStatus.RESOLVED)
                .filter(alert -> theirIncidents.getOrDefault(alert.id(), List.of()).stream()
                        .allMatch(other -> other.id().equals(incident.id())
                                || other.status().isOver()))
                .toList();
        return rows.ofAlerts(visit, resolved);
    }

    private List<Alert> alertsOf(Visit visit, Incident incident) {
        return alerts.getAll(visit.caller(), incidents.alertsOf(visit.caller(), incident.id()));
    }

    private Reply list(Visit visit) {
        var status = visit.parameter("status").filter(TABS::containsKey).orElse(OPEN);
        var search = visit.parameter("q");
        var slice = new Slice(visit.pageNumber(), PAGE_SIZE);
        var all = IncidentFilter.all();
        var filter = new IncidentFilter(
                TABS.getOrDefault(status, Set.of()),
                all.kinds(),
                all.severities(),
                all.isPrivate(),
                search,
                all.createdFrom(),
                all.createdTo(),
                all.order());
        var found = incidents.list(visit.caller(), filter, slice);
        var view = new IncidentListView(
                visit.frame("Incidents", Place.INCIDENTS).live(),
                TABS.keySet().stream()
                        .map(tab -> new Tab(address(tab, search, 1), words(tab), tab.equals(status)))
                        .toList(),
                search.orElse(""),
                status,
                rows.ofIncidents(visit, found.items()),
                Turner.of(slice, found, number -> address(status, search, number)),
                search.isPresent() || !status.equals(OPEN),
                visit.may(Right.CREATE_INCIDENTS));
        return Reply.html(out -> JteincidentsGenerated.render(out, null, view));
    }

    private Reply show(Visit visit) {
        var incident = find(visit);
        var caller = visit.caller();
        var now = visit.now();
        var acts = IncidentAct.thatFit(incident.status(), visit);
        var view = new IncidentView(
                visit.frame(incident.name() + " " + incident.title(), Place.INCIDENTS)
                        .live(),
                row(visit, incident),
                incident.summary().filter(text -> !text.isBlank()),
                pages.alarmsOf(caller, incident.id()).stream()
                        .map(alarm -> AlarmView.of(alarm, now, Optional.empty()))
                        .toList(),
                facts(visit, incident),
                Timeline.ofIncident(newestEvents(visit, incident), now),
                rows.ofAlerts(visit, alertsOf(visit, incident)),
                pages.pagesOf(caller, incident.id()).stream()
                        .map(page -> PageView.of(pages.receipt(caller, page.id()), now))
                        .toList()
                        .reversed(),
                workflows.decisions(caller, incident.id()).stream()
                        .map(decision -> DecisionView.of(decision, now))
                        .toList(),
                acts.primary().map(act -> act.link(incident)),
                acts.others(incident),
                visit.may(Right.UPDATE_INCIDENTS),
                visit.may(Right.UPDATE_ALERTS));
        return Reply.html(out -> JteincidentGenerated.render(out, null, view));
    }

    /// Events come oldest first; of a long timeline the page shows the last part.
    private List<IncidentEvent> newestEvents(Visit visit, Incident incident) {
        var first = incidents.events(visit.caller(), incident.id(), Slice.first(EVENTS_SHOWN));
        if (first.total() <= EVENTS_SHOWN) {
            return first.items();
        }
        int last = (int) Math.ceilDiv(first.total(), (long) EVENTS_SHOWN);
        var events = new ArrayList<>(incidents
                .events(visit.caller(), incident.id(), new Slice(last - 1, EVENTS_SHOWN))
                .items());
        events.addAll(incidents
                .events(visit.caller(), incident.id(), new Slice(last, EVENTS_SHOWN))
                .items());
        return events;
    }

    private Reply write(Visit visit, Form form) {
        var incident = find(visit);
        form.text("text")
                .ifPresent(text -> incidents.addEvent(visit.caller(), incident.id(), text, Visibility.INTERNAL));
        return new Reply.SeeOther(Notice.WRITTEN.on("/incidents/" + incident.number()));
    }

    private static List<Fact> facts(Visit visit, Incident incident) {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of("Declared by", incident.createdBy().displayName()));
        for (var status : IncidentStatus.values()) {
            incident.stamp(status)
                    .ifPresent(stamp -> facts.add(Fact.at(Look.of(status).word(), Moment.of(stamp.at(), visit.now()))));
        }
        incident.acknowledgedAt().ifPresent(at -> facts.add(Fact.at("Acknowledged", Moment.of(at, visit.now()))));
        if (!incident.labels().isEmpty()) {
            facts.add(Fact.of(
                    "Labels",
                    incident.labels().entrySet().stream()
                            .map(label -> label.getKey() + " " + label.getValue())
                            .sorted()
                            .collect(Collectors.joining(", "))));
        }
        return facts;
    }

    private static String address(String status, Optional<String> search, int number) {
        return "/incidents?status=" + status
                + search.map(text -> "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .orElse("")
                + (number > 1 ? "&page=" + number : "");
    }

    private static String words(String tab) {
        return switch (tab) {
            case OPEN -> "Open";
            case "resolved" -> "Resolved";
            case "cancelled" -> "Cancelled";
            default -> "All";
        };
    }
}
