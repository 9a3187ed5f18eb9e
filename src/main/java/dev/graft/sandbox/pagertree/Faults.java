package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Alerts.Telling;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which faults are switched on, for which calls, and for how many more of them.
final class Faults {
    /// What is late, is late by this much of the sandbox's time.
    static final Duration LAG = Duration.ofSeconds(5);

    /// @param remaining empty: until cleared
    record Switch(Optional<Integer> remaining, Calls calls) {}

    /// The calls that a switch is for.
    enum Calls {
        /// Those that create an alert.
        CREATE,
        /// Those that create or change an alert.
        WRITES,
        /// Those that only read, of any resource.
        READS,
        /// Every call, and what escalation and people do besides.
        ALL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean hold(Call call) {
            return switch (this) {
                case CREATE -> call == Call.CREATE;
                case WRITES -> call == Call.CREATE || call == Call.CHANGE;
                case READS -> call == Call.READ;
                case ALL -> true;
            };
        }
    }

    enum Call {
        CREATE,
        CHANGE,
        READ,
        /// A change to anything but an alert.
        OTHER,
        /// No call at all: a layer's end, or a button.
        NONE
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
        if (switches.isEmpty()) {
            return false;
        }
        var struck = new boolean[1];
        switches.computeIfPresent(fault, (_, how) -> {
            if (!how.calls().hold(call)) {
                return how;
            }
            struck[0] = true;
            return oneLess(how);
        });
        return struck[0];
    }

    /// Lists are what a lag is about, whatever calls the switch names.
    boolean strikesList() {
        var struck = new boolean[1];
        switches.computeIfPresent(Fault.LIST_LAG, (_, how) -> {
            struck[0] = true;
            return oneLess(how);
        });
        return struck[0];
    }

    /// How the webhooks that a call sets off go out.
    Telling telling(Call call) {
        if (strikes(Fault.WEBHOOKS_LOST, call)) {
            return Telling.NEVER;
        }
        if (strikes(Fault.WEBHOOK_BEFORE_RESPONSE, call)) {
            return Telling.FIRST;
        }
        if (strikes(Fault.WEBHOOKS_TWICE, call)) {
            return Telling.SOON_AND_TWICE;
        }
        if (strikes(Fault.WEBHOOKS_DELAYED, call)) {
            return Telling.LATE;
        }
        if (strikes(Fault.WEBHOOKS_REORDERED, call)) {
            return Telling.REVERSED;
        }
        return strikes(Fault.WEBHOOKS_WITHOUT_DATA, call) ? Telling.WITHOUT_DATA : Telling.SOON;
    }

    private static @org.jspecify.annotations.Nullable Switch oneLess(Switch how) {
        if (how.remaining().isEmpty()) {
            return how;
        }
        int left = how.remaining().get() - 1;
        return left > 0 ? new Switch(Optional.of(left), how.calls()) : null;
    }
}
