package dev.graft.domain.workflow;

import dev.graft.domain.workflow.WorkflowDefinition.Task;
import dev.graft.domain.workflow.WorkflowDefinition.TriggerParams;
import java.util.List;
import java.util.Map;

/// The workflows that Graft comes with. Each workspace owns its copy and may change it.
final class DefaultWorkflows {
    private DefaultWorkflows() {}

    /// @param slug names it; installing it twice is harmless because of it
    record Shipped(String name, String slug, Workflow.Kind kind, int position, WorkflowDefinition definition) {}

    /// An incident in triage pages when it starts.
    static final Shipped PAGE_ON_CREATION = new Shipped(
            "Page PagerTree when an incident is created",
            "page-pagertree-when-an-incident-is-created",
            Workflow.Kind.INCIDENT,
            1,
            new WorkflowDefinition(
                    new TriggerParams(
                            List.of(Trigger.INCIDENT_CREATED, Trigger.INCIDENT_STARTED),
                            Join.ALL,
                            List.of(
                                    Condition.of(Field.INCIDENT_STATUS, Operator.IS, "started"),
                                    Condition.of(Field.INCIDENT_KIND, Operator.IS, "normal"))),
                    List.of(task(
                            "Page the incident's teams",
                            Map.of(
                                    "task_type",
                                    Tasks.PAGE,
                                    "title",
                                    "{{ incident.title }}",
                                    "description",
                                    "{{ incident.summary }}",
                                    "urgency",
                                    "auto",
                                    "severity",
                                    "auto")))));

    static final Shipped RESOLVE_LINKED = new Shipped(
            "Resolve the linked PagerTree alerts when an incident is resolved",
            "resolve-the-linked-pagertree-alerts-when-an-incident-is-resolved",
            Workflow.Kind.INCIDENT,
            2,
            new WorkflowDefinition(
                    new TriggerParams(
                            List.of(Trigger.STATUS_UPDATED),
                            Join.ALL,
                            List.of(Condition.of(
                                    Field.INCIDENT_STATUS, Operator.ANY, "resolved", "closed", "cancelled"))),
                    List.of(task(
                            "Resolve the linked alerts",
                            Map.of(
                                    "task_type",
                                    Tasks.UPDATE,
                                    "pagertree_alert_id",
                                    "{{ incident.pagertree_alert_id }}",
                                    "status",
                                    "auto")))));

    static final Shipped CRITICAL_ALERT_OPENS_INCIDENT = new Shipped(
            "A critical PagerTree alert opens an incident",
            "a-critical-pagertree-alert-opens-an-incident",
            Workflow.Kind.ALERT,
            3,
            new WorkflowDefinition(
                    new TriggerParams(
                            List.of(Trigger.ALERT_CREATED),
                            Join.ALL,
                            List.of(
                                    Condition.of(Field.ALERT_SOURCE, Operator.IS, "pagertree"),
                                    Condition.of(Field.ALERT_LABEL, Operator.CONTAINS, "urgency:critical"),
                                    Condition.of(Field.ALERT_STATUS, Operator.IS, "triggered"))),
                    List.of(task(
                            "Declare an incident",
                            Map.of(
                                    "task_type",
                                    Tasks.CREATE_INCIDENT,
                                    "title",
                                    "{{ alert.summary }}",
                                    "summary",
                                    "{{ alert.description }}",
                                    "severity_id",
                                    "critical")))));

    static final List<Shipped> FOR_EVERY_WORKSPACE = List.of(PAGE_ON_CREATION, RESOLVE_LINKED);

    private static Task task(String name, Map<String, Object> params) {
        return new Task(name, 1, true, false, params);
    }
}
