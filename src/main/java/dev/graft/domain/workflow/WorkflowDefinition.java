package dev.graft.domain.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A workflow as data: what it waits for, what it looks at, what it does. The shape is Rootly's (`trigger_params`,
/// `task_params`), with the conditions as a list instead of one key per field.
public record WorkflowDefinition(TriggerParams triggerParams, List<Task> tasks) {
    public WorkflowDefinition {
        tasks = List.copyOf(tasks);
    }

    /// @param triggers any of them starts the workflow
    public record TriggerParams(List<Trigger> triggers, Join condition, List<Condition> conditions) {
        public TriggerParams {
            triggers = List.copyOf(triggers);
            conditions = List.copyOf(conditions);
        }
    }

    /// One thing to do.
    ///
    /// @param position tasks run from low to high
    /// @param skipOnFailure a failure of this one does not stop the run
    /// @param taskParams as they were given; `task_type` says what kind of task it is. A type that Graft does
    ///     not know is kept, and fails with words when it runs
    public record Task(
            String name, int position, boolean enabled, boolean skipOnFailure, Map<String, Object> taskParams) {
        public Task {
            taskParams = Collections.unmodifiableMap(new LinkedHashMap<>(taskParams));
        }

        public String type() {
            return String.valueOf(taskParams.get("task_type"));
        }
    }
}
