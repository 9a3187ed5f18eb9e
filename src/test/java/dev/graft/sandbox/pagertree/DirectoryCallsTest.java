package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryCallsTest {
    private final SandboxPagerTree sandbox = SandboxPagerTree.start(SandboxSettings.defaults());
    private final SandboxUser user = new SandboxUser(sandbox);

    @AfterEach
    void close() {
        user.close();
        sandbox.close();
    }

    @Test
    void equal_seeds_make_equal_accounts() {
        try (var twin = SandboxPagerTree.start(SandboxSettings.defaults());
                var other = SandboxPagerTree.start(SandboxSettings.defaults().withSeed("other"))) {
            assertThat(twin.apiKey()).isEqualTo(sandbox.apiKey());
            assertThat(twin.teams()).isEqualTo(sandbox.teams());
            assertThat(twin.accountSid()).isEqualTo(sandbox.accountSid()).matches("acc_[A-Za-z0-9_-]{14}");
            assertThat(other.apiKey()).isNotEqualTo(sandbox.apiKey());
            assertThat(other.teams()).doesNotContainAnyElementsOf(sandbox.teams());
        }
    }

    @Test
    void teams_are_listed_and_read_by_either_id() {
        var list = user.get("/teams?sort=name&limit=100");

        assertThat(list.body().path("data").findValuesAsText("name"))
                .containsExactly("Checkout", "Data", "Platform", "Support");
        var first = list.body().path("data").get(0);
        assertThat(first.path("prefix_id").asText()).matches("tem_[A-Za-z0-9_-]{14}");
        assertThat(user.get("/teams/" + first.path("id").asText()).body()).isEqualTo(first);
        assertThat(user.get("/teams/" + first.path("prefix_id").asText()).body())
                .isEqualTo(first);
        assertThat(user.get("/teams/tem_none").status()).isEqualTo(404);
        assertThat(user.get("/teams?name=Data").body().path("total_count").asInt())
                .isEqualTo(1);
    }

    @Test
    void current_on_call_is_a_bare_list_of_attendees() {
        var onCall = user.get("/teams/" + user.teamId("Checkout") + "/current_oncall")
                .body();

        assertThat(onCall.isArray()).isTrue();
        assertThat(onCall.findValuesAsText("attendee_type")).containsExactly("AccountUser", "AccountUser");
        var attendee =
                user.get("/account_users/" + onCall.get(0).path("attendee_id").asText());
        assertThat(attendee.body().path("user").path("name").asText()).isEqualTo("Ana Alvarez");
    }

    @Test
    void a_team_can_be_made_changed_paged_and_deleted() {
        var people = user.get("/account_users?limit=100").body().path("data").findValuesAsText("account_id");
        assertThat(people).hasSize(7);
        var ana =
                user.get("/account_users").body().path("data").get(0).path("id").asText();

        assertThat(user.post("/teams", Map.of("name", "Ops")).messages())
                .containsExactly("member_account_user_ids can't be blank", "admin_account_user_ids can't be blank");
        var made = user.post(
                "/teams",
                Map.of(
                        "name", "Ops",
                        "member_account_user_ids", List.of(ana),
                        "admin_account_user_ids", List.of(ana)));
        assertThat(made.status()).isEqualTo(201);
        var path = "/teams/" + made.at("id");
        assertThat(user.put(path, Map.of("notes", "round the clock")).at("notes"))
                .isEqualTo("round the clock");
        var alert = user.post(
                "/alerts", Map.of("title", "x", "urgency", "low", "destination_team_ids", List.of(made.at("id"))));
        assertThat(user.get(path + "/alerts")
                        .body()
                        .path("data")
                        .get(0)
                        .path("id")
                        .asText())
                .isEqualTo(alert.at("id"));
        assertThat(user.delete(path).status()).isEqualTo(204);
        assertThat(user.get(path).status()).isEqualTo(404);
    }

    @Test
    void people_are_account_users_and_users_with_ids_of_their_own() {
        var accountUser =
                user.get("/account_users?sort=tiny_id").body().path("data").get(0);
        var userId = accountUser.path("user").path("id").asText();

        var itsUser = user.get("/users/" + userId);

        assertThat(accountUser.path("id").asText()).isNotEqualTo(userId);
        assertThat(itsUser.at("name")).isEqualTo("Olivia Berg");
        assertThat(itsUser.body().path("emails").get(0).path("email").asText()).isEqualTo("olivia@example.com");
        assertThat(accountUser.path("roles").path("admin").asBoolean()).isTrue();
    }

    @Test
    void an_account_user_can_be_added() {
        assertThat(user.post("/account_users", Map.of()).status()).isEqualTo(422);
        var added = user.postForm(
                "/account_users",
                "user_attributes[name]=Bobby+Hill&user_attributes[emails_attributes][][email]=bobby@example.com");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body().path("user").path("name").asText()).isEqualTo("Bobby Hill");
        assertThat(user.get("/users?name=Bobby%20Hill")
                        .body()
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
    }
}
