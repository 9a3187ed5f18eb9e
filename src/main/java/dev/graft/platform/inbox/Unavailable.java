package dev.graft.platform.inbox;

/// The delivery was not accepted, for a reason that lies with us: the inbox is full or closing, the database is down,
/// or a commit's fate is unknown. The sender should try again.
public final class Unavailable extends RuntimeException {
    public Unavailable(String reason) {
        super(reason);
    }

    public Unavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
