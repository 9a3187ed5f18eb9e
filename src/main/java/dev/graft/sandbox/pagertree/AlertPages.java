package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Watch.State;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The pages about alerts, as markup: the list, one alert, and the form for a new one.
final class AlertPages {
    /// More would not be read; the API has the rest.
    private static final int MAX_ROWS = 200;

    private final Alerts alerts;
    private final Directory directory;

    AlertPages(Alerts alerts, Directory directory) {
        this.alerts = alerts;
        this.directory = directory;
    }

    String list() {
        var rows = alerts.all().stream()
                .sorted(Comparator.comparing(Alert::createdAt)
                        .thenComparingInt(Alert::tinyId)
                        .reversed())
                .limit(MAX_ROWS)
                .map(this::alertRow)
                .collect(Collectors.joining());
        return rows.isEmpty()
                ? "<p>No alerts yet. <a href=\"/new\">Make one</a>, or let somebody call the API.</p>"
                : "<table><tr><th>#</th><th>Alert</th><th>Status</th><th>Urgency</th><th>For</th>"
                        + "<th>Being rung</th><th></th></tr>" + rows + "</table>";
    }

    private String alertRow(Alert alert) {
        return """
               <tr><td>%d</td><td><a href="/alerts/%s">%s</a></td><td class="status %s">%s</td><td>%s</td><td>%s</td>
               <td>%s</td><td>%s</td></tr>
               """.formatted(
                        alert.tinyId(),
                        Html.text(alert.identity().prefixId()),
                        Html.text(alert.content().title()),
                        alert.status().word(),
                        alert.status().word(),
                        alert.content().urgency().word(),
                        Html.text(names(alert.content().destinations())),
                        Html.text(rung(alert)),
                        buttons(alert, "/"));
    }

    private String buttons(Alert alert, String back) {
        var path = "/alerts/" + alert.identity().prefixId();
        var status = alert.status();
        boolean isOver = status == AlertStatus.RESOLVED || status == AlertStatus.QUEUED;
        var ringing = ringing(alert).findFirst();
        return Html.button(
                        path + "/acknowledge",
                        "Acknowledge",
                        status == AlertStatus.OPEN || status == AlertStatus.DROPPED,
                        "back",
                        back)
                + Html.button(
                        path + "/reject",
                        "Reject",
                        ringing.isPresent(),
                        "back",
                        back,
                        "as",
                        ringing.map(state -> state.people().getFirst()).orElse(""))
                + Html.button(path + "/resolve", "Resolve", !isOver, "back", back);
    }

    String one(Alert alert) {
        var path = "/alerts/" + alert.identity().prefixId();
        var watches = alert.progress().watches().stream()
                .map(watch -> watchRow(watch, path))
                .collect(Collectors.joining());
        var teams = directory.teams().stream()
                .map(team -> "<option value=\"%s\">%s</option>"
                        .formatted(Html.text(team.identity().id()), Html.text(team.name())))
                .collect(Collectors.joining());
        var comments = alerts.comments(alert).stream()
                .map(comment -> "<p><strong>%s</strong> <span class=\"quiet\">%s</span><br>%s</p>"
                        .formatted(
                                Html.text(name(comment.by())),
                                Timestamps.iso(comment.createdAt()),
                                Html.text(comment.body())))
                .collect(Collectors.joining());
        return """
               <p><span class="status %s">%s</span> · %s · #%d · <span class="quiet">%s · %s</span></p>
               <p>%s</p>
               <p>%s</p>
               <h2>Destinations</h2>
               <table><tr><th>For</th><th>Now</th><th></th></tr>%s</table>
               <form class="stacked" method="post" action="%s/handoff">
               <input type="hidden" name="back" value="%s">
               <label>Hand off to <select name="to">%s</select> <button>Hand off</button></label></form>
               <h2>Details</h2>
               <table><tr><td>Created</td><td>%s by %s</td></tr><tr><td>Updated</td><td>%s</td></tr>
               <tr><td>Third-party id</td><td>%s</td></tr><tr><td>Tags</td><td>%s</td></tr>
               <tr><td>Meta</td><td>%s</td></tr></table>
               <h2>Comments</h2>%s
               """.formatted(
                        alert.status().word(),
                        alert.status().word(),
                        alert.content().urgency().word(),
                        alert.tinyId(),
                        Html.text(alert.identity().prefixId()),
                        Html.text(alert.identity().id()),
                        Html.text(alert.content().description().orElse("")),
                        buttons(alert, path),
                        watches,
                        Html.text(path),
                        Html.text(path),
                        teams,
                        Timestamps.iso(alert.createdAt()),
                        Html.text(name(alert.sourceId())),
                        Timestamps.iso(alert.updatedAt()),
                        Html.text(alert.content().thirdpartyId().orElse("–")),
                        Html.text(String.join(", ", alert.content().tags())),
                        Html.text(alert.content().meta()),
                        comments);
    }

