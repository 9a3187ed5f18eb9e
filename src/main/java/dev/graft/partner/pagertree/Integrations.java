package dev.graft.partner.pagertree;

import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Aliases;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.PagingDirectory;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.Right;
import dev.graft.partner.pagertree.Directory.Listing;
import dev.graft.partner.pagertree.IntegrationStore.Integration;
import dev.graft.partner.pagertree.IntegrationView.State;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Tx;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.secret.Sealer;
import dev.graft.platform.secret.Secret;
import dev.graft.platform.secret.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The door to how a workspace is connected with PagerTree: its API key, where webhooks come in, and whom a page goes
/// to
/// when nobody is named. Whoever calls it needs `MANAGE_INTEGRATIONS`; the methods with a `Tx` are for workers.
public final class Integrations implements PagingDirectory, EndpointLookup {
    private static final String WEBHOOK_PATH = "/webhooks/incoming/pagertree_webhooks/";

    /// A person waits for the answer.
    private static final Duration LONGEST_TEST_CALL = Duration.ofSeconds(10);

    /// The one that PagerTree uses and the one that it is being given.
    private static final int MOST_SECRETS = 2;

    private final Db db;
    private final Sealer sealer;
    private final Ids ids;
    private final Clock clock;
    private final OutgoingHttp http;
    private final Map<String, PagerTreeEnvironment> environments;
    private final String firstEnvironment;
    private final Alarms alarms;
    private final Endpoints endpoints;

    /// @param environments those that the operator configured; the first is what a new workspace starts with
    public Integrations(
            Db db,
            Sealer sealer,
            Ids ids,
            Clock clock,
            OutgoingHttp http,
            List<PagerTreeEnvironment> environments,
            Alarms alarms) {
        this.db = db;
        this.sealer = sealer;
        this.ids = ids;
        this.clock = clock;
        this.http = http;
        this.environments =
                environments.stream().collect(Collectors.toMap(PagerTreeEnvironment::name, Function.identity()));
        this.firstEnvironment = environments.getFirst().name();
        this.alarms = alarms;
        this.endpoints = new Endpoints(db, System::nanoTime);
    }

