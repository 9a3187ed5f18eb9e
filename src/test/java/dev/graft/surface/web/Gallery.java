package dev.graft.surface.web;

import static dev.graft.surface.Scenes.NOON;
import static dev.graft.surface.Scenes.anAlert;
import static dev.graft.surface.Scenes.anAlertEvent;
import static dev.graft.surface.Scenes.anIncident;
import static dev.graft.surface.Scenes.anIncidentEvent;
import static dev.graft.surface.Scenes.uuid;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Label;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.PageId;
import dev.graft.domain.paging.Receipt;
import dev.graft.domain.paging.Urgency;
import dev.graft.domain.workflow.Answer;
import dev.graft.domain.workflow.Condition;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Field;
import dev.graft.domain.workflow.Join;
import dev.graft.domain.workflow.Operator;
import dev.graft.domain.workflow.Run;
import dev.graft.domain.workflow.RunId;
import dev.graft.domain.workflow.Subject;
import dev.graft.domain.workflow.TaskRun;
import dev.graft.domain.workflow.Trigger;
import dev.graft.domain.workflow.Workflow;
import dev.graft.domain.workflow.WorkflowDefinition;
import dev.graft.domain.workflow.WorkflowId;
import dev.graft.domain.workspace.Actor;
import dev.graft.partner.pagertree.Parting;
import dev.graft.surface.Scenes;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.Frame.Visitor;
import dev.graft.surface.web.templates.JtealertGenerated;
import dev.graft.surface.web.templates.JtealertsGenerated;
import dev.graft.surface.web.templates.JtedisconnectGenerated;
import dev.graft.surface.web.templates.JtehomeGenerated;
import dev.graft.surface.web.templates.JteincidentActGenerated;
import dev.graft.surface.web.templates.JteincidentGenerated;
import dev.graft.surface.web.templates.JteincidentNewGenerated;
import dev.graft.surface.web.templates.JteincidentsGenerated;
import dev.graft.surface.web.templates.JteintegrationsGenerated;
import dev.graft.surface.web.templates.JtepagertreeGenerated;
import dev.graft.surface.web.templates.JtepagingGenerated;
import dev.graft.surface.web.templates.JteproblemGenerated;
import dev.graft.surface.web.templates.JtestartGenerated;
import dev.graft.surface.web.templates.JteworkflowsGenerated;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Every page, with one night's worth of records. Whatever comes from outside says `text` beside its own words, so that
/// the same gallery can be hung with harmless and with hostile texts.
record Gallery(String text, Assets assets) {
    private static final Instant NOW = NOON.plusSeconds(2_460);

    Map<String, Reply.Html> pages() {
        var pages = new LinkedHashMap<String, Reply.Html>();
        pages.put("home", Reply.html(out -> JtehomeGenerated.render(out, null, home())));
        pages.put("home-quiet", Reply.html(out -> JtehomeGenerated.render(out, null, quietHome())));
        pages.put("home-empty", Reply.html(out -> JtehomeGenerated.render(out, null, emptyHome())));
        pages.put("alerts", Reply.html(out -> JtealertsGenerated.render(out, null, alerts(alertRows()))));
        pages.put("alerts-none", Reply.html(out -> JtealertsGenerated.render(out, null, alerts(List.of()))));
        pages.put("alert", Reply.html(out -> JtealertGenerated.render(out, null, alert(triggered()))));
        pages.put("alert-dropped", Reply.html(out -> JtealertGenerated.render(out, null, alert(dropped()))));
        pages.put("incidents", Reply.html(out -> JteincidentsGenerated.render(out, null, incidents())));
        pages.put("incident", Reply.html(out -> JteincidentGenerated.render(out, null, incident())));
        pages.put("incident-new", Reply.html(out -> JteincidentNewGenerated.render(out, null, newIncident())));
        pages.put("incident-resolve", Reply.html(out -> JteincidentActGenerated.render(out, null, resolve())));
        pages.put("incident-page", Reply.html(out -> JtepagingGenerated.render(out, null, paging())));
        pages.put("integrations", Reply.html(out -> JteintegrationsGenerated.render(out, null, integrations())));
        pages.put("pagertree", Reply.html(out -> JtepagertreeGenerated.render(out, null, pagertree(true))));
        pages.put("pagertree-new", Reply.html(out -> JtepagertreeGenerated.render(out, null, pagertree(false))));
        pages.put("disconnect", Reply.html(out -> JtedisconnectGenerated.render(out, null, disconnect(true))));
        pages.put("disconnected", Reply.html(out -> JtedisconnectGenerated.render(out, null, disconnect(false))));
        pages.put("workflows", Reply.html(out -> JteworkflowsGenerated.render(out, null, workflows())));
        pages.put(
                "start", Reply.html(out -> JtestartGenerated.render(out, null, new StartView(open("Sign in"), text))));
        pages.put(
                "problem",
                Reply.html(out -> JteproblemGenerated.render(
                        out,
                        null,
                        new WebProblem(
                                        403,
                                        "Not allowed",
                                        "Ask " + text,
                                        Optional.of(new Link("/", "See what is wrong")))
                                .view(frame("Not allowed", Place.NOWHERE)))));
        return pages;
    }

