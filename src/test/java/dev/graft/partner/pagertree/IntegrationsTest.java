package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.paging.Alarms;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.Role;
import dev.graft.partner.pagertree.FakePagerTree.Fault;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.http.OutgoingHttp;
import dev.graft.platform.id.Ids;
import dev.graft.platform.secret.Secret;
import dev.graft.platform.secret.TestSealer;
import dev.graft.platform.secret.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class IntegrationsTest {
    private static final Secret KEY = new Secret(FakePagerTree.KEY);

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    final PagingScene scene = new PagingScene(database);

    private final Integrations integrations = scene.integrations;

    @Test
    void a_key_that_works_is_kept_sealed_and_the_directory_with_it() {
        var test = integrations.connect(scene.admin, "sandbox", KEY);

        assertThat(test.words()).isEqualTo("PagerTree accepts the key. It shows 2 teams and 1 user.");
        var view = integrations.view(scene.admin);
        assertThat(view.state()).isEqualTo(IntegrationView.State.CONNECTED);
        assertThat(view.hasKey()).isTrue();
        assertThat(integrations.destinations(scene.admin))
                .extracting(Destination::name)
                .containsExactlyInAnyOrder("Payments", "Search", "Ana Ruiz");
        assertThat(scene.<String>in(tx -> tx.query(
                                "select encode(api_key, 'escape') as kept from integration where workspace_id = :workspace")
                        .only(row -> row.text("kept"))))
                .doesNotContain(FakePagerTree.KEY);
    }

    @Test
    void every_way_in_which_a_key_fails_has_its_own_words_and_changes_nothing() {
        var html = new Fault.Answers(200, Map.of("Content-Type", "text/html"), "<html>Please sign in</html>");

        assertThat(failing(pagerTree -> pagerTree.setKey("another")).words()).contains("does not know this key", "401");
        assertThat(failing(pagerTree -> pagerTree.next("GET /alerts", 403)).words())
                .contains("may not see this", "403", "admin");
        assertThat(failing(pagerTree -> pagerTree.next("GET /alerts", html)).words())
                .contains("web page", "sign-in");
        assertThat(failing(pagerTree -> pagerTree.next("GET /alerts", 404)).words())
                .contains("no PagerTree at the configured address");
        assertThat(failing(pagerTree -> pagerTree.next("GET /alerts", 500)).words())
                .contains("cannot be told", "500");
        assertThat(failing(pagerTree -> pagerTree.next("GET /alerts", 429)).words())
                .contains("cannot be reached", "429");
        assertThat(failing(pagerTree -> pagerTree.next("GET /teams", 403)).words())
                .contains("GET /teams", "may not see this");
        assertThat(integrations
                        .connect(scene.admin, "sandbox", new Secret("two words"))
                        .words())
                .contains("not an API key");
        assertThat(integrations.view(scene.admin).hasKey()).isFalse();
        assertThatThrownBy(() -> integrations.connect(scene.admin, "staging", KEY))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("sandbox");
    }

    @Test
    void a_pagertree_that_cannot_be_reached_and_one_that_breaks_off_are_told_apart() {
        assertThat(tryAt(URI.create("http://127.0.0.1:1/api/v4"))).contains("cannot be reached", "connection refused");
        assertThat(tryAt(URI.create("http://pagertree.invalid/api/v4"))).contains("cannot be reached", "no such host");
        assertThat(ConnectionRules.words(
                        new Answer.NotDone("GET /alerts: no trusted TLS connection", Optional.empty())))
                .contains("cannot be reached", "no trusted TLS connection");
        scene.pagerTree.next("GET /alerts", new Fault.DoesAndBreaksOff());
        assertThat(integrations.connect(scene.admin, "sandbox", KEY).words()).contains("cannot be told", "broken off");
    }

    private ConnectionTest failing(Consumer<FakePagerTree> fault) {
        fault.accept(scene.pagerTree);
        var test = integrations.connect(scene.admin, "sandbox", KEY);
        scene.pagerTree.clearFaults();
        scene.pagerTree.setKey(FakePagerTree.KEY);
        assertThat(test).isInstanceOf(ConnectionTest.Fails.class);
        assertThat(test.words()).contains("Nothing was changed.").doesNotContain(FakePagerTree.KEY);
        return test;
    }

    private String tryAt(URI address) {
        try (var http = new OutgoingHttp(Duration.ofSeconds(1), 1024)) {
            var elsewhere = new Integrations(
                    database.db(),
                    TestSealer.fresh(),
                    new Ids(scene.clock),
                    scene.clock,
                    http,
                    List.of(new PagerTreeEnvironment("elsewhere", address, "http://x/{id}")),
                    new Alarms(database.db(), scene.clock, scene.alerts, scene.incidents));
            return elsewhere.connect(scene.admin, "elsewhere", KEY).words();
        }
    }

    @Test
    void the_endpoint_and_its_secret_stay_the_same_until_they_are_rotated() {
        var first = integrations.endpoint(scene.admin);

        assertThat(integrations.endpoint(scene.admin)).isEqualTo(first);
        assertThat(first.id().version()).isEqualTo(4);
        assertThat(first.path()).isEqualTo("/webhooks/incoming/pagertree_webhooks/" + first.id());
        assertThat(first.secret().reveal()).matches("graft_whs_[0-9a-f]{64}");
        assertThat(first.secret()).hasToString("***");

        scene.clock.advance(Duration.ofHours(1));
        var second = integrations.rotateSecret(scene.admin);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(opens(first)).isTrue();
        assertThat(opens(second)).isTrue();

        scene.clock.advance(Duration.ofHours(1));
        var third = integrations.rotateSecret(scene.admin);
        assertThat(opensOnAnotherNode(first)).isFalse();
        assertThat(opensOnAnotherNode(second)).isTrue();

        integrations.revokeOldSecrets(scene.admin);
        assertThat(opensOnAnotherNode(second)).isFalse();
        assertThat(opensOnAnotherNode(third)).isTrue();
        assertThat(integrations.endpoint(scene.admin)).isEqualTo(third);
    }

    @Test
    void a_revoked_secret_is_refused_within_five_seconds() {
        var nanos = new AtomicLong();
        var endpoints = new Endpoints(database.db(), nanos::get);
        var endpoint = integrations.endpoint(scene.admin);
        var digest = Tokens.digest(endpoint.secret().reveal());
        assertThat(endpoints.find(endpoint.id(), digest)).isPresent();
        scene.clock.advance(Duration.ofHours(1));
        integrations.rotateSecret(scene.admin);
        integrations.revokeOldSecrets(scene.admin);

        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(endpoints.find(endpoint.id(), digest)).as("from memory").isPresent();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(endpoints.find(endpoint.id(), digest)).isEmpty();
    }

    @Test
    void an_unknown_endpoint_and_a_wrong_secret_open_nothing() {
        var endpoint = integrations.endpoint(scene.admin);
        var digest = Tokens.digest(endpoint.secret().reveal());

        assertThat(integrations.find(endpoint.id(), Tokens.digest("wrong"))).isEmpty();
        assertThat(integrations.find(UUID.randomUUID(), digest)).isEmpty();
        assertThat(integrations.find(UUID.randomUUID(), new byte[32])).isEmpty();
        assertThat(integrations.find(endpoint.id(), digest))
                .contains(new EndpointLookup.Endpoint(scene.workspace, endpoint.id()));
    }

    @Test
    void the_default_destination_is_one_that_pagertree_has_shown() {
        scene.connected();

        integrations.setDefaultDestination(scene.admin, Destination.team("tem_payments000001", "whatever"));

        assertThat(integrations.view(scene.admin).defaultDestination()).contains(PagingScene.PAYMENTS_TEAM);
        assertThatThrownBy(
                        () -> integrations.setDefaultDestination(scene.admin, Destination.team("tem_other", "Other")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void the_directory_is_asked_live_and_answered_from_memory_when_pagertree_does_not() {
        scene.connected();

        assertThat(integrations.directory(scene.admin)).hasSize(3);
        scene.pagerTree.next("GET /teams", 500).next("GET /account_users", 500);
        assertThat(integrations.directory(scene.admin)).hasSize(3);
    }

    @Test
    void only_who_may_manage_integrations_gets_in() {
        var user = new Caller(scene.workspace, new Actor.Graft(), Role.USER.rights(), "web");

        assertThatThrownBy(() -> integrations.connect(user, "sandbox", KEY)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> integrations.view(user)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> integrations.endpoint(user)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> integrations.rotateSecret(user)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> integrations.revokeOldSecrets(user)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> integrations.directory(user)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> integrations.setDefaultDestination(user, PagingScene.PAYMENTS_TEAM))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void the_account_is_bound_by_the_first_webhook_and_stays() {
        scene.connected();

        scene.in(tx -> {
            integrations.bindAccount(tx, "acc_first00000001");
            integrations.bindAccount(tx, "acc_second0000001");
            return true;
        });

        assertThat(scene.<Optional<String>>in(tx -> integrations.findAccountSid(tx)))
                .contains("acc_first00000001");
    }

    @Test
    void the_address_of_an_alert_is_made_of_ids_only() {
        scene.connected();

        assertThat(scene.<Optional<String>>in(tx -> integrations.alertUrl(tx, "alt_mQ7xPz-2_kLw9T")))
                .contains("http://pagertree.test/alerts/alt_mQ7xPz-2_kLw9T");
        assertThat(scene.<Optional<String>>in(tx -> integrations.alertUrl(tx, "../../x")))
                .isEmpty();
    }

    private boolean opens(EndpointView endpoint) {
        return integrations
                .find(endpoint.id(), Tokens.digest(endpoint.secret().reveal()))
                .isPresent();
    }

    /// One that remembers nothing yet.
    private static boolean opensOnAnotherNode(EndpointView endpoint) {
        return new Endpoints(database.db(), System::nanoTime)
                .find(endpoint.id(), Tokens.digest(endpoint.secret().reveal()))
                .isPresent();
    }
}
