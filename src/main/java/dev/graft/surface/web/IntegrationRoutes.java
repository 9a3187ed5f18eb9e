package dev.graft.surface.web;

import dev.graft.domain.paging.Destination;
import dev.graft.domain.workspace.Right;
import dev.graft.partner.pagertree.ConnectionTest;
import dev.graft.partner.pagertree.DirectoryEntry;
import dev.graft.partner.pagertree.IntegrationView;
import dev.graft.partner.pagertree.Integrations;
import dev.graft.partner.pagertree.OutgoingWebhooks;
import dev.graft.partner.pagertree.WebhookSetup;
import dev.graft.platform.secret.Secret;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JteintegrationsGenerated;
import dev.graft.surface.web.templates.JtepagertreeGenerated;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Connecting PagerTree: the key, where events come in, and who is paged when nobody is named.
final class IntegrationRoutes {
    private static final String PAGERTREE = "/integrations/pagertree";

    private final Integrations integrations;
    private final OutgoingWebhooks webhooks;
    private final Rows rows;
    private final Supplier<URI> publicUrl;

    IntegrationRoutes(Integrations integrations, OutgoingWebhooks webhooks, Rows rows, Supplier<URI> publicUrl) {
        this.integrations = integrations;
        this.webhooks = webhooks;
        this.rows = rows;
        this.publicUrl = publicUrl;
    }

    void register(WebRouting routing) {
        routing.page("/integrations", this::list)
                .page(PAGERTREE, visit -> pagertree(visit, Said.NOTHING))
                .form(PAGERTREE + "/key", this::connect)
                .form(PAGERTREE + "/webhook", (visit, _) -> makeWebhook(visit))
                .form(PAGERTREE + "/secret", (visit, _) -> showSecret(visit, Optional.empty()))
                .form(PAGERTREE + "/destination", this::keepDestination);
    }

    private Reply list(Visit visit) {
        visit.caller().must(Right.READ);
        var state = visit.may(Right.MANAGE_INTEGRATIONS)
                ? Optional.of(look(integrations.view(visit.caller())))
                : Optional.<Look>empty();
        var view = new IntegrationListView(
                visit.frame("Integrations", Place.INTEGRATIONS),
                state,
                rows.quiet(visit).lastHeard());
        return Reply.html(out -> JteintegrationsGenerated.render(out, null, view));
    }

    /// One paste: the key is tested and kept, and then used to make the webhook.
    private Reply connect(Visit visit, Form form) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var key = form.text("key");
        if (key.isEmpty()) {
            return pagertree(visit, Said.problem("Paste the API key first."));
        }
        var environment = form.text("environment").orElse("");
        return switch (integrations.connect(visit.caller(), environment, new Secret(key.get()))) {
            case ConnectionTest.Works _ ->
                form.isTicked("webhook") ? makeWebhook(visit) : showSecret(visit, Optional.empty());
            case ConnectionTest.Fails(var words) -> pagertree(visit, Said.problem(words));
        };
    }

    private Reply makeWebhook(Visit visit) {
        return switch (webhooks.make(visit.caller(), publicUrl.get())) {
            case WebhookSetup.Made _ -> new Reply.SeeOther(Notice.WEBHOOK_MADE.on(PAGERTREE));
            case WebhookSetup.KnownAgain _ -> new Reply.SeeOther(Notice.WEBHOOK_KNOWN_AGAIN.on(PAGERTREE));
            case WebhookSetup.NotMade(var words) -> showSecret(visit, Optional.of(words));
        };
    }

    /// The secret is shown in the answer to a form, so that no address that a browser keeps leads to it.
    private Reply showSecret(Visit visit, Optional<String> webhookProblem) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var secret = integrations.endpoint(visit.caller()).secret();
        return pagertree(visit, new Said(Optional.empty(), webhookProblem, Optional.of(secret)));
    }

    /// What the page says because of a form.
    private record Said(Optional<String> problem, Optional<String> webhookProblem, Optional<Secret> secret) {
        static final Said NOTHING = new Said(Optional.empty(), Optional.empty(), Optional.empty());

        static Said problem(String words) {
            return new Said(Optional.of(words), Optional.empty(), Optional.empty());
        }
    }

    private Reply keepDestination(Visit visit, Form form) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var chosen = form.text("destination")
                .flatMap(value -> integrations.directory(visit.caller()).stream()
                        .map(DirectoryEntry::asDestination)
                        .filter(destination -> value(destination).equals(value))
                        .findFirst());
        if (chosen.isEmpty()) {
            return pagertree(visit, Said.problem("Choose somebody whom PagerTree knows."));
        }
        integrations.setDefaultDestination(visit.caller(), chosen.get());
        return new Reply.SeeOther(Notice.DESTINATION_KEPT.on(PAGERTREE));
    }

    private Reply pagertree(Visit visit, Said said) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var integration = integrations.view(visit.caller());
        var view = new PagerTreeView(
                visit.frame("PagerTree", Place.INTEGRATIONS).live(),
                look(integration),
                Optional.of(integration.stateReason()).filter(reason -> !reason.isBlank()),
                integration.hasKey(),
                integrations.environments().stream()
                        .map(name -> new Choice(name, capitalized(name), "", name.equals(integration.environment())))
                        .toList(),
                said.problem(),
                publicUrl
                        .get()
                        .resolve(integrations.endpoint(visit.caller()).path())
                        .toString(),
                said.secret().map(Secret::reveal),
                integration.hasWebhook(),
                said.webhookProblem(),
                integration.lastHeard().map(at -> Moment.of(at, visit.now())),
                integration.hasKey() ? destinations(visit, integration) : List.of(),
                integration.defaultDestination().map(Destination::name));
        return Reply.html(said.problem().isPresent() ? 422 : 200, out -> JtepagertreeGenerated.render(out, null, view));
    }

    private List<Choice> destinations(Visit visit, IntegrationView integration) {
        var current =
                integration.defaultDestination().map(IntegrationRoutes::value).orElse("");
        var known = visit.isAgain()
                ? integrations.destinations(visit.caller())
                : integrations.directory(visit.caller()).stream()
                        .map(DirectoryEntry::asDestination)
                        .toList();
        return known.stream()
                .map(destination -> {
                    var value = value(destination);
                    return new Choice(
                            value,
                            destination.name(),
                            destination.kind().name().toLowerCase(Locale.ROOT),
                            value.equals(current));
                })
                .toList();
    }

    private static Look look(IntegrationView integration) {
        return switch (integration.state()) {
            case NOT_SET_UP -> new Look("Not set up", "plug", "idle");
            case CONNECTED -> new Look("Connected", "check", "ok");
            case BROKEN -> new Look("Needs attention", "alert", "danger");
        };
    }

    private static String value(Destination destination) {
        return destination.kind().name().toLowerCase(Locale.ROOT) + ":" + destination.id();
    }

    private static String capitalized(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
