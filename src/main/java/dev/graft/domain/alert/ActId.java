package dev.graft.domain.alert;

import java.util.UUID;

/// Names one deliberate act of a person on an alert in Graft: an acknowledge or a resolve.
public record ActId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
