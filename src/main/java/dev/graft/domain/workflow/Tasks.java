package dev.graft.domain.workflow;

import java.util.Map;

/// The kinds of tasks that Graft knows, by Rootly's words for them.
final class Tasks {
    static final String PAGE = "create_pagertree_alert";
    static final String UPDATE = "update_pagertree_alert";
    static final String CREATE_INCIDENT = "create_incident";

    /// Does one kind of task. All of it is rows, written in the run's transaction.
    interface Kind {
        TaskResult carryOut(TaskAtWork task);
    }

    private final Map<String, Kind> kinds;

    Tasks(Kind page, Kind update, Kind createIncident) {
        this.kinds = Map.of(PAGE, page, UPDATE, update, CREATE_INCIDENT, createIncident);
    }

    TaskResult carryOut(String type, TaskAtWork task) {
        var kind = kinds.get(type);
        return kind == null
                ? TaskResult.failed("Graft does not know tasks of the type “" + type + "”")
                : kind.carryOut(task).withNotes(task.notes());
    }
}
