package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.Scenario.Deed;
import dev.graft.sandbox.pagertree.Scenario.Step;
import dev.graft.sandbox.pagertree.Scenario.Wrong;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The scenarios there are. To add one, write it here; the pages, the API and the command line find it by
/// themselves.
final class ScenarioScripts {
    private static final String CHECKOUT = "Checkout";
    private static final String PLATFORM = "Platform";
    private static final String DATA = "Data";
    private static final String SUPPORT = "Support";

    /// A storm is large enough to be one, and small enough for a laptop that also runs the hub and its
    /// database.
    private static final int STORM_ALERTS = 200;

    private static final long STORM_EVERY_MILLIS = 25;

    private static final int FLAPS = 6;

    private static final List<Scenario> ALL = List.of(checkoutOutage(), flapping(), storm(), handoff(), nobodyHome());

    private ScenarioScripts() {}

    static List<Scenario> all() {
        return ALL;
    }

    static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    static Optional<Scenario> find(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /// In words, for somebody who asked for one that is not there.
    static String refusal(String name) {
        return "there is no scenario \"%s\". The scenarios are: %s".formatted(name, String.join(", ", names()));
    }

    private static Scenario checkoutOutage() {
        var outage = new Wrong(
                "outage",
                "Checkout fails for one customer in three",
                "HTTP 502 from checkout-api since the last deployment; 34 % of 1,200 orders a minute are lost.");
        var queue = new Wrong(
                "queue",
                "Payment queue grows: 4,100 waiting",
                "Nobody takes from payments.authorised; checkout-api is its only reader.");
        return new Scenario(
                "checkout-outage",
                "A critical outage at Checkout is acknowledged by the person on call, draws a second alert after it,"
                        + " and is resolved.",
                List.of(
                        at(0, open(outage, Urgency.CRITICAL, CHECKOUT)),
                        at(8, new Deed.Acknowledge("outage")),
                        at(12, new Deed.Comment("outage", "Looking. The 14:05 deployment of checkout-api fits.")),
                        at(16, open(queue, Urgency.HIGH, CHECKOUT)),
                        at(21, new Deed.Acknowledge("queue")),
                        at(30, new Deed.Comment("outage", "Rolled back. The error rate falls.")),
                        at(38, new Deed.Resolve("outage")),
                        at(42, new Deed.Resolve("queue"))));
    }

    private static Scenario flapping() {
        var steps = new ArrayList<Step>();
        for (int flap = 0; flap < FLAPS; flap++) {
            var disk = new Wrong(
                    "flap " + flap, "Disk of db-2 above 90 %", "/var/lib is filled and emptied by the nightly export.");
            steps.add(at(flap * 6L, new Deed.Open(disk, Urgency.HIGH, PLATFORM, Optional.of("disk-db-2"))));
            steps.add(at(flap * 6L + 3, new Deed.Resolve(disk.alert())));
        }
        return new Scenario(
                "flapping",
                "One thing opens and is resolved %d times in a row, always under the same third-party id."
                        .formatted(FLAPS),
                steps);
    }

    /// The same storm each time: of ten alerts nine are resolved, and of the rest every second one is
    /// acknowledged.
    private static Scenario storm() {
        var dice = new Random(7);
        var services = List.of("api", "search", "cart", "mail", "login", "images", "stock", "prices");
        var symptoms = List.of("latency above 2 s", "restarts in a loop", "is out of memory", "loses connections");
        var teams = List.of(CHECKOUT, PLATFORM, DATA, SUPPORT);
        var urgencies = List.of(
                Urgency.CRITICAL,
                Urgency.HIGH,
                Urgency.HIGH,
                Urgency.MEDIUM,
                Urgency.MEDIUM,
                Urgency.MEDIUM,
                Urgency.LOW,
                Urgency.LOW,
                Urgency.LOW,
                Urgency.SILENT);
        var steps = new ArrayList<Step>();
        for (int index = 0; index < STORM_ALERTS; index++) {
            var opens = Duration.ofMillis(index * STORM_EVERY_MILLIS);
            var wrong = new Wrong(
                    "storm " + index,
                    "%s-%d %s".formatted(pick(services, dice), 1 + dice.nextInt(9), pick(symptoms, dice)),
                    "One of many: the network of zone B drops packets.");
            steps.add(new Step(opens, open(wrong, pick(urgencies, dice), pick(teams, dice))));
            var reaction = opens.plusMillis(6_000 + dice.nextInt(18_000));
            if (index % 10 != 3) {
                steps.add(new Step(reaction, new Deed.Resolve(wrong.alert())));
            } else if (index % 20 == 3) {
                steps.add(new Step(reaction, new Deed.Acknowledge(wrong.alert())));
            }
        }
        return new Scenario(
                "storm",
                "A burst of %d alerts of mixed urgency for all teams within %d seconds, most of which resolve soon."
                        .formatted(STORM_ALERTS, STORM_ALERTS * STORM_EVERY_MILLIS / 1000),
                steps);
    }

    private static Scenario handoff() {
        var replica = new Wrong(
                "replica", "Read replica is 40 minutes behind", "Reports show old numbers; the primary is healthy.");
        return new Scenario(
                "handoff",
                "An alert that Platform rejects, lets time out and hands to Data, where it is acknowledged.",
                List.of(
                        at(0, open(replica, Urgency.HIGH, PLATFORM)),
                        at(5, new Deed.Reject("replica")),
                        at(10, new Deed.TimeOut("replica")),
                        at(15, new Deed.Comment("replica", "Not ours: an export of Data holds the lock.")),
                        at(16, new Deed.HandOff("replica", DATA)),
                        at(23, new Deed.Acknowledge("replica"))));
    }

    private static Scenario nobodyHome() {
        var pipeline = new Wrong(
                "pipeline", "Nightly pipeline has not started", "No run since 02:00; yesterday's took 40 min.");
        return new Scenario(
                "nobody-home",
                "Nobody is on call at Data for a moment, so that an alert for it is dropped at once.",
                List.of(
                        at(0, new Deed.TakeOffCall(DATA)),
                        at(3, open(pipeline, Urgency.CRITICAL, DATA)),
                        at(10, new Deed.PutBackOnCall(DATA))));
    }

    private static Step at(long seconds, Deed deed) {
        return new Step(Duration.ofSeconds(seconds), deed);
    }

    private static Deed open(Wrong wrong, Urgency urgency, String team) {
        return new Deed.Open(wrong, urgency, team, Optional.empty());
    }

    private static <T> T pick(List<T> from, Random dice) {
        return from.get(dice.nextInt(from.size()));
    }
}
