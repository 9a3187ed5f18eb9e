package dev.graft.sandbox.pagertree;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The pages about everything but alerts, as markup: teams, deliveries, faults.
final class AccountPages {
    private static final int MAX_ROWS = 200;
    private static final String CALLS = Arrays.stream(Faults.Calls.values())
            .map(calls -> "<option>" + calls.word() + "</option>")
            .collect(Collectors.joining("", "<select name=\"calls\">", "</select>"));

    private final Alerts alerts;
    private final Directory directory;
    private final Webhooks webhooks;
    private final Faults faults;

    AccountPages(Alerts alerts, Directory directory, Webhooks webhooks, Faults faults) {
        this.alerts = alerts;
        this.directory = directory;
        this.webhooks = webhooks;
        this.faults = faults;
    }

    String teams() {
        return directory.teams().stream()
                .map(team -> """
                        <h2>%s <span class="quiet">%s · %s</span></h2>
                        <p>%s</p>
                        <p>%s %s</p>
                        """.formatted(
                        Html.text(team.name()),
                        Html.text(team.identity().prefixId()),
                        Html.text(team.identity().id()),
                        layers(team),
                        team.isNobodyOnCall() ? "<strong class=\"dropped\">Nobody is on call.</strong>" : "",
                        Html.button(
                                "/teams/" + team.identity().prefixId(),
                                team.isNobodyOnCall() ? "Put the people back on call" : "Take everybody off call",
                                true,
                                "nobody_on_call",
                                String.valueOf(!team.isNobodyOnCall()))))
                .collect(Collectors.joining());
    }

    private String layers(Team team) {
        return team.layers().stream()
                        .map(layer -> "Layer %d: %s for %d min"
                                .formatted(
                                        team.layers().indexOf(layer) + 1,
                                        Html.text(layer.people().stream()
                                                .map(this::name)
                                                .collect(Collectors.joining(", "))),
                                        layer.timeout().toMinutes()))
                        .collect(Collectors.joining("<br>"))
                + "<br>Repeated %d times".formatted(team.repeats());
    }

    String deliveries() {
        var rows = webhooks.newest(MAX_ROWS).stream()
                .map(delivery -> """
                        <tr><td>%s</td><td>%s</td><td><a href="/alerts/%s">%s</a></td><td class="status">%s</td>
                        <td>%s</td><td>%s</td></tr>
                        """.formatted(
                        Timestamps.iso(delivery.createdAt()),
                        Html.text(delivery.type()),
                        Html.text(delivery.alertId()),
                        Html.text(alerts.find(delivery.alertId())
                                .map(alert -> alert.content().title())
                                .orElse(delivery.alertId())),
                        delivery.state().word(),
                        Html.text(delivery.attempts().stream()
                                .map(attempt ->
                                        attempt.code().map(String::valueOf).orElse(attempt.note()))
                                .collect(Collectors.joining(", "))),
                        Html.button(
                                "/deliveries/" + delivery.id(),
                                "Send again",
                                delivery.state().isOver())))
                .collect(Collectors.joining());
        return "<table><tr><th>Time</th><th>Event</th><th>Alert</th><th>State</th><th>Attempts</th><th></th></tr>"
                + rows + "</table>";
    }

    String faults() {
        var rows = Arrays.stream(Fault.values())
                .map(fault -> """
                        <tr><td>%s</td><td>%s</td><td class="status">%s</td><td>
                        <form method="post" action="/faults"><input type="hidden" name="fault" value="%s">
                        <label>next <input name="count" size="4" value="1"></label>
                        <label>calls %s</label> <button>Switch on</button></form>
                        %s %s</td></tr>
                        """.formatted(
                                fault.word(),
                                Html.text(fault.description()),
                                faults.find(fault)
                                        .map(on -> on.remaining()
                                                .map(count -> "next " + count)
                                                .orElse("until cleared"))
                                        .orElse("off"),
                                fault.word(),
                                CALLS,
                                Html.button("/faults", "On until cleared", true, "fault", fault.word()),
                                Html.button(
                                        "/faults",
                                        "Clear",
                                        faults.find(fault).isPresent(),
                                        "fault",
                                        fault.word(),
                                        "count",
                                        "0")))
                .collect(Collectors.joining());
        return "<p>For calls that create an alert, unless told otherwise.</p><table>" + rows + "</table>";
    }

    private String name(String person) {
        return directory.findPerson(person).map(Person::name).orElse(person);
    }
}
