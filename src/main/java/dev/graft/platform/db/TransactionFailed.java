package dev.graft.platform.db;

/// A transaction that did not come to a good end, for a reason that lies neither in its SQL nor in its values. Asking
/// again may help; whether asking again may do it twice is what `fate` says.
public final class TransactionFailed extends RuntimeException {

    public enum Fate {
        /// Nothing of it has happened: a deadlock or a serialization failure, and the database took it all back.
        ROLLED_BACK,
        /// The connection broke between asking for the commit and hearing the answer: perhaps it has happened.
        UNKNOWN
    }

    private final Fate fate;

    TransactionFailed(Fate fate, String whatWeWereDoing, Throwable cause) {
        super(
                switch (fate) {
                            case ROLLED_BACK -> "The database took the transaction back: ";
                            case UNKNOWN -> "Nobody can say whether the transaction was committed: ";
                        }
                        + whatWeWereDoing,
                cause);
        this.fate = fate;
    }

    public Fate fate() {
        return fate;
    }
}
