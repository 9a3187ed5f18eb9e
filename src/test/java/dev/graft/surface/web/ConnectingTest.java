package dev.graft.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.incident.NewIncident;
import dev.graft.domain.paging.Page;
import dev.graft.domain.workspace.Role;
import dev.graft.surface.SurfaceHub;
import dev.graft.surface.SurfaceHub.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Connecting, disconnecting and connecting anew, by the forms of the console, with the sandbox at the other end.
class ConnectingTest {
    private static final String PAGE = "/integrations/pagertree";

    @AutoClose
    private final SurfaceHub hub = new SurfaceHub();

    private final Person admin = hub.signedIn(Role.ADMIN);

    @Test
    void one_paste_connects_both_ways_and_the_first_event_is_noticed() {
        disconnect();
        assertThat(admin.open(PAGE).body()).contains("Waiting for the first event");

        var answer = paste(hub.hub().pagertree().apiKey());

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location").orElse("")).contains("webhook_made");
        assertThat(admin.open(PAGE).body())
                .contains("Connected", "Graft made the webhook", "Waiting for the first event");
        hub.alertAtPagerTree("Disk full");
        hub.hub().settle();
        assertThat(admin.open(PAGE).body()).contains("Events arrive").doesNotContain("Waiting for the first event");
        assertThat(admin.open("/alerts").body()).contains("Disk full");
    }

    @Test
    void pasting_again_makes_no_second_webhook() {
        assertThat(paste(hub.hub().pagertree().apiKey()).header("location").orElse(""))
                .contains("webhook_known_again");
    }

    @Test
    void a_wrong_key_says_what_to_do_and_changes_nothing() {
        var answer = paste("nonsense");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("does not know this key", "Nothing was changed");
    }

    @Test
    void whoever_does_not_want_it_made_gets_the_address_and_the_secret_to_copy() {
        var answer =
                admin.fill(PAGE + "/key", Map.of("key", hub.hub().pagertree().apiKey(), "environment", "sandbox"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("?secret=graft_whs_", "switch on all eight alert events");
    }

    @Test
    void where_it_cannot_be_made_the_reason_stands_beside_the_address_to_copy() {
        disconnect();
        var member = hub.hub().pagertree().findApiKeyOf("Ana Alvarez").orElseThrow();

        var answer = paste(member);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("Graft did not make the webhook", "may not change integrations", "?secret=graft_whs_");
    }

    @Test
    void disconnecting_says_what_it_means_wants_the_name_typed_and_does_it() {
        paste(hub.hub().pagertree().apiKey());
        var incident = hub.hub().incidents().create(hub.hub().caller(), NewIncident.titled("Search is slow"));
        hub.hub()
                .pages()
                .pageByHand(
                        hub.hub().caller(),
                        incident.id(),
                        List.of(hub.hub().team("Checkout")),
                        Optional.empty(),
                        Optional.of("by-hand"));

        var secretBefore = hub.hub().webhookUrl().replaceFirst(".*secret=", "");

        assertThat(admin.open(PAGE + "/disconnect").body())
                .contains("Page PagerTree when an incident is created", "There is one now", "Type <strong>PagerTree");
        assertThat(admin.fill(PAGE + "/disconnect", Map.of("name", "yes")).status())
                .isEqualTo(422);
        assertThat(admin.open(PAGE).body()).contains("A key is in use");
        var done = admin.fill(PAGE + "/disconnect", Map.of("name", "PagerTree"));

        assertThat(done.body()).contains("outgoing webhook is removed from PagerTree", "One unsent page is cancelled");
        assertThat(hub.hub().pages().pagesOf(hub.hub().caller(), incident.id()))
                .extracting(Page::send)
                .containsExactly(Page.SendState.CANCELLED);
        assertThat(admin.open(PAGE).body()).contains("Not set up").doesNotContain("A key is in use");
        assertThat(admin.fill(PAGE + "/secret", Map.of()).body())
                .contains("?secret=graft_whs_")
                .doesNotContain(secretBefore);
        hub.hub().settle();

        assertThat(paste(hub.hub().pagertree().apiKey()).header("location").orElse(""))
                .contains("webhook_made");
    }

    @Test
    void only_admins_connect_and_disconnect() {
        var user = hub.signedIn(Role.USER);

        assertThat(user.open(PAGE + "/disconnect").status()).isEqualTo(403);
        assertThat(user.fill(PAGE + "/disconnect", Map.of("name", "PagerTree")).status())
                .isEqualTo(403);
        assertThat(user.fill(PAGE + "/webhook", Map.of()).status()).isEqualTo(403);
    }

    private void disconnect() {
        paste(hub.hub().pagertree().apiKey());
        assertThat(admin.fill(PAGE + "/disconnect", Map.of("name", "PagerTree")).status())
                .isEqualTo(200);
    }

    private SurfaceHub.Answer paste(String key) {
        return admin.fill(PAGE + "/key", Map.of("key", key, "environment", "sandbox", "webhook", "yes"));
    }
}
