package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.HttpServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A running stand-in for PagerTree: its API, its webhooks, its escalation, and pages to look at all of it.
///
/// Several may run in one process. Closing stops its threads; what was kept in the state file is there at the next
/// start.
public final class SandboxPagerTree implements AutoCloseable {
    /// A team as the outside names it.
    ///
    /// @param id ULID, for API v4
    /// @param prefixId `tem_…`, as in webhooks
    public record TeamName(String name, String id, String prefixId) {}

    private static final String WEBHOOK_NAME = "Graft";

    private final SampleAccount sample;
    private final SandboxClock clock;
    private final StateFile file;
    private final Agenda agenda;
    private final Directory directory;
    private final Webhooks webhooks;
    private final Faults faults = new Faults();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Scenarios scenarios;
    private final HttpServer server;

    private SandboxPagerTree(SandboxSettings settings) {
        sample = SampleAccount.of(settings.seed());
        file = StateFile.open(settings.stateFile());
        clock = new SandboxClock(settings.clock(), file);
        agenda = new Agenda(clock, settings.pace());
        directory = new Directory(sample, file);
        var shelf = new AlertShelf(file);
        webhooks = new Webhooks(directory, shelf, agenda, file, clock, settings.retryBase());
        var alerts = new Alerts(shelf, directory, webhooks, agenda, clock, faults);
        var shapes = new Shapes(directory);
        var console = new Console(alerts, directory, webhooks, faults, clock);
        var control = new ControlCalls(alerts, directory, webhooks, faults, clock, file);
        scenarios = new Scenarios(alerts, directory, agenda, clock);
        server = HttpServer.start(settings.host(), settings.port(), routing -> {
            var faulty = new FaultyAnswers(faults, clock, settings.hangFor(), closing);
            var routes = new ApiRoutes(routing, directory, file, faulty);
            new AlertCalls(alerts, directory, shapes, faults, clock, settings.acceptsPrefixIdsInBodies()).addTo(routes);
            new DirectoryCalls(directory, shapes, clock).addTo(routes);
            new IntegrationCalls(directory, shapes, clock).addTo(routes);
            routes.elseNotFound();
            control.addTo(routing);
            new ClockCalls(clock, agenda, file).addTo(routing);
            console.addTo(routing);
            LivePage.addTo(routing);
            new ScenarioCalls(scenarios).addTo(routing);
            new PhoneCalls(alerts, directory, new ScenarioPages(scenarios), clock).addTo(routing);
        });
        alerts.resume();
        webhooks.resume();
    }

    /// Ready to be called when it returns.
    public static SandboxPagerTree start(SandboxSettings settings) {
        return new SandboxPagerTree(settings);
    }

    /// Ends in `/api/v4`.
    public String apiUrl() {
        return server.url() + ApiRoutes.BASE;
    }

    /// The pages for people.
    public String uiUrl() {
        return server.url();
    }

    public int port() {
        return server.port();
    }

    /// The token that a hub is given: of an admin who is on no team.
    public String apiKey() {
        return sample.apiKey();
    }

    /// The token of one of the sample people, who then acts as a member: may view, acknowledge and reject.
    public Optional<String> findApiKeyOf(String personName) {
        return sample.people().stream()
                .filter(person -> person.name().equals(personName))
                .map(person -> sample.tokenOf(person.name()))
                .findFirst();
    }

    /// `acc_…`, as in webhooks.
    public String accountSid() {
        return directory.account().prefixId();
    }

    /// The account's ULID, as in the API.
    public String accountId() {
        return directory.account().id();
    }

    public List<TeamName> teams() {
        return directory.teams().stream()
                .map(team -> new TeamName(
                        team.name(), team.identity().id(), team.identity().prefixId()))
                .toList();
    }

    /// Makes, or points elsewhere, the outgoing webhook named Graft, with all eight alert events switched on.
    public void connectWebhook(String url) {
        if (!IntegrationCalls.isUsable(url)) {
            throw new IllegalArgumentException("expected an http or https address whose host has a dot");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("option_webhook_url", url);
        for (var event : AlertEvent.values()) {
            options.put(event.option(), true);
        }
        var identity = Identity.derived("int", sample.identity().id(), WEBHOOK_NAME, sample.foundedAt());
        var now = Timestamps.toMillis(clock.instant());
        directory.put(new Integration(
                identity,
                1,
                WEBHOOK_NAME,
                Urgency.HIGH,
                true,
                List.of(Destination.team(sample.teams().getFirst().identity().id())),
                options,
                now,
                now));
    }

    /// For the next calls that create an alert.
    public void switchOn(Fault fault, int count) {
        faults.switchOn(fault, new Faults.Switch(Optional.of(count), Faults.Calls.CREATE));
    }

    /// For every call that creates an alert.
    public void switchOnUntilCleared(Fault fault) {
        faults.switchOn(fault, new Faults.Switch(Optional.empty(), Faults.Calls.CREATE));
    }

    public void clear(Fault fault) {
        faults.clear(fault);
    }

    /// As if no shift covered the present moment: alerts for the team are dropped at once.
    public void setNobodyOnCall(String teamNameOrId, boolean nobody) {
        var team = directory.teams().stream()
                .filter(one -> one.name().equals(teamNameOrId) || one.identity().isCalled(teamNameOrId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no team is called " + teamNameOrId));
        directory.put(team.withNobodyOnCall(nobody, Timestamps.toMillis(clock.instant())));
    }

    /// The stories that can play themselves.
    public static List<String> scenarioNames() {
        return ScenarioScripts.names();
    }

    /// One that plays already goes on as it is. A name that is not among `scenarioNames` is an
    /// `IllegalArgumentException` in words.
    public void startScenario(String name) {
        if (!scenarioNames().contains(name)) {
            throw new IllegalArgumentException(ScenarioScripts.refusal(name));
        }
        scenarios.start(name);
    }

    /// Routes, escalates and sends what is due by the clock, in order, and returns when nothing is due any more. Only
    /// needed with `Pace.MANUAL`.
    public void runWhatIsDue() {
        agenda.runDue();
    }

    /// Makes it later here, and does on the way, each at its own instant, what becomes due.
    public void advance(Duration by) {
        agenda.playUntil(clock.instant().plus(by), clock::moveTo);
    }

    @Override
    public void close() {
        closing.countDown();
        server.close();
        scenarios.close();
        agenda.close();
        webhooks.close();
        file.close();
    }
}
