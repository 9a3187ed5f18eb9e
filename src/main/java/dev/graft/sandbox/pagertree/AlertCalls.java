package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Alerts.Telling;
import dev.graft.sandbox.pagertree.ApiRoutes.Answer;
import dev.graft.sandbox.pagertree.ApiRoutes.Call;
import io.helidon.http.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `/alerts` of API v4: create, read, update, list, acknowledge, reject, resolve, delete and comment.
final class AlertCalls {
    private static final Set<String> SEVERITIES = Set.of("SEV-1", "SEV-2", "SEV-3", "SEV-4", "SEV-5", "SEV-UNKNOWN");

    private final Alerts alerts;
    private final Directory directory;
    private final Shapes shapes;
    private final Faults faults;
    private final Clock clock;
    private final boolean acceptsPrefixIdsInBodies;

    AlertCalls(
            Alerts alerts,
            Directory directory,
            Shapes shapes,
            Faults faults,
            Clock clock,
            boolean acceptsPrefixIdsInBodies) {
        this.alerts = alerts;
        this.directory = directory;
        this.shapes = shapes;
        this.faults = faults;
        this.clock = clock;
        this.acceptsPrefixIdsInBodies = acceptsPrefixIdsInBodies;
    }

    void addTo(ApiRoutes routes) {
        routes.on(Method.POST, "/alerts", this::create)
                .on(Method.GET, "/alerts", this::list)
                .on(Method.GET, "/alerts/{id}", call -> Answer.ok(render(get(call))))
                .on(Method.PUT, "/alerts/{id}", this::update)
                .on(Method.PATCH, "/alerts/{id}", this::update)
                .on(Method.DELETE, "/alerts/{id}", this::delete)
                .on(Method.POST, "/alerts/{id}/acknowledge", this::acknowledge)
                .on(Method.POST, "/alerts/{id}/reject", this::reject)
                .on(Method.POST, "/alerts/{id}/resolve", this::resolve)
                .on(Method.POST, "/alerts/{id}/comments", this::comment)
                .on(Method.GET, "/alerts/{id}/comments", this::comments)
                .on(Method.GET, "/teams/{id}/alerts", this::listOfTeam);
    }

    private Answer create(Call call) {
        call.mustBeAdmin();
        return telling(Faults.Call.CREATE, telling -> {
            var content = content(call.parameters(), Optional.empty());
            var kept = faults.strikes(Fault.THIRDPARTY_ID_DROPPED, Faults.Call.CREATE)
                    ? content.withThirdpartyId(Optional.empty())
                    : content;
            var routedAfter = faults.strikes(Fault.STAYS_QUEUED, Faults.Call.CREATE) ? Faults.LAG : Duration.ZERO;
            return Answer.of(201, render(alerts.create(kept, call.actor(), telling, routedAfter)));
        });
    }

    private Answer list(Call call) {
        // The look before a repeated call asks for this one, and must stay quick among many alerts.
        var thirdpartyId = call.query().get("thirdparty_id");
        var candidates = thirdpartyId == null || call.query().containsKey("ops")
                ? alerts.all()
                : alerts.findByThirdpartyId(thirdpartyId);
        return Answer.ok(new ListQuery(call.query()).answer(asListsSee(candidates), shapes.alert()));
    }

    private Answer listOfTeam(Call call) {
        var team = directory.findTeam(call.id()).orElseThrow(ApiProblem::notFound);
        var destination = Destination.team(team.identity().id());
        var ofTeam = alerts.all().stream()
                .filter(alert -> alert.content().destinations().contains(destination))
                .toList();
        return Answer.ok(new ListQuery(call.query()).answer(asListsSee(ofTeam), shapes.alert()));
    }

    private Collection<Alert> asListsSee(Collection<Alert> candidates) {
        if (!faults.strikesList()) {
            return candidates;
        }
        var indexed = clock.instant().minus(Faults.LAG);
        return candidates.stream()
                .filter(alert -> !alert.createdAt().isAfter(indexed))
                .toList();
    }

    private Answer update(Call call) {
        call.mustBeAdmin();
        var alert = get(call);
        return telling(Faults.Call.CHANGE, telling -> {
            var content = content(call.parameters(), Optional.of(alert.content()));
            return Answer.ok(render(alerts.update(alert, content, telling)));
        });
    }

    private Answer delete(Call call) {
        call.mustBeAdmin();
        alerts.delete(get(call));
        return Answer.noContent();
    }

    private Answer acknowledge(Call call) {
        var alert = get(call);
        return telling(
                Faults.Call.CHANGE, telling -> Answer.ok(render(alerts.acknowledge(alert, call.actor(), telling))));
    }

    private Answer reject(Call call) {
        var alert = get(call);
        return telling(Faults.Call.CHANGE, telling -> Answer.ok(render(alerts.reject(alert, call.actor(), telling))));
    }

