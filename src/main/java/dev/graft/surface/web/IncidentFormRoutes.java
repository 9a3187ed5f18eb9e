package dev.graft.surface.web;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentKind;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Pages;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.Right;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.TeamId;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.secret.Tokens;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JteincidentActGenerated;
import dev.graft.surface.web.templates.JteincidentNewGenerated;
import dev.graft.surface.web.templates.JtepagingGenerated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Declaring an incident, changing it, and paging for it: each asks on a page of its own, and says what follows.
final class IncidentFormRoutes {
    private final Workspaces workspaces;
    private final Alerts alerts;
    private final Incidents incidents;
    private final Pages pages;
    private final IncidentRoutes shown;
    private final Pageable pageable;

    IncidentFormRoutes(
            Workspaces workspaces,
            Alerts alerts,
            Incidents incidents,
            Pages pages,
            IncidentRoutes shown,
            Pageable pageable) {
        this.workspaces = workspaces;
        this.alerts = alerts;
        this.incidents = incidents;
        this.pages = pages;
        this.shown = shown;
        this.pageable = pageable;
    }

    void register(WebRouting routing) {
        routing.page("/incidents/new", this::askForNew)
                .form("/incidents", this::declare)
                .page("/incidents/{id}/page", visit -> askWhom(visit, shown.find(visit), Optional.empty(), ""))
                .form("/incidents/{id}/pages", this::page);
        for (var act : IncidentAct.values()) {
            if (act != IncidentAct.PAGE) {
                routing.page(act.path(), visit -> askAct(visit, act))
                        .form(act.path(), (visit, form) -> carryOut(visit, act, form));
            }
        }
    }

    private Reply askForNew(Visit visit) {
        visit.caller().must(Right.CREATE_INCIDENTS);
        var alert = visit.parameter("alert").flatMap(id -> alerts.findByAnyId(visit.caller(), id));
        return newIncident(visit, alert, new Form(Map.of()), Optional.empty());
    }

    private Reply declare(Visit visit, Form form) {
        var alert = form.text("alert").flatMap(id -> alerts.findByAnyId(visit.caller(), id));
        try {
            var incident = incidents.create(
                    visit.caller(),
                    new NewIncident(
                            form.text("title"),
                            form.text("summary"),
                            IncidentKind.NORMAL,
                            chosenSeverity(visit, form),
                            chosenTeams(visit, form),
                            alert.map(Alert::id).stream().toList(),
                            form.isTicked("triage"),
                            form.isTicked("private"),
                            Map.of()));
            return new Reply.SeeOther(Notice.DECLARED.on("/incidents/" + incident.number()));
        } catch (Invalid invalid) {
            return newIncident(visit, alert, form, Optional.ofNullable(invalid.getMessage()));
        }
    }

    private Reply newIncident(Visit visit, Optional<Alert> alert, Form form, Optional<String> problem) {
        var view = new NewIncidentView(
                visit.frame("Declare an incident", Place.INCIDENTS),
                alert.map(known -> AlertRow.of(known, List.of(), visit.now())),
                form.text("title").or(() -> alert.map(Alert::summary)).orElse(""),
                form.text("summary").or(() -> alert.flatMap(Alert::description)).orElse(""),
                workspaces.severities(visit.caller()).stream()
                        .map(severity -> choice(
                                severity,
                                form.all("severity").contains(severity.id().toString())))
                        .toList(),
                workspaces.teams(visit.caller()).stream()
                        .map(team ->
                                choice(team, form.all("team").contains(team.id().toString())))
                        .toList(),
                form.isTicked("triage"),
                form.isTicked("private"),
                problem);
        return Reply.html(problem.isPresent() ? 422 : 200, out -> JteincidentNewGenerated.render(out, null, view));
    }

    private Reply askAct(Visit visit, IncidentAct act) {
        visit.caller().must(Right.UPDATE_INCIDENTS);
        var incident = shown.find(visit);
        var view = new IncidentActView(
                visit.frame(act.heading(), Place.INCIDENTS),
                shown.row(visit, incident),
                act.heading(),
                act.words(),
                act.address(incident),
                consequences(visit, act, incident),
                act == IncidentAct.RESOLVE || act == IncidentAct.CLOSE
                        ? shown.alertsResolvedWith(visit, incident)
                        : List.of(),
                act.messageLabel(),
                act == IncidentAct.CANCEL);
        return Reply.html(out -> JteincidentActGenerated.render(out, null, view));
    }

