package dev.graft.platform.inbox;

/// The delivery was not accepted, for a reason that lies with us. The sender should try again.
public final class Unavailable extends RuntimeException {
    public enum Cause {
        /// The workspace sends more at once than its share of the room.
        TOO_MUCH_AT_ONCE,
        /// Memory, unread deliveries, or the disk: there is no room for anybody.
        FULL,
        /// The hub is stopping.
        CLOSED,
        /// The database refused it, or is not there: it is not stored.
        NOT_STORED,
        /// Nobody can say whether it is stored.
        UNKNOWN
    }

    private final Cause reason;

    public Unavailable(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Unavailable(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
