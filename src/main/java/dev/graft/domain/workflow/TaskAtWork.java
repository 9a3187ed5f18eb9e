package dev.graft.domain.workflow;

import dev.graft.domain.workflow.Liquid.Rendered;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Right;
import dev.graft.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One task of one run, while it is carried out.
final class TaskAtWork {
    private final Tx tx;
    private final Workflow workflow;
    private final RunStore.Waiting run;
    private final WorkflowDefinition.Task task;
    private final Map<String, Object> data;
    private final List<String> notes = new ArrayList<>();

    TaskAtWork(Tx tx, Workflow workflow, RunStore.Waiting run, WorkflowDefinition.Task task, Map<String, Object> data) {
        this.tx = tx;
        this.workflow = workflow;
        this.run = run;
        this.task = task;
        this.data = data;
    }

    Tx tx() {
        return tx;
    }

    Subject subject() {
        return run.subject();
    }

    TaskParams params() {
        return new TaskParams(task.taskParams());
    }

    /// Who does what this task does, as timelines name them.
    Actor actor() {
        return new Actor.Workflow(workflow.id().value(), workflow.name());
    }

    Caller caller() {
        return new Caller(tx.workspace(), actor(), Set.of(Right.values()), "workflow");
    }

    /// Makes it harmless to do the same task of the same run again.
    String requestKey() {
        return "run " + run.id() + " task " + task.position();
    }

    /// What this task sets in motion is one step further from where it began.
    int hops() {
        return run.hops() + 1;
    }

    /// The parameter with its variables filled in. Where the template cannot be read, it is `fallback`, and a note says
    /// so: somebody who has to be woken is better woken by a plain title than not at all.
    Optional<String> text(String key, Optional<String> fallback) {
        return params().findText(key).flatMap(template -> switch (Liquid.render(template, data)) {
            case Rendered.Text(var text) -> Optional.of(text).filter(rendered -> !rendered.isBlank());
            case Rendered.Unreadable(var reason) -> {
                notes.add("The template of " + key + " cannot be rendered (" + reason + ")"
                        + (fallback.isPresent() ? "; something plain stands in its place." : "; it is left out."));
                yield fallback;
            }
        });
    }

    void note(String words) {
        notes.add(words);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
