package dev.graft.domain.workspace;

import java.util.UUID;

public record TeamId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
