package dev.graft.sandbox.pagertree;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people see and press: serves the pages, and does what their buttons say.
final class Console {
    private final Alerts alerts;
    private final Directory directory;
    private final Webhooks webhooks;
    private final Faults faults;
    private final Clock clock;
    private final AlertPages alertPages;
    private final AccountPages accountPages;

    Console(Alerts alerts, Directory directory, Webhooks webhooks, Faults faults, Clock clock) {
        this.alerts = alerts;
        this.directory = directory;
        this.webhooks = webhooks;
        this.faults = faults;
        this.clock = clock;
        alertPages = new AlertPages(alerts, directory);
        accountPages = new AccountPages(alerts, directory, webhooks, faults);
    }

    void addTo(HttpRouting.Builder routing) {
        routing.get(
                        "/style.css",
                        (_, response) -> response.header(HeaderNames.CONTENT_TYPE, "text/css; charset=utf-8")
                                .send(Html.STYLE.getBytes(StandardCharsets.UTF_8)))
                .get("/", (_, response) -> send(response, Html.page("Alerts", true, alertPages.list())))
                .get("/new", (_, response) -> send(response, Html.page("New alert", false, alertPages.form())))
                .post("/alerts", ControlCalls.guarded(this::create))
                .get("/alerts/{id}", (request, response) -> showAlert(request, response))
                .get("/{account}/alerts/{id}", this::showAlertOfAccount)
                .post("/alerts/{id}/{deed}", ControlCalls.guarded(this::act))
                .get("/teams", (_, response) -> send(response, Html.page("Teams", false, accountPages.teams())))
                .post("/teams/{id}", ControlCalls.guarded(this::changeTeam))
                .get(
                        "/deliveries",
                        (_, response) -> send(response, Html.page("Deliveries", true, accountPages.deliveries())))
                .post("/deliveries/{id}", ControlCalls.guarded((request, response) -> {
                    webhooks.sendAgain(id(request));
                    seeOther(response, "/deliveries");
                }))
                .get("/faults", (_, response) -> send(response, Html.page("Faults", false, accountPages.faults())))
                .post("/faults", ControlCalls.guarded(this::switchFault));
    }

    private void showAlert(ServerRequest request, ServerResponse response) {
        var alert = alerts.find(id(request));
        if (alert.isEmpty()) {
            response.status(Status.NOT_FOUND_404);
            send(response, Html.page("No such alert", false, "<p>It may have been deleted.</p>"));
            return;
        }
        send(response, Html.page(alert.get().content().title(), false, alertPages.one(alert.get())));
    }

    private void showAlertOfAccount(ServerRequest request, ServerResponse response) {
        if (directory.account().isCalled(request.path().pathParameters().get("account"))) {
            showAlert(request, response);
        } else {
            response.status(Status.NOT_FOUND_404);
            send(response, Html.page("No such page", false, ""));
        }
    }

    private void create(ServerRequest request, ServerResponse response) {
        var parameters = Parameters.of(request);
        var destinations = parameters.texts("destination_team_ids").stream()
                .map(directory::findTeam)
                .flatMap(Optional::stream)
                .map(team -> Destination.team(team.identity().id()))
                .toList();
        if (destinations.isEmpty()) {
            throw ApiProblem.invalid("choose a team");
        }
        var content = new Alert.Content(
                parameters.findText("title").orElseThrow(() -> ApiProblem.invalid("title can't be blank")),
                parameters.findText("description"),
                parameters.findText("urgency").flatMap(Urgency::find).orElse(Urgency.HIGH),
                List.of(),
                Map.of(),
                Optional.empty(),
                destinations);
        var alert = alerts.create(content, owner(), Alerts.Telling.SOON);
        seeOther(response, "/alerts/" + alert.identity().prefixId());
    }

    private void act(ServerRequest request, ServerResponse response) {
        var alert = alerts.find(id(request)).orElseThrow(ApiProblem::notFound);
        var parameters = Parameters.of(request);
        var actor = parameters
                .findText("as")
                .flatMap(directory::findPerson)
                .map(person -> new Actor(person.accountUser().id(), person.isAdmin()))
                .orElseGet(this::owner);
        switch (request.path().pathParameters().get("deed")) {
            case "acknowledge" -> alerts.acknowledge(alert, actor, Alerts.Telling.SOON);
            case "reject" -> alerts.reject(alert, actor, Alerts.Telling.SOON);
            case "resolve" -> alerts.resolve(alert, actor, Alerts.Telling.SOON);
            case "handoff" ->
                alerts.handOff(alert, ControlCalls.destination(directory, parameters.findText("to")), actor);
            case "timeout" ->
                alerts.timeOut(alert, ControlCalls.destination(directory, parameters.findText("destination")));
            default -> throw ApiProblem.notFound();
        }
        // Only ever to a page of ours.
        var back = parameters.findText("back").orElse("/");
        seeOther(
                response,
                back.startsWith("/alerts/") ? "/alerts/" + alert.identity().prefixId() : "/");
    }

    private void changeTeam(ServerRequest request, ServerResponse response) {
        var team = directory.findTeam(id(request)).orElseThrow(ApiProblem::notFound);
        boolean nobody = Parameters.of(request).findFlag("nobody_on_call").orElse(false);
        directory.put(team.withNobodyOnCall(nobody, Timestamps.toMillis(clock.instant())));
        seeOther(response, "/teams");
    }

    private void switchFault(ServerRequest request, ServerResponse response) {
        var parameters = Parameters.of(request);
        var fault = Fault.get(parameters);
        faults.switchOn(fault, ControlCalls.switchOf(parameters));
        seeOther(response, "/faults");
    }

    private Actor owner() {
        var owner = directory.people().iterator().next();
        return new Actor(owner.accountUser().id(), true);
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    private static void send(ServerResponse response, String page) {
        response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
        response.header(
                HeaderNames.create("Content-Security-Policy"),
                "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        response.send(page.getBytes(StandardCharsets.UTF_8));
    }

    private static void seeOther(ServerResponse response, String path) {
        response.status(Status.SEE_OTHER_303);
        response.header(HeaderNames.LOCATION, path);
        response.send();
    }
}
