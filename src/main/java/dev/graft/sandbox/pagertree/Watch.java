package dev.graft.sandbox.pagertree;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far one destination of an alert has come: PagerTree calls it the destination's workflow.
record Watch(Destination destination, State state) {
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = State.Ringing.class, name = "ringing"),
        @JsonSubTypes.Type(value = State.Acknowledged.class, name = "acknowledged"),
        @JsonSubTypes.Type(value = State.Exhausted.class, name = "exhausted")
    })
    sealed interface State {
        /// @param layer of the escalation policy, from 0
        /// @param round how often the policy began again, from 0
        /// @param people ULIDs of those being rung
        record Ringing(int layer, int round, Instant until, List<String> people, List<String> rejectedBy)
                implements State {
            public Ringing {
                people = List.copyOf(people);
                rejectedBy = List.copyOf(rejectedBy);
            }

            Ringing withRejection(String person) {
                var all = new ArrayList<>(rejectedBy);
                all.add(person);
                return new Ringing(layer, round, until, people, all);
            }
        }

        record Acknowledged(String by, Instant at) implements State {}

        /// Nobody on call, or everybody was rung in vain.
        record Exhausted(Instant at) implements State {}
    }

    Watch with(State next) {
        return new Watch(destination, next);
    }
}