    private HomeView home() {
        return new HomeView(
                frame("What is wrong now", Place.HOME),
                List.of(
                        alarm(),
                        new AlarmView(
                                "Nobody is being paged",
                                "PagerTree dropped ALT9. " + text,
                                moment(400),
                                Optional.of(new Link("/alerts/ALT9", "ALT9: " + text)))),
                incidentRows().subList(0, 2),
                2,
                alertRows(),
                alertRows().size(),
                new Quiet(Optional.of(moment(2_400))));
    }

    private HomeView quietHome() {
        return new HomeView(
                frame("What is wrong now", Place.HOME),
                List.of(),
                List.of(),
                0,
                List.of(),
                0,
                new Quiet(Optional.of(moment(2_000))));
    }

    private HomeView emptyHome() {
        return new HomeView(
                frame("What is wrong now", Place.HOME),
                List.of(),
                List.of(),
                0,
                List.of(),
                0,
                new Quiet(Optional.empty()));
    }

    private AlertListView alerts(List<AlertRow> rows) {
        return new AlertListView(
                frame("Alerts", Place.ALERTS),
                List.of(
                        new Tab("/alerts?status=waiting", "Not resolved", true),
                        new Tab("/alerts?status=triggered", "Triggered", false),
                        new Tab("/alerts?status=acknowledged", "Acknowledged", false),
                        new Tab("/alerts?status=resolved", "Resolved", false),
                        new Tab("/alerts?status=all", "All", false)),
                text,
                "waiting",
                rows,
                new Turner("1–25 of 61", Optional.empty(), Optional.of("/alerts?page=2")),
                true,
                new Quiet(Optional.of(moment(2_400))));
    }

    private AlertView alert(Alert alert) {
        return new AlertView(
                frame("ALT12", Place.ALERTS),
                AlertRow.of(alert, List.of(anIncident()), NOW),
                alert.description(),
                List.of("PagerTree is not paging for this: it is suppressed there, or merged into another alert."),
                List.of(
                        Fact.of("Source", "PagerTree"),
                        Fact.of("Id there", "alt_5fGh2kLmN0" + text),
                        Fact.at("Began", moment(0)),
                        Fact.at("Last heard", moment(2_400)),
                        Fact.of("Heard", "3 times")),
                List.of(Fact.of("status", "open"), Fact.of("urgency", "high"), Fact.of("team" + text, text)),
                Timeline.ofAlert(
                        List.of(
                                anAlertEvent(0, "created", "PagerTree created the alert. " + text),
                                anAlertEvent(1, "updated", "PagerTree notified Ana Ruiz"),
                                anAlertEvent(2, "updated", "Timed out: nobody of that layer answered"),
                                anAlertEvent(9, "acknowledged", "Acknowledged by " + text)),
                        NOW),
                List.of(DecisionView.of(decision(true), NOW), DecisionView.of(decision(false), NOW)),
                "{\n  \"type\": \"alert.open\",\n  \"data\": {\n    \"title\": \"" + text + "\"\n  }\n}",
                Link.outside(alert.externalUrl(), "Open in PagerTree"),
                true,
                true,
                true);
    }

