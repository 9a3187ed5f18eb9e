package dev.graft.domain.workspace;

import java.util.UUID;

public record SeverityId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
