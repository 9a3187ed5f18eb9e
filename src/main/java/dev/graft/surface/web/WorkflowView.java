package dev.graft.surface.web;

import dev.graft.domain.workflow.Condition;
import dev.graft.domain.workflow.Join;
import dev.graft.domain.workflow.Trigger;
import dev.graft.domain.workflow.Workflow;
import dev.graft.domain.workflow.WorkflowDefinition.Task;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A workflow in three sentences: when, if, then.
public record WorkflowView(String name, boolean enabled, int version, String when, String onlyIf, List<String> then) {
    static WorkflowView of(Workflow workflow) {
        var params = workflow.definition().triggerParams();
        return new WorkflowView(
                workflow.name(),
                workflow.enabled(),
                workflow.version(),
                params.triggers().stream().map(WorkflowView::trigger).collect(Collectors.joining(", or ")),
                onlyIf(params.condition(), params.conditions()),
                workflow.definition().tasks().stream()
                        .filter(Task::enabled)
                        .sorted(Comparator.comparingInt(Task::position))
                        .map(task -> task.name().isBlank() ? task(task.type()) : task.name())
                        .toList());
    }

    static String trigger(Trigger trigger) {
        return switch (trigger) {
            case INCIDENT_CREATED -> "an incident is declared";
            case INCIDENT_STARTED -> "an incident leaves triage";
            case STATUS_UPDATED -> "an incident changes its status";
            case ALERT_CREATED -> "an alert arrives";
            case ALERT_STATUS_UPDATED -> "an alert changes its status";
        };
    }

    /// @param type Rootly's word, as in `create_pagertree_alert`
    static String task(String type) {
        return switch (type) {
            case "create_pagertree_alert" -> "Page in PagerTree";
            case "update_pagertree_alert" -> "Update the linked PagerTree alerts";
            case "create_incident" -> "Declare an incident";
            default -> type.replace('_', ' ');
        };
    }

    private static String onlyIf(Join join, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return "always";
        }
        var sentences = conditions.stream()
                .map(condition -> (condition.field().shown() + " " + DecisionView.words(condition.operator()) + " "
                                + String.join(" or ", condition.values()))
                        .strip())
                .toList();
        return switch (join) {
            case ALL -> String.join(", and ", sentences);
            case ANY -> String.join(", or ", sentences);
            case NONE -> "none of: " + String.join("; ", sentences);
        };
    }
}
