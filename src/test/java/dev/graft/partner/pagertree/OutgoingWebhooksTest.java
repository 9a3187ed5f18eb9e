package dev.graft.partner.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Conflict;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Role;
import dev.graft.partner.pagertree.FakePagerTree.Fault;
import dev.graft.platform.db.TestDatabase;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OutgoingWebhooksTest {
    private static final URI HUB = URI.create("https://graft.example.org");

    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    @AutoClose
    final PagingScene scene = new PagingScene(database);

    private final Integrations integrations = scene.integrations;
    private final OutgoingWebhooks webhooks = new OutgoingWebhooks(integrations);

    @Test
    void the_webhook_is_made_with_all_eight_events_on_and_the_secret_in_its_address() {
        scene.connected();

        var setup = webhooks.make(scene.admin, HUB);

        assertThat(setup).isInstanceOf(WebhookSetup.Made.class);
        var made = scene.pagerTree.integrations().getFirst();
        var endpoint = integrations.endpoint(scene.admin);
        assertThat(made.path("option_webhook_url").asText())
                .isEqualTo("https://graft.example.org" + endpoint.path() + "?secret="
                        + endpoint.secret().reveal());
        assertThat(WebhookRules.EVENTS)
                .hasSize(8)
                .allMatch(event -> made.path(event).asBoolean());
        assertThat(made.path("integration_type_id").asText()).isEqualTo(FakePagerTree.OUTGOING_WEBHOOK);
        assertThat(made.path("team_ids")).hasSize(1);
        assertThat(integrations.view(scene.admin).hasWebhook()).isTrue();
    }

    @Test
    void asking_again_makes_no_second_one_and_puts_right_what_is_amiss() {
        scene.connected();
        webhooks.make(scene.admin, HUB);
        scene.pagerTree.integrations().getFirst().put("option_alert_dropped", false);

        assertThat(webhooks.make(scene.admin, HUB)).isInstanceOf(WebhookSetup.KnownAgain.class);
        assertThat(webhooks.make(scene.admin, URI.create("https://moved.example.org")))
                .isInstanceOf(WebhookSetup.KnownAgain.class);

        var only = scene.pagerTree.integrations();
        assertThat(only).hasSize(1);
        assertThat(only.getFirst().path("option_alert_dropped").asBoolean()).isTrue();
        assertThat(only.getFirst().path("option_webhook_url").asText()).startsWith("https://moved.example.org/");
    }

    @Test
    void an_answer_that_is_lost_does_not_make_two() {
        scene.connected();
        scene.pagerTree.next("POST /integrations", new Fault.DoesAndBreaksOff());

        assertThat(webhooks.make(scene.admin, HUB)).isInstanceOf(WebhookSetup.KnownAgain.class);
        assertThat(scene.pagerTree.integrations()).hasSize(1);
    }

    @Test
    void every_way_in_which_it_fails_says_what_to_do() {
        scene.connected();
        var html = new Fault.Answers(200, Map.of("Content-Type", "text/html"), "<html>Please sign in</html>");

        assertThat(failing("GET /integrations", 401)).contains("does not accept the key", "401");
        assertThat(failing("POST /integrations", 403)).contains("may not change integrations", "403", "by hand");
        assertThat(failing("POST /integrations", 422)).contains("turned it down", "422", "by hand");
        assertThat(failing("GET /integrations", 429)).contains("cannot be reached");
        assertThat(failing("GET /integration_types", 404)).contains("does not offer this", "by hand");
        scene.pagerTree.next("POST /integrations", html);
        assertThat(webhooks.make(scene.admin, HUB).words()).contains("web page", "cannot be told", "again");
        assertThat(scene.pagerTree.integrations()).isEmpty();
        assertThat(integrations.view(scene.admin).hasWebhook()).isFalse();
    }

    private String failing(String call, int status) {
        scene.pagerTree.next(call, status);
        var setup = webhooks.make(scene.admin, HUB);
        assertThat(setup).isInstanceOf(WebhookSetup.NotMade.class);
        return setup.words();
    }

    @Test
    void a_hub_that_pagertree_cannot_reach_is_told_so_beforehand() {
        var pagertree = PagerTreeEnvironment.PRODUCTION.apiUrl();
        var inside = List.of(
                "http://localhost:8080",
                "http://127.0.0.1:8080",
                "http://10.1.2.3",
                "http://172.20.0.3",
                "http://192.168.1.4",
                "http://hub",
                "http://hub.internal",
                "http://[::1]:8080");

        assertThat(inside)
                .allMatch(address -> WebhookRules.findReasonOutOfReach(URI.create(address), pagertree)
                        .filter(words -> words.contains("--public-url"))
                        .isPresent());
        assertThat(WebhookRules.findReasonOutOfReach(HUB, pagertree)).isEmpty();
        assertThat(WebhookRules.findReasonOutOfReach(
                        URI.create("http://127.0.0.1:8080"), URI.create("http://127.0.0.1:8090/api/v4")))
                .as("a sandbox on the same machine")
                .isEmpty();
    }

    @Test
    void only_who_may_manage_integrations_makes_one_and_only_with_a_key() {
        var user = new Caller(scene.workspace, new Actor.Graft(), Role.USER.rights(), "web");

        assertThatThrownBy(() -> webhooks.make(user, HUB)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> webhooks.make(scene.admin, HUB)).isInstanceOf(Conflict.class);
    }

    @Test
    void what_the_webhook_leaves_behind_is_said() {
        scene.connected();
        var endpoint = integrations.endpoint(scene.admin).id();
        assertThat(webhooks.remove(scene.admin, endpoint)).isEmpty();
        webhooks.make(scene.admin, HUB);
        scene.pagerTree.next("DELETE /integrations/…", 500);

        assertThat(webhooks.remove(scene.admin, endpoint).orElseThrow()).contains("could not be removed", "500");
        assertThat(webhooks.remove(scene.admin, endpoint))
                .contains("Graft's outgoing webhook is removed from PagerTree.");
        assertThat(scene.pagerTree.integrations()).isEmpty();
    }
}
