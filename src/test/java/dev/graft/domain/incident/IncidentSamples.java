package dev.graft.domain.incident;

import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.MemberId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Incidents to begin a test with, each made by the rules.
public final class IncidentSamples {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final Actor ANA = new Actor.Member(new MemberId(7), "Ana Ruiz");
    public static final Actor BEN = new Actor.Member(new MemberId(8), "Ben Okafor");

    private IncidentSamples() {}

    public static Incident aStartedIncident() {
        return declared(NewIncident.titled("Checkout is down"));
    }

    public static Incident anIncidentInTriage() {
        return declared(NewIncident.titled("Checkout is down").asTriage());
    }

    public static Incident declared(NewIncident wish) {
        return IncidentRules.declare(
                        new IncidentId(UUID.randomUUID()), 7, wish.title().orElseThrow(), wish, ANA, "web", 0, NOON)
                .state();
    }

    static Incident after(Incident incident, IncidentCommand command) {
        return IncidentRules.decide(incident, command, ANA, NOON.plusSeconds(60))
                .state();
    }

    static IncidentCommand.Mitigate mitigate() {
        return new IncidentCommand.Mitigate(Optional.empty());
    }

    static IncidentCommand.Resolve resolve() {
        return new IncidentCommand.Resolve(Optional.empty());
    }

    static IncidentCommand.Cancel cancel() {
        return new IncidentCommand.Cancel(Optional.empty());
    }
}
