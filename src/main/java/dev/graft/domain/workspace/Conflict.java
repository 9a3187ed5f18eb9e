package dev.graft.domain.workspace;

/// The request is well formed, but not possible in the present state; nothing was changed.
public final class Conflict extends RuntimeException {
    public Conflict(String message) {
        super(message);
    }
}
