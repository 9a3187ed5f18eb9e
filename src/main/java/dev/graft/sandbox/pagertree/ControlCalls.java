package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/sandbox/…`: what only a stand-in has, for scripts: faults, nobody on call, hand-offs, the deliveries.
///
/// Bodies are JSON or forms. There is no password: the sandbox listens on this machine.
final class ControlCalls {
    private static final int MAX_DELIVERIES = 1000;

    private final Alerts alerts;
    private final Directory directory;
    private final Webhooks webhooks;
    private final Faults faults;
    private final Clock clock;
    private final StateFile file;

    ControlCalls(Alerts alerts, Directory directory, Webhooks webhooks, Faults faults, Clock clock, StateFile file) {
        this.alerts = alerts;
        this.directory = directory;
        this.webhooks = webhooks;
        this.faults = faults;
        this.clock = clock;
        this.file = file;
    }

    void addTo(HttpRouting.Builder routing) {
        routing.get("/sandbox/faults", guarded((_, response) -> send(response, faults())))
                .post("/sandbox/faults", guarded(this::switchFault))
                .delete("/sandbox/faults", guarded((_, response) -> {
                    faults.clearAll();
                    send(response, faults());
                }))
                .get("/sandbox/deliveries", guarded((_, response) -> send(response, deliveries())))
                .post("/sandbox/deliveries/{id}/send_again", guarded((request, response) -> {
                    webhooks.sendAgain(id(request));
                    send(response, deliveries());
                }))
                .post("/sandbox/teams/{id}", guarded(this::changeTeam))
                .post("/sandbox/alerts/{id}/handoff", guarded(this::handOff))
                .post("/sandbox/alerts/{id}/timeout", guarded(this::timeOut));
    }

    /// `fault`; `count` for the next so many calls, 0 to clear, left out for until cleared; `calls`: `create`
    /// (default),
    /// `writes` for everything that changes an alert, `reads`, or `all`.
    private void switchFault(ServerRequest request, ServerResponse response) {
        var parameters = Parameters.of(request);
        var fault = Fault.get(parameters);
        faults.switchOn(fault, switchOf(parameters));
        send(response, faults());
    }

    static Faults.Switch switchOf(Parameters parameters) {
        try {
            var count = parameters.findText("count").map(Integer::valueOf);
            var word = parameters.findText("calls").orElse("create");
            var calls = Arrays.stream(Faults.Calls.values())
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> ApiProblem.invalid("calls is not one of create, writes, reads, all"));
            return new Faults.Switch(count, calls);
        } catch (NumberFormatException e) {
            throw ApiProblem.invalid("count is not a number");
        }
    }

    private void changeTeam(ServerRequest request, ServerResponse response) {
        var team = directory.findTeam(id(request)).orElseThrow(ApiProblem::notFound);
        var nobody = Parameters.of(request)
                .findFlag("nobody_on_call")
                .orElseThrow(() -> ApiProblem.invalid("nobody_on_call can't be blank"));
        directory.put(team.withNobodyOnCall(nobody, Timestamps.toMillis(clock.instant())));
        file.awaitWritten();
        send(response, Map.of("id", team.identity().id(), "nobody_on_call", nobody));
    }

    private void handOff(ServerRequest request, ServerResponse response) {
        var alert = alerts.find(id(request)).orElseThrow(ApiProblem::notFound);
        var to = destination(directory, Parameters.of(request).findText("to"));
        var owner = directory.people().iterator().next();
        var handed = alerts.handOff(alert, to, new Actor(owner.accountUser().id(), true));
        file.awaitWritten();
        send(
                response,
                Map.of("id", handed.identity().id(), "status", handed.status().word()));
    }

    private void timeOut(ServerRequest request, ServerResponse response) {
        var alert = alerts.find(id(request)).orElseThrow(ApiProblem::notFound);
        var timedOut = alerts.timeOut(
                alert, destination(directory, Parameters.of(request).findText("destination")));
        file.awaitWritten();
        send(
                response,
                Map.of(
                        "id",
                        timedOut.identity().id(),
                        "status",
                        timedOut.status().word()));
    }

    static Destination destination(Directory directory, Optional<String> anyId) {
        var id = anyId.orElseThrow(() -> ApiProblem.invalid("a team or an account user is needed"));
        return directory
                .findTeam(id)
                .map(team -> Destination.team(team.identity().id()))
                .or(() -> directory
                        .findPerson(id)
                        .map(person -> Destination.person(person.accountUser().id())))
                .orElseThrow(ApiProblem::notFound);
    }

    private Map<String, Object> faults() {
        return Map.of(
                "faults",
                Arrays.stream(Fault.values())
                        .flatMap(fault -> faults.find(fault).map(how -> fault(fault, how)).stream())
                        .toList());
    }

    private static Map<String, Object> fault(Fault fault, Faults.Switch how) {
        return Map.of(
                "fault",
                fault.word(),
                "calls",
                how.calls().word(),
                "count",
                how.remaining().<Object>map(count -> count).orElse("until cleared"));
    }

    private Map<String, Object> deliveries() {
        return Map.of(
                "deliveries",
                webhooks.newest(MAX_DELIVERIES).stream()
                        .map(ControlCalls::delivery)
                        .toList());
    }

    private static Map<String, Object> delivery(Delivery delivery) {
        var one = new LinkedHashMap<String, Object>();
        one.put("id", delivery.id());
        one.put("type", delivery.type());
        one.put("alert_id", delivery.alertId());
        one.put("status", delivery.state().word());
        one.put("created_at", Timestamps.iso(delivery.createdAt()));
        one.put("body", delivery.body().orElse(""));
        one.put(
                "attempts",
                delivery.attempts().stream()
                        .map(attempt -> Map.of(
                                "at",
                                Timestamps.iso(attempt.at()),
                                "code",
                                attempt.code().<Object>map(code -> code).orElse(""),
                                "note",
                                attempt.note()))
                        .toList());
        return one;
    }

    /// Another site's page must not press our buttons.
    static Handler guarded(Handler handler) {
        return (request, response) -> {
            var site = request.headers()
                    .first(HeaderNames.create("Sec-Fetch-Site"))
                    .orElse("none");
            boolean isOwnOrScript = List.of("none", "same-origin").contains(site);
            boolean isRead = request.prologue().method().text().equals("GET");
            try {
                if (!isOwnOrScript && !isRead) {
                    throw ApiProblem.forbidden();
                }
                handler.handle(request, response);
            } catch (ApiProblem problem) {
                response.status(Status.create(problem.status()));
                send(response, problem.body());
            } catch (Refused refused) {
                response.status(Status.create(422));
                send(
                        response,
                        ApiProblem.invalid(String.valueOf(refused.getMessage())).body());
            }
        };
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    private static void send(ServerResponse response, Object body) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
        response.send(Json.write(body));
    }
}
