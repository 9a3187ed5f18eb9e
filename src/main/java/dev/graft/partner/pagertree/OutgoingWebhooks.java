package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Right;
import dev.graft.partner.pagertree.Integrations.Connection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes the outgoing webhook at PagerTree through its API, so that nobody has to copy an address and tick eight
/// boxes; and takes it away again. Asking twice is harmless: our own webhook is known again by the id of our endpoint
/// in its address.
public final class OutgoingWebhooks {
    /// A person waits for the answer.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    /// A thousand integrations.
    private static final int MOST_PAGES_OF_A_LIST = 10;

    private final Integrations integrations;

    public OutgoingWebhooks(Integrations integrations) {
        this.integrations = integrations;
    }

    /// @param publicUrl how PagerTree reaches this hub
    /// @throws Conflict without an API key
    public WebhookSetup make(Caller caller, URI publicUrl) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        var connection = integrations
                .findConnection(caller.workspace())
                .orElseThrow(() -> new Conflict("Give Graft an API key first; the webhook is made with it."));
        var outOfReach = WebhookRules.findReasonOutOfReach(
                publicUrl, connection.environment().apiUrl());
        if (outOfReach.isPresent()) {
            return new WebhookSetup.NotMade(outOfReach.get());
        }
        var endpoint = integrations.endpoint(caller);
        var url = publicUrl.resolve(endpoint.path()) + "?secret="
                + endpoint.secret().reveal();
        return switch (findOurs(connection, endpoint.id())) {
            case Look.Failed(var answer) -> new WebhookSetup.NotMade(WebhookRules.words(answer));
            case Look.Found(var ours) -> putRight(caller, connection, ours, url);
            case Look.None() -> create(caller, connection, endpoint.id(), url);
        };
    }

    private sealed interface Look {
        record Found(JsonNode integration) implements Look {}

        record None() implements Look {}

        record Failed(Answer answer) implements Look {}
    }

    private static Look findOurs(Connection connection, UUID endpoint) {
        for (int page = 0; page < MOST_PAGES_OF_A_LIST; page++) {
            var answer = connection.api().list("integrations", page * PagerTreeApi.LONGEST_LIST, LONGEST_CALL);
            if (!(answer instanceof Answer.Read read)) {
                return new Look.Failed(answer);
            }
            for (var integration : read.json().path("data")) {
                if (WebhookRules.isOurs(
                        integration, endpoint, connection.integration().webhookId())) {
                    return new Look.Found(integration);
                }
            }
            if (!read.json().path("has_more").asBoolean(false)) {
                break;
            }
        }
        return new Look.None();
    }

    private WebhookSetup putRight(Caller caller, Connection connection, JsonNode ours, String url) {
        var id = ours.path("id").asText();
        if (!PagerTreeIds.isOne(id)) {
            return new WebhookSetup.NotMade("PagerTree shows Graft's webhook without an id. Look at it there.");
        }
        if (!WebhookRules.isAsWanted(ours, url)) {
            var answer = connection.api().updateIntegration(id, WebhookRules.wanted(url), LONGEST_CALL);
            if (!(answer instanceof Answer.Read)) {
                return new WebhookSetup.NotMade(WebhookRules.words(answer));
            }
        }
        integrations.keepWebhook(caller.workspace(), id);
        return new WebhookSetup.KnownAgain();
    }

    private WebhookSetup create(Caller caller, Connection connection, UUID endpoint, String url) {
        var types = connection.api().integrationTypes(0, LONGEST_CALL);
        if (!(types instanceof Answer.Read read)) {
            return new WebhookSetup.NotMade(WebhookRules.words(types));
        }
        var type = findOutgoingWebhook(read.json());
        if (type.isEmpty()) {
            return new WebhookSetup.NotMade(
                    "PagerTree's list of integrations has no outgoing webhook. Add it by hand.");
        }
        var destination = findDestination(caller, connection);
        if (destination.isEmpty()) {
            return new WebhookSetup.NotMade("PagerTree wants a team or a user for each integration, and shows none."
                    + " Make a team there, and press the button again.");
        }
        var wanted = new LinkedHashMap<String, Object>(WebhookRules.wanted(url));
        wanted.put("integration_type_id", type.get());
        wanted.put("urgency", "high");
        wanted.putAll(addressedTo(destination.get()));
        return switch (connection.api().createIntegration(wanted, LONGEST_CALL)) {
            case Answer.Read made
            when PagerTreeIds.isOne(made.json().path("id").asText()) -> {
                integrations.keepWebhook(
                        caller.workspace(), made.json().path("id").asText());
                yield new WebhookSetup.Made();
            }
            // Perhaps it was made all the same, and its answer lost: then it is there now.
            case Answer.Unknown unknown ->
                findOurs(connection, endpoint) instanceof Look.Found(var ours)
                        ? putRight(caller, connection, ours, url)
                        : new WebhookSetup.NotMade(WebhookRules.words(unknown));
            case Answer other -> new WebhookSetup.NotMade(WebhookRules.words(other));
        };
    }

    private static Optional<String> findOutgoingWebhook(JsonNode types) {
        var known = new ArrayList<JsonNode>();
        types.path("data").forEach(known::add);
        return known.stream()
                .filter(WebhookRules::isOutgoingWebhook)
                .map(type -> type.path("id").asText())
                .filter(PagerTreeIds::isOne)
                .findFirst();
    }

    /// PagerTree wants somebody for every integration; an outgoing webhook pages nobody.
    private Optional<Destination> findDestination(Caller caller, Connection connection) {
        return connection
                .integration()
                .defaultDestination()
                .or(() -> integrations.destinations(caller).stream().findFirst());
    }

    private static Map<String, Object> addressedTo(Destination destination) {
        return switch (destination.kind()) {
            case TEAM -> Map.of("team_ids", List.of(destination.id()));
            case USER -> Map.of("account_user_ids", List.of(destination.id()));
            case ROUTER -> Map.of("router_ids", List.of(destination.id()));
        };
    }

    /// Takes our webhook away, where there is one.
    ///
    /// @return what became of it, in words; empty where there was none
    Optional<String> remove(Caller caller, UUID endpoint) {
        var connection = integrations.findConnection(caller.workspace());
        if (connection.isEmpty()) {
            return Optional.empty();
        }
        return switch (findOurs(connection.get(), endpoint)) {
            case Look.None() -> Optional.empty();
            case Look.Failed(var answer) -> Optional.of(left(answer));
            case Look.Found(var ours) -> {
                var id = ours.path("id").asText();
                var answer = PagerTreeIds.isOne(id)
                        ? connection.get().api().deleteIntegration(id, LONGEST_CALL)
                        : new Answer.Unknown("it has no id");
                yield Optional.of(
                        answer instanceof Answer.Read || answer instanceof Answer.Gone
                                ? "Graft's outgoing webhook is removed from PagerTree."
                                : left(answer));
            }
        };
    }

    private static String left(Answer answer) {
        return "PagerTree's outgoing webhook could not be removed (" + answer.words()
                + "). What it sends is refused from now on; delete it in PagerTree under Integrations.";
    }
}
