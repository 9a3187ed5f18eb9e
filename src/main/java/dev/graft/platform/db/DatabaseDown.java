package dev.graft.platform.db;

/// The database did not answer: refused, no free connection in time, or gone before we asked for the commit. What the
/// transaction was to do has certainly not happened.
public final class DatabaseDown extends RuntimeException {
    public DatabaseDown(String whatWeWereDoing, Throwable cause) {
        super("The database is not there: " + whatWeWereDoing, cause);
    }
}
