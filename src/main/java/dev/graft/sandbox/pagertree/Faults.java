package dev.graft.sandbox.pagertree;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which faults are switched on, for which calls, and for how many more of them.
final class Faults {
    /// @param remaining empty: until cleared
    /// @param isForCreateOnly else for every call that changes an alert
    record Switch(Optional<Integer> remaining, boolean isForCreateOnly) {}

    enum Call {
        CREATE,
        CHANGE
    }

    private final Map<Fault, Switch> switches = new ConcurrentHashMap<>();

    void switchOn(Fault fault, Switch how) {
        if (how.remaining().filter(count -> count <= 0).isPresent()) {
            switches.remove(fault);
        } else {
            switches.put(fault, how);
        }
    }

    void clear(Fault fault) {
        switches.remove(fault);
    }

    void clearAll() {
        switches.clear();
    }

    Optional<Switch> find(Fault fault) {
        return Optional.ofNullable(switches.get(fault));
    }

    /// Whether this call is to suffer; counts it if so.
    boolean strikes(Fault fault, Call call) {
        var struck = new boolean[1];
        switches.computeIfPresent(fault, (_, how) -> {
            if (how.isForCreateOnly() && call != Call.CREATE) {
                return how;
            }
            struck[0] = true;
            return how.remaining().isEmpty() || how.remaining().get() > 1
                    ? new Switch(how.remaining().map(count -> count - 1), how.isForCreateOnly())
                    : null;
        });
        return struck[0];
    }
}
