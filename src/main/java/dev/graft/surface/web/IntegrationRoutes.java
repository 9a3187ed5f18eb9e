package dev.graft.surface.web;

import dev.graft.domain.paging.Destination;
import dev.graft.domain.workspace.Right;
import dev.graft.partner.pagertree.ConnectionTest;
import dev.graft.partner.pagertree.DirectoryEntry;
import dev.graft.partner.pagertree.IntegrationView;
import dev.graft.partner.pagertree.Integrations;
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
    private final Rows rows;
    private final Supplier<URI> publicUrl;

    IntegrationRoutes(Integrations integrations, Rows rows, Supplier<URI> publicUrl) {
        this.integrations = integrations;
        this.rows = rows;
        this.publicUrl = publicUrl;
    }

    void register(WebRouting routing) {
        routing.page("/integrations", this::list)
                .page(PAGERTREE, visit -> pagertree(visit, Optional.empty(), Optional.empty()))
                .form(PAGERTREE + "/key", this::connect)
                .form(PAGERTREE + "/secret", this::showSecret)
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

    private Reply connect(Visit visit, Form form) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var key = form.text("key");
        if (key.isEmpty()) {
            return pagertree(visit, Optional.of("Paste the API key first."), Optional.empty());
        }
        var environment = form.text("environment").orElse("");
        return switch (integrations.connect(visit.caller(), environment, new Secret(key.get()))) {
            case ConnectionTest.Works _ -> new Reply.SeeOther(Notice.CONNECTED.on(PAGERTREE));
            case ConnectionTest.Fails(var words) -> pagertree(visit, Optional.of(words), Optional.empty());
        };
    }

    /// The secret is shown in the answer to a form, so that no address that a browser keeps leads to it.
    private Reply showSecret(Visit visit, Form form) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        return pagertree(
                visit,
                Optional.empty(),
                Optional.of(integrations.endpoint(visit.caller()).secret()));
    }

    private Reply keepDestination(Visit visit, Form form) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var chosen = form.text("destination")
                .flatMap(value -> integrations.directory(visit.caller()).stream()
                        .map(DirectoryEntry::asDestination)
                        .filter(destination -> value(destination).equals(value))
                        .findFirst());
        if (chosen.isEmpty()) {
            return pagertree(visit, Optional.of("Choose somebody whom PagerTree knows."), Optional.empty());
        }
        integrations.setDefaultDestination(visit.caller(), chosen.get());
        return new Reply.SeeOther(Notice.DESTINATION_KEPT.on(PAGERTREE));
    }

    private Reply pagertree(Visit visit, Optional<String> problem, Optional<Secret> secret) {
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
                problem,
                publicUrl
                        .get()
                        .resolve(integrations.endpoint(visit.caller()).path())
                        .toString(),
                secret.map(Secret::reveal),
                rows.quiet(visit).lastHeard(),
                integration.hasKey() ? destinations(visit, integration) : List.of(),
                integration.defaultDestination().map(Destination::name));
        return Reply.html(problem.isPresent() ? 422 : 200, out -> JtepagertreeGenerated.render(out, null, view));
    }

    private List<Choice> destinations(Visit visit, IntegrationView integration) {
        var current =
                integration.defaultDestination().map(IntegrationRoutes::value).orElse("");
        return integrations.directory(visit.caller()).stream()
                .map(entry -> {
                    var value = value(entry.asDestination());
                    return new Choice(
                            value, entry.name(), entry.kind().name().toLowerCase(Locale.ROOT), value.equals(current));
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