    private Answer resolve(Call call) {
        call.mustBeAdmin();
        var alert = get(call);
        return telling(Faults.Call.CHANGE, telling -> Answer.ok(render(alerts.resolve(alert, call.actor(), telling))));
    }

    private Answer comment(Call call) {
        var body = call.parameters().findText("body").orElseThrow(() -> ApiProblem.invalid("body can't be blank"));
        var comment = alerts.comment(get(call), call.actor(), body);
        return Answer.of(201, shapes.comment().render(comment));
    }

    private Answer comments(Call call) {
        return Answer.ok(new ListQuery(call.query()).answer(alerts.comments(get(call)), shapes.comment()));
    }

    private Answer telling(Faults.Call kind, Function<Telling, Answer> effect) {
        return effect.apply(faults.telling(kind));
    }

    private Alert get(Call call) {
        return alerts.find(call.id()).orElseThrow(ApiProblem::notFound);
    }

    private Object render(Alert alert) {
        return shapes.alert().render(alert);
    }

    /// The documented parameters and `thirdparty_id`, which PagerTree's own command line sends; all others are dropped.
    ///
    /// @param before what stays where a parameter is missing; without it the required ones are required
    private Alert.Content content(Parameters parameters, Optional<Alert.Content> before) {
        var problems = new ArrayList<String>();
        var title = parameters.findText("title");
        if (title.isEmpty() && (before.isEmpty() || parameters.has("title"))) {
            problems.add("title can't be blank");
        }
        var urgency = parameters.findText("urgency");
        if (urgency.isEmpty() && (before.isEmpty() || parameters.has("urgency"))) {
            problems.add("urgency can't be blank");
        } else if (urgency.isPresent() && Urgency.find(urgency.get()).isEmpty()) {
            problems.add("urgency is not included in the list");
        }
        var meta = parameters.has("meta")
                ? meta(parameters.nested("meta"), problems)
                : before.map(Alert.Content::meta).orElse(Map.of());
        var destinations = before.map(Alert.Content::destinations).orElseGet(() -> destinations(parameters, problems));
        if (!problems.isEmpty()) {
            throw new ApiProblem(422, problems);
        }
        return new Alert.Content(
                title.or(() -> before.map(Alert.Content::title)).orElseThrow(),
                parameters.has("description")
                        ? parameters.findText("description")
                        : before.flatMap(Alert.Content::description),
                urgency.flatMap(Urgency::find)
                        .or(() -> before.map(Alert.Content::urgency))
                        .orElseThrow(),
                parameters.has("tags")
                        ? parameters.texts("tags").stream().distinct().toList()
                        : before.map(Alert.Content::tags).orElse(List.of()),
                meta,
                parameters.has("thirdparty_id")
                        ? parameters.findText("thirdparty_id")
                        : before.flatMap(Alert.Content::thirdpartyId),
                destinations);
    }

    private static Map<String, Object> meta(Parameters given, List<String> problems) {
        var meta = new LinkedHashMap<String, Object>();
        given.findFlag("incident").ifPresent(flag -> meta.put("incident", flag));
        given.findText("incident_severity").ifPresent(text -> {
            var severity = text.toUpperCase(Locale.ROOT).replace('_', '-');
            if (SEVERITIES.contains(severity)) {
                meta.put("incident_severity", severity);
            } else {
                problems.add("meta.incident_severity is not included in the list");
            }
        });
        given.findText("incident_message").ifPresent(text -> meta.put("incident_message", text));
        return meta;
    }

    private List<Destination> destinations(Parameters parameters, List<String> problems) {
        var destinations = new ArrayList<Destination>();
        for (var id : parameters.texts("destination_team_ids")) {
            directory
                    .findTeam(id)
                    .filter(team ->
                            acceptsPrefixIdsInBodies || team.identity().id().equals(id))
                    .ifPresentOrElse(
                            team -> destinations.add(
                                    Destination.team(team.identity().id())),
                            () -> problems.add("destination_team_ids holds an unknown team"));
        }
        for (var id : parameters.texts("destination_account_user_ids")) {
            directory
                    .findPerson(id)
                    .filter(person -> acceptsPrefixIdsInBodies
                            || person.accountUser().id().equals(id))
                    .ifPresentOrElse(
                            person -> destinations.add(
                                    Destination.person(person.accountUser().id())),
                            () -> problems.add("destination_account_user_ids holds an unknown account user"));
        }
        if (!parameters.texts("destination_router_ids").isEmpty()) {
            problems.add("destination_router_ids holds an unknown router");
        }
        if (destinations.isEmpty() && problems.stream().noneMatch(problem -> problem.startsWith("destination"))) {
            problems.add("destinations can't be blank");
        }
        return destinations.stream().distinct().toList();
    }
}
