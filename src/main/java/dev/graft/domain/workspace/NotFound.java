package dev.graft.domain.workspace;

/// Nothing of this kind goes by that id in the caller's workspace.
public final class NotFound extends RuntimeException {
    public NotFound(String kind, Object id) {
        super("There is no " + kind + " " + id + " in this workspace.");
    }
}