    private Reply carryOut(Visit visit, IncidentAct act, Form form) {
        var incident = shown.find(visit);
        act.command(form.text("message"))
                .ifPresent(command -> incidents.handle(visit.caller(), incident.id(), command));
        return new Reply.SeeOther(Notice.CHANGED.on("/incidents/" + incident.number()));
    }

    private Reply askWhom(Visit visit, Incident incident, Optional<String> problem, String message) {
        visit.caller().must(Right.PAGE);
        var whom = pageable.of(visit, incident);
        var view = new PagingView(
                visit.frame("Page somebody", Place.INCIDENTS),
                shown.row(visit, incident),
                whom.teams(),
                whom.others(),
                message,
                Tokens.newToken("").reveal(),
                problem);
        return Reply.html(problem.isPresent() ? 422 : 200, out -> JtepagingGenerated.render(out, null, view));
    }

    private Reply page(Visit visit, Form form) {
        var incident = shown.find(visit);
        var message = form.text("message");
        var destinations = pageable.chosen(visit, form.all("to"));
        if (destinations.isEmpty()) {
            return askWhom(visit, incident, Optional.of("Tick at least one team or person."), message.orElse(""));
        }
        pages.pageByHand(visit.caller(), incident.id(), destinations, message, form.text("key"));
        return new Reply.SeeOther(Notice.PAGED.on("/incidents/" + incident.number()));
    }

    private List<String> consequences(Visit visit, IncidentAct act, Incident incident) {
        var consequences = new ArrayList<String>();
        switch (act) {
            case START -> consequences.add("It leaves triage, and its teams are paged unless they are already.");
            case RESTART ->
                consequences.add("It counts as started again, and what was written when it ended is cleared.");
            case MITIGATE -> consequences.add("The harm has stopped; the work goes on. Nothing changes in PagerTree.");
            case RESOLVE -> {
                consequences.add("The incident is over.");
                consequences.addAll(pagesThatEnd(visit, incident));
                consequences.add("An alert that also belongs to another open incident stays as it is.");
            }
            case CLOSE -> consequences.add("Nothing is left to do for it.");
            case CANCEL -> {
                consequences.add("It was no incident after all.");
                consequences.addAll(pagesThatEnd(visit, incident));
                consequences.add("Alerts that came in from PagerTree stay as they are.");
            }
            case PAGE -> {}
        }
        return consequences;
    }

    private List<String> pagesThatEnd(Visit visit, Incident incident) {
        return pages.pagesOf(visit.caller(), incident.id()).stream()
                .filter(page -> page.resolvedAt().isEmpty())
                .flatMap(page -> endOf(page).stream())
                .toList();
    }

    private static Optional<String> endOf(Page page) {
        var names = String.join(
                ", ", page.destinations().stream().map(to -> to.name()).toList());
        return switch (page.send()) {
            case WAITING -> Optional.of("The page to " + names + ", which is not sent yet, is not sent.");
            case SENT -> Optional.of("The page to " + names + " is resolved in PagerTree.");
            case REFUSED, CANCELLED, FAILED -> Optional.empty();
        };
    }

    private Optional<SeverityId> chosenSeverity(Visit visit, Form form) {
        return form.text("severity")
                .flatMap(chosen -> workspaces.severities(visit.caller()).stream()
                        .map(Severity::id)
                        .filter(id -> id.toString().equals(chosen))
                        .findFirst());
    }

    private List<TeamId> chosenTeams(Visit visit, Form form) {
        return workspaces.teams(visit.caller()).stream()
                .map(Team::id)
                .filter(id -> form.all("team").contains(id.toString()))
                .toList();
    }

    private static Choice choice(Severity severity, boolean isChosen) {
        return new Choice(
                severity.id().toString(),
                severity.name(),
                severity.level().name().toLowerCase(Locale.ROOT),
                isChosen);
    }

    private static Choice choice(Team team, boolean isChosen) {
        return new Choice(
                team.id().toString(),
                team.name(),
                team.pagertreeId().isPresent() ? "" : "no PagerTree team: nobody can be paged",
                isChosen);
    }
}
