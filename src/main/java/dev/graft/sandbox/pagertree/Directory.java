package dev.graft.sandbox.pagertree;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The account: its people, teams, integrations, and the tokens that people have made.
///
/// Reading never waits; a change replaces a whole map, under one lock that is never held across I/O.
final class Directory {
    private static final String PERSON = "person";
    private static final String TEAM = "team";
    private static final String INTEGRATION = "integration";

    private final Identity account;
    private final StateFile file;
    private final OptionSecrets secrets;
    private volatile Map<String, Person> people;
    private volatile Map<String, Team> teams;
    private volatile Map<String, Integration> integrations;
    private volatile Map<String, Actor> actorsByToken;

    Directory(SampleAccount sample, StateFile file) {
        this.account = sample.identity();
        this.file = file;
        this.secrets = new OptionSecrets(sample.seed());
        people = index(sample.people(), person -> person.accountUser().id());
        teams = index(sample.teams(), team -> team.identity().id());
        integrations = Map.of();
        actorsByToken = sample.actorsByToken();
        for (var person : file.takeSaved(PERSON, Person.class)) {
            people = with(people, person.accountUser().id(), person);
        }
        for (var team : file.takeSaved(TEAM, Team.class)) {
            teams = with(teams, team.identity().id(), team);
        }
        for (var integration : file.takeSaved(INTEGRATION, Integration.class)) {
            integrations = with(integrations, integration.identity().id(), secrets.opened(integration));
        }
    }

    Identity account() {
        return account;
    }

    Roster roster() {
        return new Roster(teams);
    }

    Collection<Person> people() {
        return people.values();
    }

    Collection<Team> teams() {
        return teams.values();
    }

    Collection<Integration> integrations() {
        return integrations.values();
    }

    /// By ULID or prefix id of the account user or of the user.
    Optional<Person> findPerson(String anyId) {
        var byId = people.get(anyId);
        return byId != null
                ? Optional.of(byId)
                : people.values().stream()
                        .filter(person -> person.accountUser().isCalled(anyId)
                                || person.user().isCalled(anyId))
                        .findFirst();
    }

    Optional<Team> findTeam(String anyId) {
        var byId = teams.get(anyId);
        return byId != null
                ? Optional.of(byId)
                : teams.values().stream()
                        .filter(team -> team.identity().isCalled(anyId))
                        .findFirst();
    }

    Optional<Integration> findIntegration(String anyId) {
        return integrations.values().stream()
                .filter(integration -> integration.identity().isCalled(anyId))
                .findFirst();
    }

    Optional<Actor> findActor(String token) {
        return Optional.ofNullable(actorsByToken.get(token));
    }

    /// The webhook's name of a destination.
    String prefixId(Destination destination) {
        var known = switch (destination.kind()) {
            case TEAM -> findTeam(destination.id()).map(Team::identity);
            case PERSON -> findPerson(destination.id()).map(Person::accountUser);
        };
        return known.map(Identity::prefixId).orElse(destination.id());
    }

    String personPrefixId(String id) {
        return prefixId(Destination.person(id));
    }

    synchronized void put(Person person) {
        people = with(people, person.accountUser().id(), person);
        file.put(PERSON, person.accountUser().id(), 0, Optional.of(person));
    }

    synchronized void put(Team team) {
        teams = with(teams, team.identity().id(), team);
        file.put(TEAM, team.identity().id(), 0, Optional.of(team));
    }

    synchronized void put(Integration integration) {
        integrations = with(integrations, integration.identity().id(), integration);
        file.put(INTEGRATION, integration.identity().id(), 0, Optional.of(secrets.sealed(integration)));
    }

    synchronized void remove(Team team) {
        teams = without(teams, team.identity().id());
        file.put(TEAM, team.identity().id(), 0, Optional.empty());
    }

    synchronized void remove(Integration integration) {
        integrations = without(integrations, integration.identity().id());
        file.put(INTEGRATION, integration.identity().id(), 0, Optional.empty());
    }

    /// For the tiny id of a new thing; a number may be given again after its owner was removed.
    static int nextTinyId(Collection<Integer> taken) {
        return taken.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }

    private static <T> Map<String, T> index(Collection<T> all, Function<T, String> id) {
        var map = new LinkedHashMap<String, T>();
        all.forEach(one -> map.put(id.apply(one), one));
        return map;
    }

    private static <T> Map<String, T> with(Map<String, T> map, String id, T value) {
        var copy = new LinkedHashMap<>(map);
        copy.put(id, value);
        return copy;
    }

    private static <T> Map<String, T> without(Map<String, T> map, String id) {
        var copy = new LinkedHashMap<>(map);
        copy.remove(id);
        return copy;
    }
}
