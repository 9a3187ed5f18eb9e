package dev.graft.surface.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Right;
import dev.graft.platform.db.Slice;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JtealertGenerated;
import dev.graft.surface.web.templates.JtealertsGenerated;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The list of alerts, one alert, and what a person does about it.
final class AlertRoutes {
    private static final int PAGE_SIZE = 25;

    /// A screen shows the newest of a long timeline; the API has all of it.
    private static final int EVENTS_SHOWN = 100;

    private static final int PAYLOAD_CHARACTERS_SHOWN = 60_000;

    private static final String WAITING = "waiting";

    /// The tabs, by the word in the address.
    private static final Map<String, Set<AlertStatus>> TABS = new LinkedHashMap<>();

    static {
        TABS.put(WAITING, Set.of(AlertStatus.TRIGGERED, AlertStatus.ACKNOWLEDGED, AlertStatus.OPEN));
        TABS.put("triggered", Set.of(AlertStatus.TRIGGERED));
        TABS.put("acknowledged", Set.of(AlertStatus.ACKNOWLEDGED));
        TABS.put("resolved", Set.of(AlertStatus.RESOLVED));
        TABS.put("all", Set.of());
    }

    private final Alerts alerts;
    private final Incidents incidents;
    private final Workflows workflows;
    private final Rows rows;

    AlertRoutes(Alerts alerts, Incidents incidents, Workflows workflows, Rows rows) {
        this.alerts = alerts;
        this.incidents = incidents;
        this.workflows = workflows;
        this.rows = rows;
    }

    void register(WebRouting routing) {
        routing.page("/alerts", this::list)
                .page("/alerts/{id}", this::show)
                .form("/alerts/{id}/acknowledge", this::acknowledge)
                .form("/alerts/{id}/resolve", this::resolve);
    }

    private Reply list(Visit visit) {
        var status = visit.parameter("status").filter(TABS::containsKey).orElse(WAITING);
        var search = visit.parameter("q");
        var slice = new Slice(visit.pageNumber(), PAGE_SIZE);
        var found = alerts.list(visit.caller(), Rows.alertsThat(TABS.getOrDefault(status, Set.of()), search), slice);
        var view = new AlertListView(
                visit.frame("Alerts", Place.ALERTS).live(),
                TABS.keySet().stream()
                        .map(tab -> new Tab(address(tab, search, 1), words(tab), tab.equals(status)))
                        .toList(),
                search.orElse(""),
                status,
                rows.ofAlerts(visit, found.items()),
                Turner.of(slice, found, number -> address(status, search, number)),
                search.isPresent() || !status.equals(WAITING),
                rows.quiet(visit));
        return Reply.html(out -> JtealertsGenerated.render(out, null, view));
    }

    private Reply show(Visit visit) {
        var alert = find(visit);
        var caller = visit.caller();
        var mayAct = visit.may(Right.UPDATE_ALERTS) && alert.pending().isEmpty();
        var row = AlertRow.of(alert, incidents.incidentsOf(caller, alert.id()), visit.now());
        var view = new AlertView(
                visit.frame(alert.shortId() + " " + alert.summary(), Place.ALERTS)
                        .live(),
                row,
                alert.description().filter(text -> !text.isBlank()),
                warnings(alert),
                facts(visit, alert),
                alert.labels().stream()
                        .map(label -> Fact.of(label.key(), label.value()))
                        .toList(),
                Timeline.ofAlert(
                        alerts.events(caller, alert.id(), Slice.first(EVENTS_SHOWN))
                                .items(),
                        visit.now()),
                workflows.decisions(caller, alert.id()).stream()
                        .map(decision -> DecisionView.of(decision, visit.now()))
                        .toList(),
                readable(alerts.payload(caller, alert.id())),
                Link.outside(alert.externalUrl(), "Open in PagerTree"),
                mayAct && alert.status() == AlertStatus.TRIGGERED,
                mayAct && alert.status() != AlertStatus.RESOLVED,
                visit.may(Right.CREATE_INCIDENTS) && alert.status() != AlertStatus.RESOLVED);
        return Reply.html(out -> JtealertGenerated.render(out, null, view));
    }

