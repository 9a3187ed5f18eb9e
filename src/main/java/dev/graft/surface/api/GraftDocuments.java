package dev.graft.surface.api;

import dev.graft.domain.paging.Alarm;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Page;
import dev.graft.domain.paging.Receipt;
import dev.graft.domain.workflow.Answer;
import dev.graft.domain.workflow.Decision;
import dev.graft.domain.workflow.Run;
import dev.graft.domain.workflow.TaskRun;
import java.util.List;
import java.util.Map;

/// What Rootly's API has no words for: decisions, pages with their receipts, alarms. Under `/graft/v1`, in the same
/// conventions.
final class GraftDocuments {
    private GraftDocuments() {}

    static Resource decision(Decision decision) {
        var attributes = new Attributes()
                .put("workflow_id", decision.workflow().toString())
                .put("workflow_name", decision.workflowName())
                .put("workflow_version", decision.workflowVersion())
                .put("trigger", decision.trigger())
                .put("verdict", decision.verdict())
                .put("sentence", decision.sentence())
                .put(
                        "conditions",
                        decision.answers().stream()
                                .map(GraftDocuments::condition)
                                .toList())
                .put("run", decision.run().map(GraftDocuments::run))
                .put("decided_at", decision.decidedAt());
        // One workflow decides once about one occurrence.
        var id = decision.workflow() + ":" + Attributes.word(decision.trigger()) + ":"
                + decision.decidedAt().toEpochMilli();
        return new Resource("decisions", id, attributes);
    }

    static Resource page(Receipt receipt) {
        Page page = receipt.page();
        var attributes = new Attributes()
                .put("incident_id", page.incident().map(Object::toString))
                .put("title", page.title())
                .put("description", page.description())
                .put("urgency", page.urgency())
                .put("incident_severity", page.severity())
                .put("is_incident", page.isIncident())
                .put(
                        "destinations",
                        page.destinations().stream()
                                .map(GraftDocuments::destination)
                                .toList())
                .put("requested_by", page.requestedBy().displayName())
                .put("cause", page.cause())
                .put("marker", page.marker())
                .put("send_status", page.send())
                .put("send_reason", page.sendReason())
                .put("status", page.state())
                .put("answered_by", page.answeredBy())
                .put("pagertree_alert_id", page.externalId().or(page::externalPrefixId))
                .put("pagertree_alert_url", page.externalUrl())
                .put(
                        "attempts",
                        receipt.attempts().stream().map(GraftDocuments::attempt).toList())
                .put("created_at", page.createdAt())
                .put("accepted_at", page.acceptedAt())
                .put("acknowledged_at", page.acknowledgedAt())
                .put("dropped_at", page.droppedAt())
                .put("resolved_at", page.resolvedAt());
        return new Resource("pages", page.id().toString(), attributes);
    }

    static Resource alarm(Alarm alarm) {
        var attributes = new Attributes()
                .put("kind", alarm.kind())
                .put("words", alarm.words())
                .put("subject_id", alarm.subject().toString())
                .put("incident_id", alarm.incident().map(Object::toString))
                .put("alert_id", alarm.alert().map(Object::toString))
                .put("page_id", alarm.page().map(Object::toString))
                .put("raised_at", alarm.raisedAt())
                .put("cleared_at", alarm.clearedAt());
        return new Resource("alarms", Attributes.word(alarm.kind()) + ":" + alarm.subject(), attributes);
    }

    private static Map<String, ?> condition(Answer answer) {
        return new Attributes()
                .put("field", answer.field().shown())
                .put("found", List.copyOf(answer.left()))
                .put("operator", answer.operator())
                .put("wanted", List.copyOf(answer.right()))
                .put("holds", answer.holds())
                .values();
    }

    private static Map<String, ?> run(Run run) {
        return new Attributes()
                .put("id", run.id().toString())
                .put("status", run.status())
                .put("message", run.message())
                .put("tasks", run.tasks().stream().map(GraftDocuments::task).toList())
                .put("queued_at", run.queuedAt())
                .put("started_at", run.startedAt())
                .put("finished_at", run.finishedAt())
                .values();
    }

    private static Map<String, ?> task(TaskRun task) {
        return new Attributes()
                .put("position", task.position())
                .put("task_type", task.type())
                .put("status", task.status())
                .put("words", task.words())
                .put("finished_at", task.finishedAt())
                .values();
    }

    private static Map<String, ?> destination(Destination destination) {
        return new Attributes()
                .put("kind", destination.kind())
                .put("id", destination.id())
                .put("name", destination.name())
                .values();
    }

    private static Map<String, ?> attempt(Receipt.Attempt attempt) {
        return new Attributes()
                .put("number", attempt.number())
                .put("started_at", attempt.startedAt())
                .put("ended_at", attempt.endedAt())
                .put("outcome", attempt.outcome())
                .values();
    }
}
