package dev.graft.domain.alert;

import java.util.UUID;

public record AlertId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
