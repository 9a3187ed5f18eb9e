package dev.graft.domain.workflow;

import java.time.Instant;

/// @param slug names it in addresses; unique in its workspace
/// @param position shown first where it is lower; no order is promised between workflows
/// @param version counts the changes of its definition, so that a decision says which one it was
public record Workflow(
        WorkflowId id,
        String name,
        String slug,
        Kind kind,
        boolean enabled,
        int position,
        int version,
        WorkflowDefinition definition,
        Instant createdAt,
        Instant updatedAt) {
    /// What its conditions and templates look at first.
    public enum Kind {
        INCIDENT,
        ALERT
    }
}
