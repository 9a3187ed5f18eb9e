package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.List;

/// One person's phone: why it may ring, what rings on it now, and what its owner has acknowledged and not
/// ended.
///
/// @param ringing the most urgent first, of equals the one that has rung longest
/// @param held acknowledged by this person, the latest first
record Phone(Person person, List<Duty> duties, List<Call> ringing, List<Held> held) {
    Phone {
        duties = List.copyOf(duties);
        ringing = List.copyOf(ringing);
        held = List.copyOf(held);
    }

    /// @param layer of the team's escalation policy, from 0
    record Duty(Team team, int layer) {}

    /// @param layers how many the policy has now
    record Call(Alert alert, Destination through, int layer, int layers, int round, Instant since, Instant until) {}

    record Held(Alert alert, Destination through, Instant since) {}

    boolean rings() {
        return !ringing.isEmpty();
    }

    boolean isOnCall() {
        return !duties.isEmpty();
    }
}
