package dev.graft.sandbox.pagertree;

/// The alert is not in a state that allows what was asked.
final class Refused extends RuntimeException {
    Refused(String message) {
        super(message, null, false, false);
    }
}