    private IncidentListView incidents() {
        return new IncidentListView(
                frame("Incidents", Place.INCIDENTS),
                List.of(
                        new Tab("/incidents?status=open", "Open", true),
                        new Tab("/incidents?status=resolved", "Resolved", false),
                        new Tab("/incidents?status=all", "All", false)),
                "",
                "open",
                incidentRows(),
                new Turner("1–3 of 3", Optional.empty(), Optional.empty()),
                false,
                true);
    }

    private IncidentView incident() {
        var ana = new Actor.Member(Scenes.ANA.id(), text);
        var partner = new Actor.Partner("PagerTree");
        return new IncidentView(
                frame("INC-42", Place.INCIDENTS),
                incidentRows().getFirst(),
                Optional.of("Customers cannot pay. " + text),
                List.of(alarm()),
                List.of(
                        Fact.of("Declared by", "Ana Ruiz"),
                        Fact.at("Started", moment(0)),
                        Fact.at("Acknowledged", moment(500)),
                        Fact.of("Labels", "region " + text)),
                Timeline.ofIncident(
                        List.of(
                                anIncidentEvent(0, Topic.INCIDENT, "Declared as SEV1. " + text, ana),
                                anIncidentEvent(1, Topic.ALERT, "ALT12 attached: Disk 91% on db-7", partner),
                                anIncidentEvent(2, Topic.WORKFLOW, "Page PagerTree ran", new Actor.Graft()),
                                anIncidentEvent(3, Topic.PAGE, "Paging Databases (" + text + ")", new Actor.Graft()),
                                anIncidentEvent(4, Topic.PAGE, "PagerTree accepted the page to Databases", partner),
                                anIncidentEvent(9, Topic.PAGE, "Page acknowledged by Ben after 3 min", partner),
                                anIncidentEvent(20, Topic.NOTE, "Failing over to db-8.\nETA 5 min. " + text, ana)),
                        NOW),
                alertRows().subList(0, 2),
                List.of(PageView.of(receipt(), NOW)),
                List.of(DecisionView.of(decision(true), NOW), DecisionView.of(decision(false), NOW)),
                Optional.of(new Link("/incidents/42/mitigate", "Mitigate")),
                List.of(
                        new Link("/incidents/42/page", "Page somebody"),
                        new Link("/incidents/42/resolve", "Resolve"),
                        new Link("/incidents/42/cancel", "Cancel incident")),
                true,
                true);
    }

    private NewIncidentView newIncident() {
        return new NewIncidentView(
                frame("Declare an incident", Place.INCIDENTS),
                Optional.of(AlertRow.of(triggered(), List.of(), NOW)),
                text,
                text,
                List.of(
                        new Choice("0", "SEV0", "critical", false),
                        new Choice("1", "SEV1", "high", true),
                        new Choice("2", "SEV2", "medium", false),
                        new Choice("3", "SEV3", "low", false)),
                List.of(
                        new Choice("a", "Databases " + text, "", true),
                        new Choice("b", "Payments", "no PagerTree team: nobody can be paged", false)),
                false,
                false,
                Optional.of("Title is too long. " + text));
    }

    private IncidentActView resolve() {
        return new IncidentActView(
                frame("Resolve the incident", Place.INCIDENTS),
                incidentRows().getFirst(),
                "Resolve the incident",
                "Resolve",
                "/incidents/42/resolve",
                List.of(
                        "The incident is over.",
                        "The page to Databases " + text + " is resolved in PagerTree.",
                        "An alert that also belongs to another open incident stays as it is."),
                alertRows().subList(0, 2),
                Optional.of("What resolved it?"),
                false);
    }

    private PagingView paging() {
        return new PagingView(
                frame("Page somebody", Place.INCIDENTS),
                incidentRows().getFirst(),
                List.of(new Choice("team:1", "Databases", "", true), new Choice("team:2", text, "", false)),
                List.of(
                        new Choice("user:1", "Ana Ruiz", "", false),
                        new Choice("router:1", "Night shift", "router", false)),
                text,
                "key",
                Optional.empty());
    }

    private IntegrationListView integrations() {
        return new IntegrationListView(
                frame("Integrations", Place.INTEGRATIONS),
                Optional.of(new Look("Connected", "check", "ok")),
                Optional.of(moment(2_400)));
    }

