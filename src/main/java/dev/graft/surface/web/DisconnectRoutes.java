package dev.graft.surface.web;

import dev.graft.domain.workspace.Right;
import dev.graft.partner.pagertree.Disconnection;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JtedisconnectGenerated;
import java.util.List;
import java.util.Optional;

/// Disconnecting PagerTree: what it means, written out; the name typed; and what was done.
final class DisconnectRoutes {
    private static final String ADDRESS = "/integrations/pagertree/disconnect";

    /// To be typed, so that nobody does it by a slip of the finger.
    private static final String NAME = "PagerTree";

    private final Disconnection disconnection;

    DisconnectRoutes(Disconnection disconnection) {
        this.disconnection = disconnection;
    }

    void register(WebRouting routing) {
        routing.page(ADDRESS, visit -> ask(visit, Optional.empty())).form(ADDRESS, this::disconnect);
    }

    private Reply ask(Visit visit, Optional<String> problem) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        var view = new DisconnectView(
                visit.frame("Disconnect PagerTree", Place.INTEGRATIONS),
                Optional.of(disconnection.outlook(visit.caller())),
                problem,
                List.of(),
                NAME);
        return Reply.html(problem.isPresent() ? 422 : 200, out -> JtedisconnectGenerated.render(out, null, view));
    }

    private Reply disconnect(Visit visit, Form form) {
        visit.caller().must(Right.MANAGE_INTEGRATIONS);
        if (form.text("name").filter(NAME::equalsIgnoreCase).isEmpty()) {
            return ask(visit, Optional.of("Type the name " + NAME + " to confirm. Nothing was changed."));
        }
        var view = new DisconnectView(
                visit.frame("PagerTree is disconnected", Place.INTEGRATIONS),
                Optional.empty(),
                Optional.empty(),
                disconnection.disconnect(visit.caller()),
                NAME);
        return Reply.html(out -> JtedisconnectGenerated.render(out, null, view));
    }
}