    private String watchRow(Watch watch, String path) {
        var now = switch (watch.state()) {
            case State.Ringing ringing ->
                "layer %d, round %d: ringing %s until %s"
                        .formatted(
                                ringing.layer() + 1,
                                ringing.round() + 1,
                                names(ringing),
                                Timestamps.iso(ringing.until()));
            case State.Acknowledged(var by, var at) ->
                "acknowledged by %s at %s".formatted(name(by), Timestamps.iso(at));
            case State.Exhausted(var at) -> "nobody left to ring since " + Timestamps.iso(at);
        };
        var deeds = watch.state() instanceof State.Ringing ringing
                ? Html.button(
                                path + "/acknowledge",
                                "Acknowledge for " + names(List.of(watch.destination())),
                                true,
                                "back",
                                path,
                                "as",
                                ringing.people().getFirst())
                        + Html.button(
                                path + "/timeout",
                                "End this layer",
                                true,
                                "back",
                                path,
                                "destination",
                                watch.destination().id())
                : "";
        return "<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(Html.text(names(List.of(watch.destination()))), Html.text(now), deeds);
    }

    String form() {
        var teams = directory.teams().stream()
                .map(team -> "<label><input type=\"checkbox\" name=\"destination_team_ids[]\" value=\"%s\"> %s</label>"
                        .formatted(Html.text(team.identity().id()), Html.text(team.name())))
                .collect(Collectors.joining());
        return """
               <form class="stacked" method="post" action="/alerts">
               <label>Title <input name="title" size="60" required value="Checkout latency above 2 s"></label>
               <label>Description <input name="description" size="60"></label>
               <label>Urgency <select name="urgency"><option>critical</option><option>high</option><option>medium</option>
               <option>low</option></select></label>
               %s
               <button>Create</button>
               </form>
               """.formatted(teams);
    }

    private static Stream<State.Ringing> ringing(Alert alert) {
        return alert.progress().watches().stream()
                .map(Watch::state)
                .filter(State.Ringing.class::isInstance)
                .map(State.Ringing.class::cast);
    }

    private String rung(Alert alert) {
        return ringing(alert).map(this::names).collect(Collectors.joining(", "));
    }

    private String names(State.Ringing ringing) {
        return ringing.people().stream()
                .filter(person -> !ringing.rejectedBy().contains(person))
                .map(this::name)
                .collect(Collectors.joining(", "));
    }

    private String names(List<Destination> destinations) {
        return destinations.stream()
                .map(destination -> switch (destination.kind()) {
                    case TEAM ->
                        directory.findTeam(destination.id()).map(Team::name).orElse(destination.id());
                    case PERSON -> name(destination.id());
                })
                .collect(Collectors.joining(", "));
    }

    private String name(String person) {
        return directory.findPerson(person).map(Person::name).orElse(person);
    }
}
