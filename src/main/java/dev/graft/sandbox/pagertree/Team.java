package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.List;

/// A team, with its escalation policy and its present on-call people in one.
///
/// @param repeats how often the layers are gone through again, 0 to 3
/// @param isNobodyOnCall leaves every layer empty, as if no shift covered the present moment
record Team(
        Identity identity,
        int tinyId,
        String name,
        String notes,
        List<String> members,
        List<String> admins,
        List<Layer> layers,
        int repeats,
        boolean isNobodyOnCall,
        Instant createdAt,
        Instant updatedAt) {
    Team {
        members = List.copyOf(members);
        admins = List.copyOf(admins);
        layers = List.copyOf(layers);
    }

    List<Layer> layersOnCall() {
        return isNobodyOnCall
                ? List.of()
                : layers.stream().filter(layer -> !layer.people().isEmpty()).toList();
    }

    boolean has(String person) {
        return members.contains(person) || admins.contains(person);
    }

    Team withNobodyOnCall(boolean nobody, Instant now) {
        return new Team(identity, tinyId, name, notes, members, admins, layers, repeats, nobody, createdAt, now);
    }
}