    private DisconnectView disconnect(boolean isAsked) {
        return new DisconnectView(
                frame("Disconnect PagerTree", Place.INTEGRATIONS),
                isAsked ? Optional.of(new Parting(List.of("Page PagerTree " + text), 2, 3)) : Optional.empty(),
                isAsked ? Optional.of("Type the name.") : Optional.empty(),
                isAsked ? List.of() : List.of("Two unsent pages are cancelled. " + text),
                "PagerTree");
    }

    private PagerTreeView pagertree(boolean isConnected) {
        return new PagerTreeView(
                frame("PagerTree", Place.INTEGRATIONS),
                isConnected ? new Look("Needs attention", "alert", "danger") : new Look("Not set up", "plug", "idle"),
                isConnected ? Optional.of("PagerTree refuses the key. " + text) : Optional.empty(),
                isConnected,
                List.of(new Choice("production", "Production", "", true), new Choice("sandbox", "Sandbox", "", false)),
                isConnected ? Optional.of(text) : Optional.empty(),
                "https://hub.example.org/webhooks/incoming/pagertree_webhooks/01980000-0000-7000-8000-000000000003",
                isConnected ? Optional.of("0123456789abcdef".repeat(4)) : Optional.empty(),
                isConnected,
                isConnected ? Optional.of("PagerTree turned it down. " + text) : Optional.empty(),
                isConnected ? Optional.of(moment(2_400)) : Optional.empty(),
                isConnected ? List.of(new Choice("team:1", "Databases " + text, "team", true)) : List.of(),
                isConnected ? Optional.of("Databases " + text) : Optional.empty());
    }

    private WorkflowListView workflows() {
        var task = Map.<String, Object>of("task_type", "create_pagertree_alert");
        var definition = new WorkflowDefinition(
                new WorkflowDefinition.TriggerParams(
                        List.of(Trigger.INCIDENT_CREATED, Trigger.INCIDENT_STARTED),
                        Join.ALL,
                        List.of(
                                Condition.of(Field.INCIDENT_KIND, Operator.IS, "normal"),
                                Condition.of(Field.INCIDENT_LABEL, Operator.IS_NOT, text))),
                List.of(new WorkflowDefinition.Task("Page PagerTree " + text, 1, true, false, task)));
        var workflow = new Workflow(
                new WorkflowId(uuid(71)),
                "Page PagerTree when an incident is created " + text,
                "page",
                Workflow.Kind.INCIDENT,
                true,
                1,
                3,
                definition,
                NOON,
                NOON);
        return new WorkflowListView(frame("Workflows", Place.WORKFLOWS), List.of(WorkflowView.of(workflow)));
    }

    private List<AlertRow> alertRows() {
        var acknowledged = anAlert(
                AlertStatus.ACKNOWLEDGED,
                AlertState.ACKNOWLEDGED,
                "Replication lag of db-8 above 40 s",
                Optional.empty(),
                List.of(),
                Optional.empty());
        var resolving = anAlert(
                AlertStatus.RESOLVED,
                AlertState.RESOLVED,
                text,
                Optional.empty(),
                List.of(),
                Optional.of(Verb.RESOLVE));
        return List.of(
                AlertRow.of(dropped(), List.of(), NOW),
                AlertRow.of(triggered(), List.of(anIncident()), NOW),
                AlertRow.of(acknowledged, List.of(anIncident()), NOW),
                AlertRow.of(resolving, List.of(), NOW));
    }

    private Alert triggered() {
        return anAlert(
                AlertStatus.TRIGGERED,
                AlertState.TRIGGERED,
                "Disk 91% on db-7 " + text,
                Optional.of("The data volume fills by 2% an hour.\nRunbook: https://wiki/disk " + text),
                List.of(new Label("host", text)),
                Optional.empty());
    }

    private Alert dropped() {
        return anAlert(
                AlertStatus.TRIGGERED,
                AlertState.DROPPED,
                "Certificate of shop.example.org expires in 2 h " + text,
                Optional.of(text),
                List.of(),
                Optional.empty());
    }

    private List<IncidentRow> incidentRows() {
        return List.of(
                IncidentRow.of(
                        anIncident(IncidentStatus.STARTED, "Checkout down in EU " + text),
                        Optional.of(Scenes.SEV1),
                        NOW),
                IncidentRow.of(
                        anIncident(IncidentStatus.MITIGATED, "Search answers slowly"), Optional.of(Scenes.SEV1), NOW),
                IncidentRow.of(
                        anIncident(IncidentStatus.IN_TRIAGE, "Odd traffic from one network"), Optional.empty(), NOW));
    }

