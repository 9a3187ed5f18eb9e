package dev.graft.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.workflow.Liquid.Rendered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiquidTest {
    private final Map<String, Object> data = Map.of(
            "incident",
            Map.of("title", "Checkout <down>", "labels", Map.of("region", "eu")),
            "alert",
            Map.of("labels", List.of(Map.of("key", "urgency", "value", "critical")), "data", Map.of("n", 3)));

    @Test
    void variables_are_filled_in_as_they_are() {
        assertThat(text("[{{ incident.title }}] {{ incident.labels.region | upcase }} {{ alert.labels[0].value }}"))
                .isEqualTo("[Checkout <down>] EU critical");
    }

    @Test
    void what_is_not_known_renders_as_nothing() {
        assertThat(text("a{{ incident.nope }}b{{ nope.nope.nope }}c{{ incident.title.x }}d"))
                .isEqualTo("abcd");
    }

    @Test
    void a_text_without_variables_is_left_alone() {
        assertThat(text("100 % {of} it")).isEqualTo("100 % {of} it");
    }

    @Test
    void conditions_and_loops_work() {
        assertThat(text("{% for label in alert.labels %}{% if label.key == 'urgency' %}!{% endif %}{% endfor %}"))
                .isEqualTo("!");
        assertThat(text("{{ incident.title | replace: 'down', 'up' | append: '.' }}"))
                .isEqualTo("Checkout <up>.");
        assertThat(text("{{ '2026-11-23T12:00:00Z' | date: '%Y' }}")).isEqualTo("2026");
        assertThat(text("{{ alert.data.n | times: 2 }}")).isEqualTo("6");
    }

    @Test
    void a_template_that_cannot_be_read_says_why() {
        assertThat(reason("{{ incident.title ")).contains("parser error");
        assertThat(reason("{% bogus %}")).contains("bogus");
    }

    @Test
    void nothing_can_be_included(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("secret.liquid"), "canary");

        for (var tag : List.of("include", "include_relative", "render")) {
            var rendered = Liquid.render("{% " + tag + " '" + file + "' %}", data);

            assertThat(rendered.toString()).as(tag).doesNotContain("canary");
        }
    }

    @Test
    void nothing_small_becomes_something_large() {
        var bombs = new LinkedHashMap<String, String>();
        bombs.put("append", "{% assign s = 'xxxxxxxxxx' %}" + "{% assign s = s | append: s %}".repeat(60));
        bombs.put("prepend", "{% assign s = 'xxxxxxxxxx' %}" + "{% assign s = s | prepend: s %}".repeat(60));
        bombs.put("capture", "{% assign s = 'xx' %}" + "{% capture s %}{{s}}{{s}}{% endcapture %}".repeat(60));
        bombs.put("replace", "{% assign s = 'aaaaaaaa' %}" + "{% assign s = s | replace: 'a', s %}".repeat(9));
        bombs.put("concat", "{% assign s = 'a,b' | split: ',' %}" + "{% assign s = s | concat: s %}".repeat(60));
        bombs.put(
                "join",
                "{% assign s = 'a,a,a,a,a,a,a,a' %}"
                        + "{% assign l = s | split: ',' %}{% assign s = l | join: s %}".repeat(20));
        bombs.put("date", "{{ 'now' | date: '%900000000d' }}");
        bombs.put("range", "{% for i in (1..1000000000) %}x{% endfor %}");
        bombs.put("loops", "{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}");
        bombs.put("depth", "{% if true %}".repeat(3000) + "{% endif %}".repeat(3000));
        bombs.put("size", "x".repeat(70_000) + "{{ incident.title }}");

        bombs.forEach((name, bomb) -> {
            var begun = System.nanoTime();

            assertThat(Liquid.render(bomb, data)).as(name).isInstanceOf(Rendered.Unreadable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(name).isLessThan(Duration.ofSeconds(6));
        });
    }

    @Test
    void a_number_does_not_grow_without_end() {
        var rendered = Liquid.render(
                "{% assign n = 9999999999 %}" + "{% assign n = n | times: n %}".repeat(40) + "{{ n }}", data);

        assertThat(rendered.toString()).hasSizeLessThan(200);
    }

    @Test
    void many_threads_render_the_same_template_right() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Long> renderings = () -> IntStream.range(0, 250)
                    .filter(i -> {
                        var own = new HashMap<String, Object>(Map.of("n", i));
                        return !Liquid.render("{{ n }}-{% assign m = n | plus: 1 %}{{ m }}", own)
                                .equals(new Rendered.Text(i + "-" + (i + 1)));
                    })
                    .count();

            for (var wrong : threads.invokeAll(Collections.nCopies(8, renderings))) {
                assertThat(wrong.get()).isZero();
            }
        }
    }

    private String text(String template) {
        return switch (Liquid.render(template, data)) {
            case Rendered.Text(var text) -> text;
            case Rendered.Unreadable(var reason) -> throw new AssertionError(reason);
        };
    }

    private String reason(String template) {
        return switch (Liquid.render(template, data)) {
            case Rendered.Text(var text) -> throw new AssertionError("rendered: " + text);
            case Rendered.Unreadable(var reason) -> reason;
        };
    }
}
