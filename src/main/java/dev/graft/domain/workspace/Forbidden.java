package dev.graft.domain.workspace;

import java.util.Locale;

/// The caller is known, but may not do this.
public final class Forbidden extends RuntimeException {
    public Forbidden(Right right) {
        super("You are not allowed to " + right.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + ". Ask an admin of this workspace for the right.");
    }
}
