package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What PagerTree's outgoing webhook has to be like, how ours is known again, and what to say when it cannot be made.
///
/// The option names are those of PagerTree's own source (pager_tree-integrations, outgoing_webhook/v3.rb at 5f35ef6,
/// read 2026-11-23). How the API spells them in answers is not documented, so three ways are read.
final class WebhookRules {
    static final String NAME = "Graft";

    /// Everything that PagerTree tells about alerts; comments and on-call changes are of no use here.
    static final List<String> EVENTS = List.of(
            "option_alert_created",
            "option_alert_open",
            "option_alert_acknowledged",
            "option_alert_rejected",
            "option_alert_timeout",
            "option_alert_resolved",
            "option_alert_dropped",
            "option_alert_handoff");

    private static final String URL = "option_webhook_url";

    /// RFC 1918, 3927 and 6761: addresses that mean something on one network or one machine only.
    private static final Pattern INSIDE = Pattern.compile(
            "localhost|.*\\.(localhost|local|internal|lan|test)|127\\..*|10\\..*|192\\.168\\..*|169\\.254\\..*"
                    + "|172\\.(1[6-9]|2[0-9]|3[01])\\..*|0\\.0\\.0\\.0|\\[.*]|[^.]*");

    private WebhookRules() {}

    /// Why PagerTree could not deliver to this hub, where that can be told beforehand.
    static Optional<String> findReasonOutOfReach(URI publicUrl, URI pagertree) {
        if (!isInside(publicUrl) || isInside(pagertree)) {
            return Optional.empty();
        }
        return Optional.of("PagerTree is on the internet and cannot reach " + publicUrl.getScheme() + "://"
                + publicUrl.getAuthority()
                + ". Whoever runs Graft sets --public-url (or GRAFT_PUBLIC_URL) to an address that PagerTree reaches;"
                + " then press the button again. Or add the webhook by hand, through a relay that you trust.");
    }

    private static boolean isInside(URI address) {
        return Optional.ofNullable(address.getHost())
                .map(host -> INSIDE.matcher(host.toLowerCase(Locale.ROOT)).matches())
                .orElse(true);
    }

    static Map<String, Object> wanted(String url) {
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("name", NAME);
        wanted.put("enabled", true);
        wanted.put(URL, url);
        EVENTS.forEach(event -> wanted.put(event, true));
        return wanted;
    }

    /// By the id of our endpoint in its address: that stays when our public address or the secret changes.
    static boolean isOurs(JsonNode integration, UUID endpoint, Optional<String> keptId) {
        return option(integration, URL).asText("").contains(endpoint.toString())
                || keptId.filter(id -> id.equals(integration.path("id").asText()))
                        .isPresent();
    }

    static boolean isAsWanted(JsonNode integration, String url) {
        return integration.path("enabled").asBoolean(true)
                && option(integration, URL).asText("").equals(url)
                && EVENTS.stream().allMatch(event -> option(integration, event).asBoolean(false));
    }

    private static JsonNode option(JsonNode integration, String name) {
        var bare = name.substring("option_".length());
        return List.of(
                        integration.path(name),
                        integration.path("options").path(name),
                        integration.path("options").path(bare))
                .stream()
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .orElse(integration.path(name));
    }

    /// Among PagerTree's types of integrations.
    static boolean isOutgoingWebhook(JsonNode type) {
        return type.path("name").asText().equalsIgnoreCase("Outgoing Webhook")
                || type.path("classname").asText().contains("OutgoingWebhook");
    }

    static String words(Answer answer) {
        return switch (answer) {
            case Answer.Read(var words, var _, var _) -> words;
            case Answer.KeyRefused(var words) ->
                "PagerTree does not accept the key for this (" + words + "). Use the key of an admin of the account, or"
                        + " add the webhook by hand.";
            case Answer.NotAllowed(var words) ->
                "The key may page, but it may not change integrations (" + words + "). Use the key of an admin of the"
                        + " account, or add the webhook by hand.";
            case Answer.Refused(var words) ->
                "PagerTree turned it down (" + words + "). Add the webhook by hand, with the address below.";
            case Answer.Gone(var words) ->
                "PagerTree's API does not offer this here (" + words + "). Add the webhook by hand.";
            case Answer.NotDone(var words, var _) ->
                "PagerTree cannot be reached (" + words + "). Press the button again in a minute.";
            case Answer.Unknown(var words) ->
                "Whether it was made cannot be told (" + words + "). Press the button again in a minute: Graft knows"
                        + " its webhook again and makes no second one.";
        };
    }
}
