package dev.graft.surface.web;

import dev.graft.domain.workflow.Workflow;
import dev.graft.domain.workflow.Workflows;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.templates.JteworkflowsGenerated;
import java.util.Comparator;

/// What Graft does by itself, in sentences.
final class WorkflowRoutes {
    private final Workflows workflows;

    WorkflowRoutes(Workflows workflows) {
        this.workflows = workflows;
    }

    void register(WebRouting routing) {
        routing.page("/workflows", this::list);
    }

    private Reply list(Visit visit) {
        var view = new WorkflowListView(
                visit.frame("Workflows", Place.WORKFLOWS),
                workflows.list(visit.caller()).stream()
                        .sorted(Comparator.comparingInt(Workflow::position))
                        .map(WorkflowView::of)
                        .toList());
        return Reply.html(out -> JteworkflowsGenerated.render(out, null, view));
    }
}
