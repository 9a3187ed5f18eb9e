package dev.graft.sandbox.pagertree;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The people and teams a sandbox starts with. All ids and tokens follow from the seed.
///
/// @param actorsByToken one token for each person, as PagerTree's tokens belong to a person
record SampleAccount(
        String seed, Identity identity, List<Person> people, List<Team> teams, Map<String, Actor> actorsByToken) {
    private static final Instant FOUNDED = Instant.parse("2026-01-05T08:00:00Z");

    static final String OWNER = "Olivia Berg";

    /// The account user whose token a hub is given.
    static final String HUB = "Graft Hub";

    static SampleAccount of(String seed) {
        var people = List.of(
                person(seed, 1, OWNER, true),
                person(seed, 2, HUB, true),
                person(seed, 3, "Ana Alvarez", false),
                person(seed, 4, "Ben Okafor", false),
                person(seed, 5, "Chloe Martin", false),
                person(seed, 6, "Dmitri Petrov", false),
                person(seed, 7, "Esra Yilmaz", false));
        var ana = people.get(2);
        var ben = people.get(3);
        var chloe = people.get(4);
        var dmitri = people.get(5);
        var esra = people.get(6);
        var teams = List.of(
                team(seed, 1, "Checkout", 0, List.of(layer(5, ana), layer(10, ben))),
                team(seed, 2, "Platform", 1, List.of(layer(5, chloe, dmitri), layer(10, ana))),
                team(seed, 3, "Data", 0, List.of(layer(15, esra))),
                team(seed, 4, "Support", 0, List.of(layer(5, ben), layer(5, esra), layer(15, chloe))));
        var tokens = new LinkedHashMap<String, Actor>();
        people.forEach(person -> tokens.put(
                token(seed, person.name()), new Actor(person.accountUser().id(), person.isAdmin())));
        return new SampleAccount(seed, Identity.derived("acc", seed, "account", FOUNDED), people, teams, tokens);
    }

    String apiKey() {
        return token(seed, HUB);
    }

    String tokenOf(String personName) {
        return token(seed, personName);
    }

    Instant foundedAt() {
        return FOUNDED;
    }

    private static String token(String seed, String personName) {
        var digest = Identity.digest(seed + "\ntoken\n" + personName);
        return "pagertree-sandbox-" + HexFormat.of().formatHex(digest, 0, 16);
    }

    private static Person person(String seed, int tinyId, String name, boolean isAdmin) {
        var firstName = name.substring(0, name.indexOf(' ')).toLowerCase(java.util.Locale.ROOT);
        return new Person(
                Identity.derived("usr", seed, "account user " + name, FOUNDED),
                Identity.derived("usr", seed, "user " + name, FOUNDED),
                tinyId,
                name,
                firstName + "@example.com",
                isAdmin,
                FOUNDED,
                FOUNDED);
    }

    private static Layer layer(int minutes, Person... onCall) {
        var ids = List.of(onCall).stream()
                .map(person -> person.accountUser().id())
                .toList();
        return new Layer(ids, Duration.ofMinutes(minutes));
    }

    private static Team team(String seed, int tinyId, String name, int repeats, List<Layer> layers) {
        var members = layers.stream()
                .flatMap(layer -> layer.people().stream())
                .distinct()
                .toList();
        return new Team(
                Identity.derived("tem", seed, name, FOUNDED),
                tinyId,
                name,
                "",
                members,
                members.subList(0, 1),
                layers,
                repeats,
                false,
                FOUNDED,
                FOUNDED);
    }
}