    /// Tests the key against PagerTree, and keeps it, sealed, where it works. Otherwise nothing is changed.
    ///
    /// @param environment the name of one of the operator's environments: `production`, `sandbox`
    public ConnectionTest connect(Caller caller, String environment, Secret apiKey) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        var where = Optional.ofNullable(environments.get(environment))
                .orElseThrow(() -> new Invalid("environment", "Choose one of " + environments() + "."));
        if (!apiKey.reveal().matches("[\\x21-\\x7e]{1,1000}")) {
            return new ConnectionTest.Fails("That is not an API key. Copy it from PagerTree, without blanks.");
        }
        var api = new PagerTreeApi(http, where, apiKey, clock);
        var alerts = api.anyAlert(LONGEST_TEST_CALL);
        if (!(alerts instanceof Answer.Read)) {
            return new ConnectionTest.Fails(ConnectionRules.words(alerts));
        }
        var teams = Directory.ask(api, Destination.Kind.TEAM, LONGEST_TEST_CALL);
        if (teams instanceof Listing.Failed failed) {
            return new ConnectionTest.Fails(ConnectionRules.words(failed.answer()));
        }
        var users = Directory.ask(api, Destination.Kind.USER, LONGEST_TEST_CALL);
        db.useTransaction(caller.workspace(), tx -> keep(tx, environment, apiKey, List.of(teams, users)));
        return new ConnectionTest.Works(count(teams), count(users));
    }

    private void keep(Tx tx, String environment, Secret apiKey, List<Listing> listings) {
        var before = lockOrMake(tx);
        var account = listings.stream().flatMap(Integrations::account).findFirst();
        boolean isAnotherAccount = !before.environment().equals(environment)
                || (before.accountId().isPresent()
                        && account.isPresent()
                        && !before.accountId().equals(account));
        if (isAnotherAccount) {
            IntegrationStore.forgetAccount(tx);
        }
        var now = clock.instant();
        IntegrationStore.keepKey(tx, environment, sealer.seal(apiKey, keyContext(before.id())), account, now);
        keepDirectory(tx, listings);
        alarms.clearIntegrationBroken(tx, before.id());
    }

    private static Stream<String> account(Listing listing) {
        return listing instanceof Listing.Complete complete ? complete.accountId().stream() : Stream.empty();
    }

    private static int count(Listing listing) {
        return listing instanceof Listing.Complete complete ? complete.entries().size() : 0;
    }

    /// The names of the operator's environments.
    public List<String> environments() {
        return environments.keySet().stream().sorted().toList();
    }

    public IntegrationView view(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        return db.inTransaction(caller.workspace(), tx -> {
            var lastHeard = IntegrationStore.findLastHeard(tx);
            return IntegrationStore.find(tx)
                    .map(integration -> new IntegrationView(
                            integration.state(),
                            integration.stateReason(),
                            integration.stateSince(),
                            integration.environment(),
                            integration.sealedKey().isPresent(),
                            integration.accountSid(),
                            integration.defaultDestination(),
                            lastHeard,
                            integration.webhookId().isPresent()))
                    .orElseGet(() -> new IntegrationView(
                            State.NOT_SET_UP,
                            "",
                            clock.instant(),
                            firstEnvironment,
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false));
        });
    }

    /// Where PagerTree delivers to, and the secret that it has to bring; both are made at the first call.
    public EndpointView endpoint(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        return db.inTransaction(caller.workspace(), tx -> {
            var endpoint = lockOrMakeEndpoint(tx);
            var secrets = IntegrationStore.secrets(tx, endpoint);
            return secrets.isEmpty() ? withNewSecret(tx, endpoint) : view(endpoint, open(secrets.getFirst()));
        });
    }

    /// Makes a new secret; the one before stays valid until `revokeOldSecrets`, or until another is made.
    public EndpointView rotateSecret(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        return db.inTransaction(caller.workspace(), tx -> {
            var endpoint = lockOrMakeEndpoint(tx);
            var made = withNewSecret(tx, endpoint);
            revokeAllBut(tx, endpoint, MOST_SECRETS);
            return made;
        });
    }

    /// From now on only the newest secret opens the endpoint; the others are refused within five seconds.
    public void revokeOldSecrets(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        db.useTransaction(caller.workspace(), tx -> revokeAllBut(tx, lockOrMakeEndpoint(tx), 1));
    }

    private void revokeAllBut(Tx tx, UUID endpoint, int newest) {
        IntegrationStore.secrets(tx, endpoint).stream()
                .skip(newest)
                .forEach(secret -> IntegrationStore.revoke(tx, secret, clock.instant()));
    }

    private UUID lockOrMakeEndpoint(Tx tx) {
        var integration = lockOrMake(tx).id();
        return IntegrationStore.findEndpoint(tx, integration).orElseGet(() -> {
            var endpoint = UUID.randomUUID(); // random throughout, so that nobody finds it by its time
            IntegrationStore.insertEndpoint(tx, endpoint, integration, clock.instant());
            return endpoint;
        });
    }

    private EndpointView withNewSecret(Tx tx, UUID endpoint) {
        var secret = Tokens.newToken("graft_whs_");
        var id = ids.next();
        IntegrationStore.insertSecret(
                tx,
                endpoint,
                id,
                Tokens.digest(secret.reveal()),
                sealer.seal(secret, secretContext(id)),
                clock.instant());
        return view(endpoint, secret);
    }

    private Secret open(IntegrationStore.SealedSecret secret) {
        return sealer.openSecret(secret.sealed(), secretContext(secret.id()));
    }

    private static EndpointView view(UUID endpoint, Secret secret) {
        return new EndpointView(endpoint, WEBHOOK_PATH + endpoint, secret);
    }

    /// Whom a page goes to when an incident names nobody; somebody from the directory.
    ///
    /// @throws Invalid when the directory does not know them
    public void setDefaultDestination(Caller caller, Destination destination) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        db.useTransaction(caller.workspace(), tx -> {
            lockOrMake(tx);
            var known = directory(tx).stream()
                    .filter(entry -> entry.kind() == destination.kind()
                            && (entry.id().equals(destination.id())
                                    || entry.prefixId().equals(Optional.of(destination.id()))))
                    .findFirst()
                    .orElseThrow(() -> new Invalid(
                            "default_destination",
                            "PagerTree has shown no such team or user. Choose one of the list."));
            IntegrationStore.setDefaultDestination(tx, known.asDestination());
        });
    }

    /// PagerTree's teams and users, asked live and kept; as last kept where PagerTree does not answer.
    public List<DirectoryEntry> directory(Caller caller) {
        caller.must(Right.MANAGE_INTEGRATIONS);
        findConnection(caller.workspace()).ifPresent(connection -> {
            var listings = new ArrayList<Listing>();
            for (var kind : List.of(Destination.Kind.TEAM, Destination.Kind.USER)) {
                listings.add(Directory.ask(connection.api(), kind, LONGEST_TEST_CALL));
            }
            db.useTransaction(caller.workspace(), tx -> keepDirectory(tx, listings));
        });
        return db.inTransaction(caller.workspace(), tx -> directory(tx));
    }

    /// Whom somebody who may page can choose from: the directory as last kept.
    public List<Destination> destinations(Caller caller) {
        caller.must(Right.PAGE);
        return db.inTransaction(caller.workspace(), tx -> directory(tx)).stream()
                .map(DirectoryEntry::asDestination)
                .toList();
    }

    /// PagerTree's teams and users as last seen.
    public List<DirectoryEntry> directory(Tx tx) {
        return IntegrationStore.directory(tx);
    }

    private void keepDirectory(Tx tx, List<Listing> listings) {
        var now = clock.instant();
        for (var listing : listings) {
            if (listing instanceof Listing.Complete complete) {
                IntegrationStore.keepDirectory(tx, complete.entries(), now);
                IntegrationStore.forgetOthers(tx, complete.kind(), now);
            }
        }
    }

    public boolean hasKey(Tx tx) {
        return IntegrationStore.find(tx)
                .map(integration -> integration.sealedKey().isPresent())
                .orElse(false);
    }

    /// PagerTree's id of the account (`acc_…`), once a webhook has told it.
    public Optional<String> findAccountSid(Tx tx) {
        return IntegrationStore.find(tx).flatMap(Integration::accountSid);
    }

    /// Binds the workspace to the account of the first webhook. Later calls change nothing.
    public void bindAccount(Tx tx, String accountSid) {
        IntegrationStore.bindAccount(tx, accountSid);
    }

    /// The page of an alert at PagerTree.
    ///
    /// @param alertId its ULID where it is known, else its prefix id; empty for anything that is neither
    @Override
    public Optional<String> alertUrl(Tx tx, String alertId) {
        return alertUrls(tx).apply(alertId);
    }

    /// As `alertUrl`, for many alerts at once.
    Function<String, Optional<String>> alertUrls(Tx tx) {
        var template = IntegrationStore.find(tx)
                .map(integration -> environments.get(integration.environment()))
                .map(PagerTreeEnvironment::alertUrlTemplate);
        return alertId -> template.filter(_ -> PagerTreeIds.isOne(alertId)).map(url -> url.replace("{id}", alertId));
    }

    @Override
    public Optional<Endpoint> find(UUID endpoint, byte[] digest) {
        return endpoints.find(endpoint, digest);
    }

    @Override
    public Optional<String> findReasonNotConnected(Tx tx) {
        return hasKey(tx)
                ? Optional.empty()
                : Optional.of("Graft is not connected to PagerTree; put an API key in on the page Integrations");
    }

    @Override
    public Optional<Destination> findDefaultDestination(Tx tx) {
        return IntegrationStore.find(tx).flatMap(Integration::defaultDestination);
    }

    @Override
    public Aliases aliases(Tx tx) {
        var canonical = new HashMap<String, String>();
        directory(tx).forEach(entry -> entry.prefixId().ifPresent(prefix -> canonical.put(prefix, entry.id())));
        return new Aliases(canonical);
    }

    /// What people call the teams, users and routers of the directory, by each of their ids.
    Map<String, String> names(Tx tx) {
        var names = new HashMap<String, String>();
        for (var entry : directory(tx)) {
            names.put(entry.id(), entry.name());
            entry.prefixId().ifPresent(prefix -> names.put(prefix, entry.name()));
        }
        return names;
    }

    Aliases aliases(WorkspaceId workspace) {
        return db.inTransaction(workspace, tx -> aliases(tx));
    }

    /// What a call needs.
    ///
    /// @param echoesReference PagerTree has shown that it keeps the reference that we give an alert
    record Connection(
            PagerTreeApi api, PagerTreeEnvironment environment, Integration integration, boolean echoesReference) {}

    /// Opens a transaction of its own: not to be called inside one.
    Optional<Connection> findConnection(WorkspaceId workspace) {
        return db.inTransaction(workspace, IntegrationStore::find)
                .flatMap(integration -> integration.sealedKey().map(stored -> {
                    var environment = Optional.ofNullable(environments.get(integration.environment()))
                            .orElseThrow(() -> new Conflict("This workspace is connected to the PagerTree environment "
                                    + integration.environment() + ", which is not configured here."));
                    var key = sealer.openSecret(stored, keyContext(integration.id()));
                    return new Connection(
                            new PagerTreeApi(http, environment, key, clock),
                            environment,
                            integration,
                            integration.echoesReference());
                }));
    }

    /// Which outgoing webhook of PagerTree's is ours.
    void keepWebhook(WorkspaceId workspace, String webhookId) {
        db.useTransaction(workspace, tx -> IntegrationStore.keepWebhook(tx, webhookId));
    }

    /// Forgets the key, the account and everything that it showed; no secret opens the endpoint any more, on every
    /// node within five seconds. Alerts, incidents and their links stay.
    void forget(Tx tx) {
        var integration = lockOrMake(tx);
        IntegrationStore.dropKey(tx, clock.instant());
        IntegrationStore.forgetAccount(tx);
        IntegrationStore.findEndpoint(tx, integration.id()).ifPresent(endpoint -> revokeAllBut(tx, endpoint, 0));
        alarms.clearIntegrationBroken(tx, integration.id());
    }

    /// The key is refused: told once, until it works again.
    void broke(WorkspaceId workspace, Connection connection, String reason) {
        db.useTransaction(workspace, tx -> {
            var integration = connection.integration();
            if (IntegrationStore.setState(
                    tx, integration.sealedKey().orElseThrow(), State.BROKEN, reason, clock.instant())) {
                alarms.raiseIntegrationBroken(
                        tx,
                        integration.id(),
                        reason + " Graft cannot page anybody. Put a new key in on the page Integrations; until then"
                                + " call people by phone.");
            }
        });
    }

    /// A call succeeded. Costs nothing unless the integration stood as broken.
    void worked(WorkspaceId workspace, Connection connection) {
        var integration = connection.integration();
        if (integration.state() != State.BROKEN) {
            return;
        }
        db.useTransaction(workspace, tx -> {
            if (IntegrationStore.setState(
                    tx, integration.sealedKey().orElseThrow(), State.CONNECTED, "", clock.instant())) {
                alarms.clearIntegrationBroken(tx, integration.id());
            }
        });
    }

    /// Remembers what the answer to a page showed.
    void learn(WorkspaceId workspace, Connection connection, Optional<String> accountId, boolean echoesReference) {
        boolean isNews = connection.echoesReference() != echoesReference
                || (connection.integration().accountId().isEmpty() && accountId.isPresent());
        if (isNews) {
            db.useTransaction(workspace, tx -> IntegrationStore.learn(tx, accountId, echoesReference));
        }
    }

    private Integration lockOrMake(Tx tx) {
        IntegrationStore.insert(tx, ids.next(), firstEnvironment, clock.instant());
        return IntegrationStore.lock(tx);
    }

    private static String keyContext(UUID integration) {
        return "integration/" + integration + "/api_key";
    }

    private static String secretContext(UUID secret) {
        return "webhook_secret/" + secret;
    }
}
