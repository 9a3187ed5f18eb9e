package dev.graft.platform.db;

/// The bundled server cannot be started, and the message tells the operator why and what to do about it.
public final class BundledPostgresRefused extends RuntimeException {
    public BundledPostgresRefused(String reason) {
        super(reason);
    }

    public BundledPostgresRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
