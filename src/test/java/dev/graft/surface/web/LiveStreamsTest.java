package dev.graft.surface.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.workspace.Role;
import dev.graft.surface.SurfaceHub;
import dev.graft.surface.SurfaceHub.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The streams behind the pages, as a browser hears them.
class LiveStreamsTest {
    @AutoClose
    private final SurfaceHub hub = new SurfaceHub();

    @Test
    void what_changes_is_sent_and_what_does_not_is_not_sent_again() {
        var person = hub.signedIn(Role.USER);
        String seen;
        try (var stream = person.listen("/alerts", "")) {
            assertThat(stream.nextEvent().data()).contains("No alert has ever arrived");

            hub.alertComesIn("Disk 91%", "high");

            var event = stream.nextEventThat(it -> it.data().contains("Disk 91%"));
            assertThat(event.data()).contains("<main", "data-live=\"list\"").doesNotContain("<script", "<head");
            seen = event.id();
        }
        try (var back = person.listen("/alerts", seen)) {
            hub.alertComesIn("Disk 92%", "high");

            assertThat(back.nextEvent().data()).as("not what was seen before").contains("Disk 92%");
        }
    }

    @Test
    void a_stream_shows_what_its_reader_may_see() {
        assertThat(hub.stranger().listen("/alerts", "").status()).isEqualTo(401);
        assertThat(hub.signedIn(Role.USER).listen("/integrations/pagertree", "").status())
                .isNotEqualTo(200);
        assertThat(hub.signedIn(Role.USER).listen("/incidents/999", "").status())
                .isNotEqualTo(200);
    }

    @Test
    void signing_out_ends_the_streams_of_the_session_and_no_others() {
        var person = hub.signedIn(Role.USER);
        var other = hub.signedIn(Role.USER);
        try (var stream = person.listen("/", "");
                var stays = other.listen("/", "")) {
            stream.nextEvent();
            stays.nextEvent();

            person.fill("/sign-out", Map.of());

            assertThat(stream.isOver()).isTrue();
            hub.alertComesIn("Still heard", "high");
            assertThat(stays.nextEventThat(it -> it.data().contains("Still heard"))
                            .id())
                    .isNotEmpty();
        }
    }

    @Test
    void a_session_has_only_so_many_streams() {
        var person = hub.signedIn(Role.USER);
        var streams = new ArrayList<Stream>();
        for (int i = 0; i < LiveStreams.MOST_PER_SESSION; i++) {
            streams.add(person.listen("/", ""));
        }

        assertThat(streams).allMatch(stream -> stream.status() == 200);
        assertThat(person.listen("/", "").status()).isEqualTo(503);
        streams.forEach(Stream::close);
    }

    @Test
    void open_streams_do_not_hold_up_the_stop() {
        var stopped = new SurfaceHub();
        var stream = stopped.signedIn(Role.USER).listen("/", "");
        stream.nextEvent();
        long begun = System.nanoTime();

        stopped.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void the_digest_of_a_page_does_not_see_the_time_pass() {
        var one = "<main><time datetime=\"2026-11-23T12:00:00Z\" title=\"x\">just now</time> Disk</main>";

        assertThat(LivePage.digest(one)).isEqualTo(LivePage.digest(one.replace("just now", "12 s ago")));
        assertThat(LivePage.digest(one)).isNotEqualTo(LivePage.digest(one.replace("Disk", "Net")));
        assertThat(LivePage.main("<body>a<main id=\"x\">b</main>c</body>")).isEqualTo("<main id=\"x\">b</main>");
        assertThat(LivePage.event("1", "a\nb")).isEqualTo("id: 1\nevent: page\ndata: a\ndata: b\n\n");
    }
}