    private AlarmView alarm() {
        var alarm = new Alarm(
                Alarm.Kind.NOBODY_ANSWERED,
                uuid(3),
                Optional.of(new IncidentId(uuid(2))),
                Optional.empty(),
                Optional.empty(),
                "The page to Databases was accepted 15 min ago and nobody has acknowledged it. " + text,
                NOON.plusSeconds(900),
                Optional.empty());
        return AlarmView.of(alarm, NOW, Optional.of(new Link("/incidents/42", "INC-42: Checkout down in EU")));
    }

    private Receipt receipt() {
        var page = new Page(
                new PageId(uuid(4)),
                Optional.of(new IncidentId(uuid(2))),
                "graft1-x",
                "Checkout down",
                "",
                Urgency.HIGH,
                Optional.of("SEV-2"),
                true,
                List.of(
                        Destination.team("01HX", "Databases"),
                        new Destination(Destination.Kind.USER, "01HY", "Ana Ruiz " + text)),
                new Actor.Workflow(UUID.randomUUID(), "Page PagerTree " + text),
                "Workflow Page PagerTree on incident created " + text,
                0,
                Page.SendState.SENT,
                "Found by its marker after a time-out " + text,
                Optional.of("01HZ"),
                Optional.empty(),
                Optional.of("https://app.pagertree.com/alerts/01HZ"),
                Optional.of(AlertState.ACKNOWLEDGED),
                Optional.of("Ben " + text),
                NOON.plusSeconds(2),
                Optional.of(NOON.plusSeconds(3)),
                Optional.of(NOON.plusSeconds(190)),
                Optional.empty(),
                Optional.empty());
        return new Receipt(
                page,
                List.of(
                        new Receipt.Attempt(
                                1,
                                NOON.plusSeconds(2),
                                Optional.of(NOON.plusSeconds(12)),
                                "time-out after 10 s " + text),
                        new Receipt.Attempt(
                                2, NOON.plusSeconds(13), Optional.of(NOON.plusSeconds(14)), "POST /alerts → 201")));
    }

    private Decision decision(boolean isMatched) {
        var run = new Run(
                new RunId(uuid(81)),
                Run.Status.COMPLETED,
                "One page was sent.",
                0,
                List.of(new TaskRun(
                        1,
                        "create_pagertree_alert",
                        TaskRun.Status.COMPLETED,
                        List.of("Databases is paged", "Payments is not paged again: covered by ALT12 " + text),
                        NOON)),
                NOON,
                Optional.of(NOON),
                Optional.of(NOON));
        return new Decision(
                Trigger.INCIDENT_CREATED,
                new Subject.OfIncident(new IncidentId(uuid(2))),
                new WorkflowId(uuid(isMatched ? 71 : 72)),
                (isMatched ? "Page PagerTree " : "Open an incident for critical alerts ") + text,
                3,
                isMatched ? Decision.Verdict.MATCHED : Decision.Verdict.SKIPPED,
                isMatched
                        ? "Ran, because kind is normal."
                        : "Skipped, because urgency is high and not critical. " + text,
                List.of(
                        new Answer(Field.INCIDENT_KIND, List.of("normal"), Operator.IS, List.of("normal"), true),
                        new Answer(
                                Field.ALERT_LABEL, List.of(text), Operator.IS, List.of("urgency:critical"), isMatched)),
                isMatched ? Optional.of(run) : Optional.empty(),
                NOON.plusSeconds(1));
    }

    private static Moment moment(int seconds) {
        return Moment.of(NOON.plusSeconds(seconds), NOW);
    }

    private Frame frame(String title, Place place) {
        return new Frame(
                title + " " + text,
                place,
                Optional.of(new Visitor("Ana Ruiz " + text, "Acme " + text, "0123")),
                place == Place.INCIDENTS ? Optional.of("The incident is declared.") : Optional.empty(),
                false,
                assets);
    }

    private Frame open(String title) {
        return new Frame(title, Place.NOWHERE, Optional.empty(), Optional.empty(), false, assets);
    }
}