    private Reply acknowledge(Visit visit, Form form) {
        var alert = alerts.acknowledge(visit.caller(), find(visit).id());
        return new Reply.SeeOther(Notice.ACKNOWLEDGED.on(backTo(form, alert)));
    }

    private Reply resolve(Visit visit, Form form) {
        var alert = alerts.resolve(visit.caller(), find(visit).id(), Optional.empty());
        return new Reply.SeeOther(Notice.ALERT_RESOLVED.on(backTo(form, alert)));
    }

    private Alert find(Visit visit) {
        var id = visit.part("id");
        return alerts.findByAnyId(visit.caller(), id).orElseThrow(() -> new NotFound("alert", id));
    }

    /// The page that the form stood on: an incident's, or the alert's own. Nothing else is taken from the form.
    private static String backTo(Form form, Alert alert) {
        return form.text("back")
                .filter(path -> path.matches("/incidents/[0-9]{1,18}"))
                .orElse("/alerts/" + alert.shortId());
    }

    private static List<String> warnings(Alert alert) {
        var warnings = new ArrayList<String>();
        if (alert.silenced()) {
            warnings.add("PagerTree is not paging for this: it is suppressed there, or merged into another alert.");
        }
        if (alert.unexpected()) {
            warnings.add("What PagerTree said about this alert contradicts itself. Look at it in PagerTree before you"
                    + " rely on its status here.");
        }
        alert.pending()
                .ifPresent(verb -> warnings.add(
                        switch (verb) {
                            case ACKNOWLEDGE -> "Acknowledged here; PagerTree has been asked and has not answered yet.";
                            case RESOLVE -> "Resolved here; PagerTree has been asked and has not answered yet.";
                        }));
        return warnings;
    }

    private static List<Fact> facts(Visit visit, Alert alert) {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of("Source", Timeline.source(alert.source())));
        alert.externalId().ifPresent(id -> facts.add(Fact.of("Id there", id)));
        facts.add(Fact.at("Began", Moment.of(alert.startedAt(), visit.now())));
        alert.acknowledgedAt().ifPresent(at -> facts.add(Fact.at("Acknowledged", Moment.of(at, visit.now()))));
        alert.endedAt().ifPresent(at -> facts.add(Fact.at("Resolved", Moment.of(at, visit.now()))));
        facts.add(Fact.at("Last heard", Moment.of(alert.lastHeardAt(), visit.now())));
        facts.add(Fact.of("Heard", alert.reportCount() + (alert.reportCount() == 1 ? " time" : " times")));
        if (alert.round() > 0) {
            facts.add(Fact.of("Handed on", alert.round() + (alert.round() == 1 ? " time" : " times")));
        }
        return facts;
    }

    private static String readable(byte[] payload) {
        String text;
        try {
            text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(Json.read(payload));
        } catch (MalformedJson | JsonProcessingException e) {
            text = new String(payload, StandardCharsets.UTF_8);
        }
        return text.length() > PAYLOAD_CHARACTERS_SHOWN
                ? text.substring(0, PAYLOAD_CHARACTERS_SHOWN) + "\n… the rest is in the API"
                : text;
    }

    private static String address(String status, Optional<String> search, int number) {
        return "/alerts?status=" + status
                + search.map(text -> "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .orElse("")
                + (number > 1 ? "&page=" + number : "");
    }

    private static String words(String tab) {
        return switch (tab) {
            case WAITING -> "Not resolved";
            case "triggered" -> "Triggered";
            case "acknowledged" -> "Acknowledged";
            case "resolved" -> "Resolved";
            default -> "All";
        };
    }
}
