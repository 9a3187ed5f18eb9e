package dev.graft.surface.web;

import dev.graft.domain.incident.Incident;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.partner.pagertree.Integrations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whom a person can page: the workspace's teams that have a PagerTree team, and whomever PagerTree's directory knows.
final class Pageable {
    /// @param teams to tick
    /// @param others people and routers, to tick
    record Whom(List<Choice> teams, List<Choice> others) {}

    private final Workspaces workspaces;
    private final Integrations integrations;

    Pageable(Workspaces workspaces, Integrations integrations) {
        this.workspaces = workspaces;
        this.integrations = integrations;
    }

    Whom of(Visit visit, Incident incident) {
        var teams = new ArrayList<Choice>();
        var others = new ArrayList<Choice>();
        var ofIncident = teamsOf(visit, incident);
        destinations(visit).forEach((value, destination) -> {
            var choice = new Choice(value, destination.name(), "", ofIncident.contains(destination.name()));
            switch (destination.kind()) {
                case TEAM -> teams.add(choice);
                case USER -> others.add(choice);
                case ROUTER -> others.add(new Choice(value, destination.name(), "router", false));
            }
        });
        return new Whom(teams, others);
    }

    /// Those that were ticked. What the form says is looked up, not believed.
    List<Destination> chosen(Visit visit, List<String> values) {
        var known = destinations(visit);
        return values.stream()
                .distinct()
                .filter(known::containsKey)
                .map(known::get)
                .toList();
    }

    /// Everybody, by the value that a form sends.
    Map<String, Destination> destinations(Visit visit) {
        var destinations = new LinkedHashMap<String, Destination>();
        for (var destination : integrations.destinations(visit.caller())) {
            destinations.put(value(destination), destination);
        }
        for (var team : workspaces.teams(visit.caller())) {
            team.pagertreeId().ifPresent(id -> {
                var destination = Destination.team(id, team.name());
                var isKnown = destinations.values().stream()
                        .anyMatch(known -> known.name().equals(team.name()) && known.kind() == Destination.Kind.TEAM);
                if (!isKnown) {
                    destinations.put(value(destination), destination);
                }
            });
        }
        return destinations;
    }

    private List<String> teamsOf(Visit visit, Incident incident) {
        return workspaces.teams(visit.caller()).stream()
                .filter(team -> incident.teams().contains(team.id()))
                .map(team -> team.name())
                .toList();
    }

    private static String value(Destination destination) {
        return destination.kind().name().toLowerCase(Locale.ROOT) + ":" + destination.id();
    }
}
