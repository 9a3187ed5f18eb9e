package dev.graft.sandbox.pagertree;

import java.time.Duration;
import java.util.List;

/// One layer of a team's escalation policy: who is on call for it now, and how long they have.
///
/// @param people ULIDs of account users
record Layer(List<String> people, Duration timeout) {
    Layer {
        people = List.copyOf(people);
    }
}
