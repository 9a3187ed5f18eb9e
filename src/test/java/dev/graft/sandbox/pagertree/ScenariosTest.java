package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.sandbox.pagertree.SandboxSettings.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each scenario played to its end by a settable clock, as a client and a receiver of webhooks see it.
class ScenariosTest {
    /// Longer than the longest of them.
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));

    @AutoClose
    private final Receiver receiver = new Receiver();

    @AutoClose
    private final SandboxPagerTree sandbox =
            SandboxPagerTree.start(SandboxSettings.defaults().withClock(clock, Pace.MANUAL));

    @AutoClose
    private final SandboxUser user = new SandboxUser(sandbox);

    @BeforeEach
    void connect() {
        sandbox.connectWebhook(receiver.url("/hook"));
    }

    @Test
    void checkout_outage_ends_with_two_alerts_acknowledged_by_the_person_on_call_and_resolved() {
        play("checkout-outage");

        assertThat(titlesAndStatuses())
                .containsExactly(
                        "Checkout fails for one customer in three: resolved",
                        "Payment queue grows: 4,100 waiting: resolved");
        var outage = alerts().getFirst();
        assertThat(outage.path("urgency").asText()).isEqualTo("critical");
        assertThat(comments(outage)).hasSize(2);
        assertThat(typesOf(outage))
                .containsExactly("alert.created", "alert.open", "alert.acknowledged", "alert.resolved");
        assertThat(typesOf(alerts().getLast()))
                .containsExactly("alert.created", "alert.open", "alert.acknowledged", "alert.resolved");
        assertThat(acknowledgedBy(outage)).isEqualTo("Ana Alvarez");
    }

    @Test
    void flapping_opens_and_resolves_one_thing_six_times() {
        play("flapping");

        assertThat(titlesAndStatuses()).hasSize(6).allMatch(line -> line.equals("Disk of db-2 above 90 %: resolved"));
        assertThat(alerts())
                .allMatch(alert -> alert.path("thirdparty_id").asText().equals("disk-db-2"));
        assertThat(receiver.types().stream().filter(type -> !type.equals("alert.open")))
                .containsExactlyElementsOf(repeated(6, "alert.created", "alert.resolved"));
    }

    @Test
    void flapping_has_at_most_one_of_its_alerts_open_at_a_time() {
        start("flapping");

        for (int second = 0; second < LONG_ENOUGH.toSeconds(); second++) {
            pass(Duration.ofSeconds(1));
            assertThat(alerts().stream()
                            .filter(alert -> alert.path("status").asText().equals("open")))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void storm_leaves_of_two_hundred_alerts_ten_open_and_ten_acknowledged() {
        start("storm");
        for (int tick = 0; tick < 50; tick++) {
            pass(Duration.ofMillis(100));
        }
        assertThat(alerts()).as("after five seconds").hasSize(200);

        playOn();

        assertThat(countBy("status")).isEqualTo(Map.of("resolved", 180, "open", 10, "acknowledged", 10));
        assertThat(countBy("urgency")).containsOnlyKeys("critical", "high", "medium", "low", "silent");
        assertThat(receiver.types().stream().collect(Collectors.groupingBy(type -> type, Collectors.counting())))
                .isEqualTo(Map.of(
                        "alert.created", 200L, "alert.open", 200L, "alert.resolved", 180L, "alert.acknowledged", 10L));
    }

    @Test
    void handoff_is_rejected_times_out_and_is_acknowledged_by_another_team() {
        play("handoff");

        var alert = alerts().getFirst();
        assertThat(titlesAndStatuses()).containsExactly("Read replica is 40 minutes behind: acknowledged");
        assertThat(typesOf(alert))
                .containsExactly(
                        "alert.created",
                        "alert.open",
                        "alert.rejected",
                        "alert.timeout",
                        "alert.handoff",
                        "alert.acknowledged");
        assertThat(texts(alert.path("destination_team_ids")))
                .containsExactly(user.teamId("Platform"), user.teamId("Data"));
        assertThat(acknowledgedBy(alert)).isEqualTo("Esra Yilmaz");
    }

    @Test
    void nobody_home_drops_its_alert_and_brings_the_people_back() {
        play("nobody-home");

        assertThat(titlesAndStatuses()).containsExactly("Nightly pipeline has not started: dropped");
        assertThat(typesOf(alerts().getFirst())).containsExactly("alert.created", "alert.open", "alert.dropped");
        assertThat(isSomebodyOnCallAtData()).isTrue();
    }

    @Test
    void nobody_home_leaves_a_team_off_call_that_was_so_before() {
        sandbox.setNobodyOnCall("Data", true);

        play("nobody-home");

        assertThat(isSomebodyOnCallAtData()).isFalse();
    }

    @Test
    void stopping_brings_the_people_back_and_does_nothing_more() {
        start("nobody-home");
        pass(Duration.ofSeconds(1));
        assertThat(isSomebodyOnCallAtData()).isFalse();

        assertThat(call("DELETE", "/sandbox/scenarios/nobody-home")
                        .body()
                        .path("playing")
                        .asBoolean())
                .isFalse();
        playOn();

        assertThat(isSomebodyOnCallAtData()).isTrue();
        assertThat(alerts()).isEmpty();
    }

    @Test
    void all_can_be_stopped_at_once_and_started_again() {
        start("storm");
        start("flapping");
        assertThat(playing()).containsExactly("flapping", "storm");

        call("DELETE", "/sandbox/scenarios");
        assertThat(playing()).isEmpty();

        play("checkout-outage");
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void starting_one_that_plays_lets_it_go_on() {
        start("checkout-outage");
        pass(Duration.ofSeconds(20));

        var again = start("checkout-outage");

        assertThat(again.path("started_at").asText()).isEqualTo("2026-11-23T09:00:00.000Z");
        playOn();
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void it_goes_on_with_what_it_finds_when_somebody_else_was_faster() {
        start("checkout-outage");
        pass(Duration.ofSeconds(2));
        var outage = alerts().getFirst().path("id").asText();
        assertThat(user.post("/alerts/" + outage + "/resolve", Map.of()).status())
                .isEqualTo(200);
        pass(Duration.ofSeconds(15));
        user.delete("/alerts/" + alerts().getLast().path("id").asText());

        playOn();

        assertThat(titlesAndStatuses()).containsExactly("Checkout fails for one customer in three: resolved");
        assertThat(playing()).isEmpty();
    }

    @Test
    void a_clock_that_jumps_over_them_leaves_out_no_step() {
        start("handoff");

        pass(Duration.ofMinutes(1));

        assertThat(typesOf(alerts().getFirst())).hasSize(6).contains("alert.rejected", "alert.timeout");
        assertThat(titlesAndStatuses()).containsExactly("Read replica is 40 minutes behind: acknowledged");
    }

    @Test
    void the_list_says_what_each_shows_and_what_plays() {
        start("handoff");
        pass(Duration.ofSeconds(6));

        var all = call("GET", "/sandbox/scenarios").body().path("scenarios");

        assertThat(all.findValuesAsText("name"))
                .containsExactly("checkout-outage", "flapping", "storm", "handoff", "nobody-home")
                .isEqualTo(SandboxPagerTree.scenarioNames());
        assertThat(all.findValuesAsText("shows")).allMatch(words -> words.endsWith("."));
        assertThat(all.get(3).path("playing").asBoolean()).isTrue();
        assertThat(all.get(3).path("steps_done").asInt()).isEqualTo(2);
        assertThat(all.get(0).path("playing").asBoolean()).isFalse();
    }

    @Test
    void a_name_that_is_not_there_is_refused_with_those_that_are() {
        for (var method : List.of("POST", "DELETE")) {
            var refused = call(method, "/sandbox/scenarios/outage");

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.messages())
                    .containsExactly("there is no scenario \"outage\". The scenarios are: checkout-outage, flapping,"
                            + " storm, handoff, nobody-home");
        }
        assertThatThrownBy(() -> sandbox.startScenario("outage"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checkout-outage, flapping, storm, handoff, nobody-home");
        playOn();
        assertThat(alerts()).isEmpty();
    }

    @Test
    void a_team_that_is_gone_is_said_and_nothing_starts() {
        assertThat(user.delete("/teams/" + user.teamId("Data")).status()).isEqualTo(204);

        var refused = call("POST", "/sandbox/scenarios/nobody-home");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.messages()).containsExactly("the scenario needs teams that are not there: Data");
        assertThat(playing()).isEmpty();
    }

    private void play(String name) {
        start(name);
        playOn();
        assertThat(playing()).isEmpty();
    }

    private JsonNode start(String name) {
        var started = call("POST", "/sandbox/scenarios/" + name);
        assertThat(started.status()).as(started.text()).isEqualTo(200);
        assertThat(started.body().path("playing").asBoolean()).isTrue();
        return started.body();
    }

    private void playOn() {
        for (long second = 0; second < LONG_ENOUGH.toSeconds(); second++) {
            pass(Duration.ofSeconds(1));
        }
    }

    private void pass(Duration time) {
        sandbox.runWhatIsDue();
        clock.advance(time);
        sandbox.runWhatIsDue();
    }

    private SandboxUser.Answer call(String method, String path) {
        return user.send(method, sandbox.uiUrl() + path, "", "application/json", new byte[0]);
    }

    private List<String> playing() {
        return StreamSupport.stream(
                        call("GET", "/sandbox/scenarios")
                                .body()
                                .path("scenarios")
                                .spliterator(),
                        false)
                .filter(one -> one.path("playing").asBoolean())
                .map(one -> one.path("name").asText())
                .toList();
    }

    /// In the order of their numbers.
    private List<JsonNode> alerts() {
        var all = new ArrayList<JsonNode>();
        JsonNode page;
        do {
            page = user.get("/alerts?limit=100&offset=" + all.size()).body().path("data");
            page.forEach(all::add);
        } while (!page.isEmpty());
        all.sort(Comparator.comparingInt(alert -> alert.path("tiny_id").asInt()));
        return all;
    }

    private List<String> titlesAndStatuses() {
        return alerts().stream()
                .map(alert -> alert.path("title").asText() + ": "
                        + alert.path("status").asText())
                .toList();
    }

    private Map<String, Integer> countBy(String field) {
        var counts = new TreeMap<String, Integer>();
        alerts().forEach(alert -> counts.merge(alert.path(field).asText(), 1, Integer::sum));
        return counts;
    }

    private List<String> typesOf(JsonNode alert) {
        return receiver.all().stream()
                .filter(webhook ->
                        webhook.body().contains(alert.path("prefix_id").asText()))
                .map(Receiver.Received::type)
                .toList();
    }

    private List<JsonNode> comments(JsonNode alert) {
        var comments = new ArrayList<JsonNode>();
        user.get("/alerts/" + alert.path("id").asText() + "/comments")
                .body()
                .path("data")
                .forEach(comments::add);
        return comments;
    }

    private String acknowledgedBy(JsonNode alert) {
        var last = receiver.all().stream()
                .filter(webhook -> webhook.type().equals("alert.acknowledged"))
                .filter(webhook ->
                        webhook.body().contains(alert.path("prefix_id").asText()))
                .reduce((_, later) -> later)
                .orElseThrow();
        var person = last.json().path("data").path("acknowledgedby").asText();
        return user.get("/account_users/" + person)
                .body()
                .path("user")
                .path("name")
                .asText();
    }

    private String personId(String name) {
        return StreamSupport.stream(
                        user.get("/account_users?limit=100").body().path("data").spliterator(), false)
                .filter(person -> person.path("user").path("name").asText().equals(name))
                .map(person -> person.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    private boolean isSomebodyOnCallAtData() {
        return user.get("/teams/" + user.teamId("Data") + "/current_oncall")
                .text()
                .contains(personId("Esra Yilmaz"));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> repeated(int times, String... words) {
        var all = new ArrayList<String>();
        for (int time = 0; time < times; time++) {
            all.addAll(List.of(words));
        }
        return all;
    }
}
