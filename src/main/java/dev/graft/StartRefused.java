package dev.graft;

/// Graft does not start, for a reason that the person at the terminal can do something about.
final class StartRefused extends RuntimeException {
    StartRefused(String whatToDo) {
        super(whatToDo);
    }
}
