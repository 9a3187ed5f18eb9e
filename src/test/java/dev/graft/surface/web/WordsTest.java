package dev.graft.surface.web;

import static dev.graft.surface.Scenes.NOON;
import static dev.graft.surface.Scenes.anAlert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The small words that pages are made of.
class WordsTest {
    @Test
    void a_moment_is_told_by_how_long_ago_it_was() {
        assertThat(Moment.of(NOON, NOON.plusSeconds(2)).ago()).isEqualTo("just now");
        assertThat(Moment.of(NOON, NOON.plusSeconds(40)).ago()).isEqualTo("40 s ago");
        assertThat(Moment.of(NOON, NOON.plusSeconds(240)).ago()).isEqualTo("4 min ago");
        assertThat(Moment.of(NOON, NOON.plusSeconds(4_320)).ago()).isEqualTo("1 h 12 min ago");
        assertThat(Moment.of(NOON, NOON.plusSeconds(266_400)).ago()).isEqualTo("3 d 2 h ago");
        assertThat(Moment.of(NOON, NOON.minusSeconds(60)).ago()).isEqualTo("just now");
        assertThat(Moment.of(NOON, NOON).full()).isEqualTo("23 Nov 2026, 12:00:00 UTC");
        assertThat(Moment.lasting(Duration.ofHours(2))).isEqualTo("2 h");
    }

    @Test
    void a_dropped_alert_does_not_look_like_a_triggered_one() {
        var dropped = anAlert(AlertStatus.TRIGGERED, AlertState.DROPPED);

        assertThat(Look.of(dropped)).isEqualTo(new Look("Dropped", "bell-off", "danger"));
        assertThat(AlertRow.of(dropped, List.of(), NOON).nobodyIsPaged()).isTrue();
    }

    @Test
    void an_act_that_waits_for_its_answer_is_shown_as_waiting() {
        var resolving = anAlert(
                AlertStatus.RESOLVED,
                AlertState.RESOLVED,
                "Disk",
                Optional.empty(),
                List.of(),
                Optional.of(Verb.RESOLVE));

        assertThat(Look.of(resolving).word()).isEqualTo("Resolving…");
    }

    @Test
    void only_addresses_of_the_web_become_links() {
        for (var address : List.of(
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                " javascript:alert(1)",
                "data:text/html,<script>",
                "//evil.example",
                "http:evil",
                "ftp://x/y",
                "https://a b/",
                "")) {
            assertThat(Link.outside(Optional.of(address), "Open")).as(address).isEmpty();
        }
        assertThat(Link.outside(Optional.of("https://app.pagertree.com/alerts/1?a=b"), "Open"))
                .isPresent();
    }

    @Test
    void a_form_is_read_as_browsers_write_it() {
        var form = Form.parse(
                "title=Disk+91%25+%26+more&to=team%3A1&to=user%3A2&empty=&odd=%zz".getBytes(StandardCharsets.UTF_8));

        assertThat(form.text("title")).contains("Disk 91% & more");
        assertThat(form.all("to")).containsExactly("team:1", "user:2");
        assertThat(form.text("empty")).isEmpty();
        assertThat(form.text("odd")).contains("%zz");
        assertThat(form.isTicked("absent")).isFalse();
        assertThat(Form.parse(new byte[0]).fields()).isEmpty();
    }

    @Test
    void a_list_leads_to_its_neighbours_and_no_further() {
        var rows = Collections.nCopies(25, "row");

        var middle = Turner.of(new Slice(2, 25), new Sliced<>(rows, 61), number -> "/alerts?page=" + number);
        var last = Turner.of(new Slice(3, 25), new Sliced<>(rows.subList(0, 11), 61), number -> "/" + number);
        var only = Turner.of(new Slice(1, 25), new Sliced<>(rows.subList(0, 3), 3), number -> "/" + number);

        assertThat(middle)
                .isEqualTo(new Turner("26–50 of 61", Optional.of("/alerts?page=1"), Optional.of("/alerts?page=3")));
        assertThat(last.next()).isEmpty();
        assertThat(only.isNeeded()).isFalse();
    }

    @Test
    void a_notice_is_one_of_ours_or_none() {
        assertThat(Notice.find("declared")).isPresent();
        assertThat(Notice.find("<b>hello</b>")).isEmpty();
    }
}
