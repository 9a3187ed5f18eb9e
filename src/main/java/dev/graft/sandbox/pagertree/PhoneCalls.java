package dev.graft.sandbox.pagertree;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// `/phones`: shows everybody's phone, and does what is pressed on one as the person whom it belongs to.
final class PhoneCalls {
    private final Alerts alerts;
    private final Directory directory;
    private final Clock clock;
    private final PhonePages pages;

    PhoneCalls(Alerts alerts, Directory directory, ScenarioPages scenarios, Clock clock) {
        this.alerts = alerts;
        this.directory = directory;
        this.clock = clock;
        pages = new PhonePages(directory, scenarios);
    }

    void addTo(HttpRouting.Builder routing) {
        var deed = "/phones/{person}/alerts/{alert}/";
        routing.get("/phones", (_, response) -> LivePage.send(response, pages.all(phones(), clock.instant())))
                .get("/phones/{person}", this::showOne)
                .get(deed + "handoff", this::askToWhom)
                .post(deed + "acknowledge", LivePage.pressed("/phones", (request, response) -> {
                    alerts.acknowledge(alert(request), actor(request), Alerts.Telling.SOON);
                    goBack(request, response);
                }))
                .post(deed + "reject", LivePage.pressed("/phones", (request, response) -> {
                    alerts.reject(alert(request), actor(request), Alerts.Telling.SOON);
                    goBack(request, response);
                }))
                .post(deed + "handoff", LivePage.pressed("/phones", this::handOff))
                .post(deed + "resolve", LivePage.pressed("/phones", (request, response) -> {
                    alerts.resolve(alert(request), resolver(person(request)), Alerts.Telling.SOON);
                    goBack(request, response);
                }));
    }

    private void showOne(ServerRequest request, ServerResponse response) {
        var phone = findPerson(request)
                .flatMap(person -> phones().stream()
                        .filter(one -> one.person().equals(person))
                        .findFirst());
        if (phone.isEmpty()) {
            notFound(response);
            return;
        }
        LivePage.send(response, pages.one(phone.get(), clock.instant()));
    }

    private void askToWhom(ServerRequest request, ServerResponse response) {
        var person = findPerson(request);
        var alert = findAlert(request);
        if (person.isEmpty() || alert.isEmpty()) {
            notFound(response);
            return;
        }
        LivePage.send(response, pages.toWhom(person.get(), alert.get(), isAlone(request) ? "?from=one" : ""));
    }

    private void handOff(ServerRequest request, ServerResponse response) {
        var to = Parameters.of(request)
                .findText("to")
                .orElseThrow(() -> ApiProblem.invalid("choose whom to hand the alert to"));
        alerts.handOff(alert(request), ControlCalls.destination(directory, Optional.of(to)), actor(request));
        goBack(request, response);
    }

    private List<Phone> phones() {
        return PhoneRules.phones(directory.people(), directory.roster(), alerts.all());
    }

    /// A member may view, acknowledge and reject, no more: where one resolves, the account's owner does it.
    private Actor resolver(Person person) {
        var acting = person.isAdmin() ? person : directory.people().iterator().next();
        return new Actor(acting.accountUser().id(), true);
    }

    private Actor actor(ServerRequest request) {
        var person = person(request);
        return new Actor(person.accountUser().id(), person.isAdmin());
    }

    private Person person(ServerRequest request) {
        return findPerson(request).orElseThrow(ApiProblem::notFound);
    }

    private Alert alert(ServerRequest request) {
        return findAlert(request).orElseThrow(ApiProblem::notFound);
    }

    private Optional<Person> findPerson(ServerRequest request) {
        return directory.findPerson(request.path().pathParameters().get("person"));
    }

    private Optional<Alert> findAlert(ServerRequest request) {
        return alerts.find(request.path().pathParameters().get("alert"));
    }

    /// To the place on the page where the button was; to the phone's own page if that is where it was.
    private void goBack(ServerRequest request, ServerResponse response) {
        var id = person(request).accountUser().prefixId();
        LivePage.seeOther(response, isAlone(request) ? "/phones/" + id : "/phones#phone-" + id);
    }

    private static boolean isAlone(ServerRequest request) {
        return request.query().first("from").orElse("").equals("one");
    }

    private static void notFound(ServerResponse response) {
        response.status(Status.NOT_FOUND_404);
        LivePage.send(
                response,
                LivePage.still(
                        "No such page",
                        "<p>The person or the alert is not there (any more).</p>"
                                + "<p><a href=\"/phones\">All phones</a></p>"));
    }
}
