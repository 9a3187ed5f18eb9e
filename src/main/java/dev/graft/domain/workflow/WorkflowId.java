package dev.graft.domain.workflow;

import java.util.UUID;

public record WorkflowId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
