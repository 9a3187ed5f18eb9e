package dev.graft.surface.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.graft.platform.http.HttpServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Every page of the console in a real browser, under the real content security policy.
class GalleryTest {
    private static final String HARMLESS = "harmless";

    private static final List<String> HOSTILE = List.of(
            "<script>window.broken = 1</script>",
            "\"><img src=x onerror=\"window.broken = 1\">",
            "' autofocus onfocus='window.broken = 1",
            "\" onmouseover=\"window.broken = 1",
            "</title></style></textarea></pre></code><script>window.broken = 1</script>",
            "<svg/onload=window.broken=1><math><mi//xlink:href=\"data:x,<script>window.broken=1</script>\">",
            "javascript:window.broken=1",
            "<a href='javascript:window.broken=1'>x</a><form action=//evil.example><base href=//evil.example>",
            "<!-- <![CDATA[ --> ]]> ${7*7} {{7*7}} <%= 7*7 %> &lt;script&gt;window.broken=1&lt;/script&gt;",
            "\u0000\u202e\u2028 \ud800 \uFEFF`${window.broken=1}`",
            "<iframe srcdoc='<script>top.broken=1</script>'></iframe><object data=x></object><meta http-equiv=refresh>");

    /// The elements of a page with the names of their attributes: what a text must not be able to change.
    private static final String STRUCTURE = """
            Array.from(document.querySelectorAll('*'),
                element => element.tagName + Array.from(element.attributes, it => it.name).sort()).join('\\n')
            """;

    private static final String OVERFLOW =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static final String NAMELESS = """
            Array.from(document.querySelectorAll('input:not([type=hidden]), textarea, select, button, a'))
                .filter(it => !(it.labels && it.labels.length) && !it.textContent.trim() && !it.ariaLabel)
                .map(it => it.outerHTML)
            """;

    private static final String SMALL = """
            Array.from(document.querySelectorAll('button, a[role=button], nav a, input:not([type=hidden]), select, textarea'))
                .filter(it => !it.closest('.choice') && it.offsetParent !== null && it.offsetHeight < 44)
                .map(it => it.outerHTML + ' ' + it.offsetHeight)
            """;

    private static final String OUTSIDE = """
            Array.from(document.querySelectorAll('a[href], form[action], script[src], link[href], img[src]'))
                .map(it => it.getAttribute('href') || it.getAttribute('action') || it.getAttribute('src'))
                .filter(address => !address.startsWith('/') && !address.startsWith('#'))
            """;

    @AutoClose
    private static final Chromium chromium = new Chromium();

    private final Map<String, Reply.Html> shown = new ConcurrentHashMap<>();
    private final Assets assets = new Assets();

    @AutoClose
    private final HttpServer server = HttpServer.start("127.0.0.1", 0, routes -> {
        assets.register(routes);
        routes.get("/shown/{name}", (request, response) -> {
            response.header("Content-Type", "text/html; charset=utf-8");
            response.header("Content-Security-Policy", WebRouting.CONTENT_SECURITY_POLICY);
            var name = request.path().pathParameters().get("name");
            response.send(requireNonNull(shown.get(name), name).body());
        });
    });

    @Test
    void no_text_from_outside_becomes_an_element_or_runs() {
        var harmless = structures(HARMLESS);

        // Together in both orders: what opens a comment or a string must not hide what follows.
        assertThat(structures(String.join(" ", HOSTILE))).isEqualTo(harmless);
        assertThat(structures(String.join("", HOSTILE.reversed()))).isEqualTo(harmless);
    }

    @Test
    void a_hostile_text_is_shown_as_it_is() {
        visit(HOSTILE.getFirst(), 1280, (name, page) -> {
            if (name.equals("alert")) {
                assertThat(page.locator("h1").textContent()).contains(HOSTILE.getFirst());
            }
            assertThat(page.title()).contains(name.equals("start") ? "Sign in" : HOSTILE.getFirst());
        });
    }

    @Test
    void pages_link_outside_only_where_pagertree_lives() {
        visit(
                "javascript:alert(1)",
                1280,
                (name, page) -> assertThat(strings(page, OUTSIDE))
                        .as(name)
                        .allMatch(address -> address.startsWith("https://app.pagertree.com/")));
    }

    @Test
    void nothing_sticks_out_on_a_phone_even_with_a_word_without_end() {
        visit(
                "w".repeat(400),
                390,
                (name, page) -> assertThat(((Number) page.evaluate(OVERFLOW)).intValue())
                        .as(name)
                        .isLessThanOrEqualTo(0));
    }

    @Test
    void every_control_has_a_name_and_is_large_enough_for_a_finger() {
        visit(HARMLESS, 390, (name, page) -> {
            assertThat(strings(page, NAMELESS)).as(name).isEmpty();
            assertThat(strings(page, SMALL)).as(name).isEmpty();
        });
    }

    @Test
    void every_page_has_one_main_part_one_first_heading_and_ids_that_are_unique() {
        visit(HARMLESS, 1280, (name, page) -> {
            assertThat(page.locator("main").count()).as(name).isEqualTo(1);
            assertThat(page.locator("h1").count()).as(name).isEqualTo(1);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            var ids = strings(page, "Array.from(document.querySelectorAll('[id]'), it => it.id)");
            assertThat(ids).as(name).doesNotHaveDuplicates();
        });
    }

    @Test
    void the_browser_has_nothing_to_complain_about() {
        var complaints = new ArrayList<String>();
        try (var context = chromium.browser().newContext()) {
            var page = context.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            new Gallery(HARMLESS, assets).pages().forEach((name, html) -> {
                shown.put(name, html);
                page.navigate(server.url() + "/shown/" + name);
            });
        }

        assertThat(complaints).isEmpty();
    }

    private Map<String, String> structures(String text) {
        var structures = new LinkedHashMap<String, String>();
        visit(text, 1280, (name, page) -> {
            assertThat(page.evaluate("window.broken")).as(name).isNull();
            structures.put(name, (String) page.evaluate(STRUCTURE));
        });
        return structures;
    }

    /// Looks at every page, in one window of this width.
    private void visit(String text, int width, BiConsumer<String, Page> look) {
        try (var context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
            var page = context.newPage();
            new Gallery(text, assets).pages().forEach((name, html) -> {
                shown.put(name, html);
                page.navigate(server.url() + "/shown/" + name);
                look.accept(name, page);
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Page page, String script) {
        return (List<String>) page.evaluate(script);
    }
}
