package dev.graft.surface.web;

import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.IncidentFilter;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.Pages;
import dev.graft.platform.db.Slice;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JtehomeGenerated;
import java.util.Optional;
import java.util.Set;

/// What is wrong now: standing alarms, open incidents, open alerts.
final class HomeRoutes {
    /// More do not fit on a page that is read at three in the morning.
    private static final int SHOWN = 10;

    private static final int ALARMS_SHOWN = 20;

    private final Alerts alerts;
    private final Incidents incidents;
    private final Pages pages;
    private final Rows rows;

    HomeRoutes(Alerts alerts, Incidents incidents, Pages pages, Rows rows) {
        this.alerts = alerts;
        this.incidents = incidents;
        this.pages = pages;
        this.rows = rows;
    }

    void register(WebRouting routing) {
        routing.page("/", this::home);
    }

    private Reply home(Visit visit) {
        var caller = visit.caller();
        var open = incidents.list(
                caller,
                IncidentFilter.in(IncidentStatus.IN_TRIAGE, IncidentStatus.STARTED, IncidentStatus.MITIGATED),
                Slice.first(SHOWN));
        var waiting = alerts.list(
                caller,
                Rows.alertsThat(Set.of(AlertStatus.TRIGGERED, AlertStatus.ACKNOWLEDGED), Optional.empty()),
                Slice.first(SHOWN));
        var view = new HomeView(
                visit.frame("What is wrong now", Place.HOME).live(),
                pages.alarms(caller).stream()
                        .limit(ALARMS_SHOWN)
                        .map(alarm -> AlarmView.of(
                                alarm,
                                visit.now(),
                                AlarmView.link(
                                        alarm,
                                        id -> incidents
                                                .find(caller, id)
                                                .map(incident -> new Link(
                                                        "/incidents/" + incident.number(),
                                                        incident.name() + ": " + incident.title())),
                                        id -> alerts.find(caller, id)
                                                .map(alert -> new Link(
                                                        "/alerts/" + alert.shortId(),
                                                        alert.shortId() + ": " + alert.summary())))))
                        .toList(),
                rows.ofIncidents(visit, open.items()),
                open.total(),
                rows.ofAlerts(visit, waiting.items()),
                waiting.total(),
                rows.quiet(visit));
        return Reply.html(out -> JtehomeGenerated.render(out, null, view));
    }
}
