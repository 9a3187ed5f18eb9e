package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.ApiRoutes.Answer;
import dev.graft.sandbox.pagertree.ApiRoutes.Call;
import io.helidon.http.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/integrations` and `/integration_types` of API v4, for the one type there is here: the outgoing webhook.
final class IntegrationCalls {
    private static final List<String> TEXT_OPTIONS =
            List.of("option_webhook_url", "option_username", "option_password");

    private final Directory directory;
    private final Shapes shapes;
    private final Clock clock;

    IntegrationCalls(Directory directory, Shapes shapes, Clock clock) {
        this.directory = directory;
        this.shapes = shapes;
        this.clock = clock;
    }

    void addTo(ApiRoutes routes) {
        routes.on(Method.GET, "/integrations", this::list)
                .on(Method.POST, "/integrations", this::create)
                .on(Method.GET, "/integrations/{id}", call -> Answer.ok(render(get(call))))
                .on(Method.PUT, "/integrations/{id}", this::update)
                .on(Method.DELETE, "/integrations/{id}", this::delete)
                .on(Method.GET, "/integration_types", _ -> types())
                .on(Method.GET, "/integration_types/{id}", IntegrationCalls::type);
    }

    private Answer list(Call call) {
        return Answer.ok(new ListQuery(call.query()).answer(directory.integrations(), shapes.integration()));
    }

    private static Answer types() {
        return Answer.ok(Map.of("data", List.of(Shapes.outgoingWebhookType()), "has_more", false, "total_count", 1));
    }

    private static Answer type(Call call) {
        if (!Shapes.OUTGOING_WEBHOOK.isCalled(call.id())) {
            throw ApiProblem.notFound();
        }
        return Answer.ok(Shapes.outgoingWebhookType());
    }

    private Answer create(Call call) {
        call.mustBeAdmin();
        var parameters = call.parameters();
        var problems = new ArrayList<String>();
        if (parameters.findText("integration_type_id").isEmpty()) {
            problems.add("integration_type can't be blank");
        } else if (!Shapes.OUTGOING_WEBHOOK.isCalled(
                parameters.findText("integration_type_id").orElseThrow())) {
            problems.add("integration_type is not known to the sandbox");
        }
        var now = Timestamps.toMillis(clock.instant());
        var blank = new Integration(
                Identity.random("int", now),
                Directory.nextTinyId(directory.integrations().stream()
                        .map(Integration::tinyId)
                        .toList()),
                "",
                Urgency.HIGH,
                true,
                List.of(),
                Map.of(),
                now,
                now);
        if (parameters.findText("urgency").isEmpty()) {
            problems.add("urgency can't be blank");
        }
        return Answer.of(201, render(put(blank, parameters, problems)));
    }

    private Answer update(Call call) {
        call.mustBeAdmin();
        return Answer.ok(render(put(get(call), call.parameters(), new ArrayList<>())));
    }

    private Answer delete(Call call) {
        call.mustBeAdmin();
        directory.remove(get(call));
        return Answer.noContent();
    }

    private Integration put(Integration before, Parameters parameters, List<String> problems) {
        var name = parameters.findText("name").orElse(before.name());
        if (name.isBlank()) {
            problems.add("name can't be blank");
        }
        var urgency = parameters.findText("urgency").map(Urgency::find).orElse(Optional.of(before.urgency()));
        if (urgency.isEmpty()) {
            problems.add("urgency is not included in the list");
        }
        var destinations = destinations(before, parameters, problems);
        var options = options(before, parameters);
        if (!isUsable(options.get("option_webhook_url"))) {
            problems.add("option_webhook_url is not a valid URL");
        }
        if (!problems.isEmpty()) {
            throw new ApiProblem(422, problems);
        }
        var integration = new Integration(
                before.identity(),
                before.tinyId(),
                name,
                urgency.orElseThrow(),
                parameters.findFlag("enabled").orElse(before.isEnabled()),
                destinations,
                options,
                before.createdAt(),
                Timestamps.toMillis(clock.instant()));
        directory.put(integration);
        return integration;
    }

    private List<Destination> destinations(Integration before, Parameters parameters, List<String> problems) {
        if (!parameters.has("team_ids") && !parameters.has("account_user_ids")) {
            if (before.destinations().isEmpty()) {
                problems.add("destinations can't be blank");
            }
            return before.destinations();
        }
        var destinations = new ArrayList<Destination>();
        for (var id : parameters.texts("team_ids")) {
            directory
                    .findTeam(id)
                    .ifPresentOrElse(
                            team -> destinations.add(
                                    Destination.team(team.identity().id())),
                            () -> problems.add("team_ids holds an unknown team"));
        }
        for (var id : parameters.texts("account_user_ids")) {
            directory
                    .findPerson(id)
                    .ifPresentOrElse(
                            person -> destinations.add(
                                    Destination.person(person.accountUser().id())),
                            () -> problems.add("account_user_ids holds an unknown account user"));
        }
        return destinations;
    }

    private static Map<String, Object> options(Integration before, Parameters parameters) {
        var options = new LinkedHashMap<>(before.options());
        for (var event : AlertEvent.values()) {
            options.put(
                    event.option(),
                    parameters.findFlag(event.option()).orElse(Boolean.TRUE.equals(options.get(event.option()))));
        }
        for (var option : TEXT_OPTIONS) {
            parameters.findText(option).ifPresent(text -> options.put(option, text));
        }
        return options;
    }

    /// PagerTree's form wants http or https and a dot in the host (validate_url 1.0.11, `no_local`), so `localhost` is
    /// refused and an address in digits is not.
    static boolean isUsable(@org.jspecify.annotations.Nullable Object url) {
        try {
            var uri = new URI(String.valueOf(url));
            var scheme = String.valueOf(uri.getScheme());
            return (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getHost().contains(".");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Integration get(Call call) {
        return directory.findIntegration(call.id()).orElseThrow(ApiProblem::notFound);
    }

    private Object render(Integration integration) {
        return shapes.integration().render(integration);
    }
}
