package dev.graft.sandbox.pagertree;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.graft.sandbox.pagertree.SandboxSettings.Pace;
import dev.graft.surface.web.Chromium;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The phones and the scenarios in a real browser.
class PhonesTest {
    private static final String OVERFLOW =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static final String SMALL = """
            Array.from(document.querySelectorAll('main button, main a.deed'))
                .filter(it => it.offsetHeight < 44).map(it => it.outerHTML + ' ' + it.offsetHeight)
            """;

    /// Every text against the nearest ground that is painted behind it, by the formula of WCAG 2.
    private static final String PALE = """
            (() => {
                const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
                const light = (colour) => {
                    const [r, g, b] = numbers(colour).map(it => it / 255)
                        .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const ground = (element) => {
                    for (let it = element; it; it = it.parentElement) {
                        const colour = getComputedStyle(it).backgroundColor;
                        if ((numbers(colour)[3] ?? 1) > 0) return colour;
                    }
                    return 'rgb(255, 255, 255)';
                };
                const contrast = (element) => {
                    const [low, high] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
                    return (high + 0.05) / (low + 0.05);
                };
                return Array.from(document.querySelectorAll('body *'))
                    .filter(it => Array.from(it.childNodes).some(node => node.nodeType === 3 && node.textContent.trim()))
                    .filter(it => !it.closest('noscript, script, .unseen') && contrast(it) < 4.5)
                    .map(it => contrast(it).toFixed(2) + ' ' + it.outerHTML);
            })()
            """;

    @AutoClose
    private static final Chromium chromium = new Chromium();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));

    @AutoClose
    private final SandboxPagerTree sandbox =
            SandboxPagerTree.start(SandboxSettings.defaults().withClock(clock, Pace.MANUAL));

    @AutoClose
    private final SandboxUser user = new SandboxUser(sandbox);

    @Test
    void a_phone_says_what_rings_how_urgently_since_when_and_through_whom() {
        user.createAlert("Checkout latency above 2 s", "Checkout");
        sandbox.runWhatIsDue();
        clock.advance(Duration.ofSeconds(72));

        open("/phones", (_, page) -> {
            var ana = phone(page, "Ana Alvarez");
            assertThat(ana.innerText())
                    .contains("Ringing: 1 alert", "Checkout latency above 2 s", "Checkout, layer 1 of 2")
                    .containsIgnoringCase("high")
                    .contains("Rings for 1 min 12 s, since 09:00:00", "Layer ends in 3 min 48 s");
            assertThat(phone(page, "Ben Okafor").innerText()).contains("Quiet").doesNotContain("Acknowledge");
            assertThat(page.getByRole(AriaRole.STATUS).first().innerText()).contains("1 phone rings: Ana Alvarez");
            assertThat(page.locator("#off").innerText()).contains("Olivia Berg").doesNotContain("Ana Alvarez");
            assertThat(page.title()).startsWith("1 ringing · Phones");
        });
    }

    @Test
    void the_buttons_act_as_the_person_whose_phone_it_is_also_without_scripts() {
        for (boolean scripts : List.of(true, false)) {
            var alert = user.createAlert("Latency " + scripts, "Platform");
            sandbox.runWhatIsDue();
            try (var context = context(390, ColorScheme.LIGHT, scripts)) {
                var page = context.newPage();
                page.navigate(sandbox.uiUrl() + "/phones");

                press(phone(page, "Chloe Martin"), "Reject");
                sandbox.runWhatIsDue();
                assertThat(phone(page, "Chloe Martin").innerText()).contains("Quiet");

                press(phone(page, "Dmitri Petrov"), "Acknowledge");
                sandbox.runWhatIsDue();
                assertThat(user.status(alert)).isEqualTo("acknowledged");
                assertThat(phone(page, "Dmitri Petrov").innerText()).contains("acknowledged 0 s ago");

                phone(page, "Dmitri Petrov").getByText("Hand off…").click();
                page.getByLabel("Data").check();
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hand off"))
                        .click();
                sandbox.runWhatIsDue();
                assertThat(user.status(alert)).isEqualTo("open");
                assertThat(phone(page, "Esra Yilmaz").innerText()).contains("Ringing: 1 alert");

                press(phone(page, "Esra Yilmaz"), "Resolve as admin");
                assertThat(user.status(alert)).isEqualTo("resolved");
                assertThat(page.url()).contains("/phones#phone-usr_");
            }
        }
    }

    @Test
    void a_phone_begins_to_ring_and_falls_silent_by_itself() {
        open("/phones", (_, page) -> {
            var ana = phone(page, "Ana Alvarez");
            PlaywrightAssertions.assertThat(ana).containsText("Quiet");

            var alert = user.createAlert("Latency", "Checkout");
            sandbox.runWhatIsDue();
            PlaywrightAssertions.assertThat(ana).containsText("Ringing: 1 alert");
            user.post("/alerts/" + alert.at("id") + "/resolve", Map.of());

            PlaywrightAssertions.assertThat(ana).containsText("Quiet");
        });
    }

    @Test
    void the_focus_stays_where_it_is_when_a_phone_changes() {
        user.createAlert("First", "Checkout");
        sandbox.runWhatIsDue();

        try (var context = context(1280, ColorScheme.LIGHT, true)) {
            var page = context.newPage();
            page.navigate(sandbox.uiUrl() + "/phones");
            var ana = phone(page, "Ana Alvarez");
            var reject = ana.getByRole(AriaRole.BUTTON, named("Reject First"));
            reject.focus();

            user.createAlert("Second", "Checkout");
            sandbox.runWhatIsDue();

            PlaywrightAssertions.assertThat(ana).containsText("Second");
            PlaywrightAssertions.assertThat(reject).isFocused();
        }
    }

    @Test
    void what_is_chosen_on_the_way_to_a_hand_off_is_not_lost_by_time() {
        user.createAlert("Latency", "Checkout");
        sandbox.runWhatIsDue();

        open("/phones", (_, page) -> {
            phone(page, "Ana Alvarez").getByText("Hand off…").click();

            assertThat(page.locator("script, meta[http-equiv=refresh]").count()).isZero();
        });
    }

    @Test
    void a_storm_is_bounded_among_others_and_whole_on_a_phone_of_its_own() {
        for (int number = 0; number < 9; number++) {
            user.createAlert("Alert " + number, "Data");
        }
        sandbox.runWhatIsDue();

        try (var context = context(390, ColorScheme.DARK, true)) {
            var page = context.newPage();
            page.navigate(sandbox.uiUrl() + "/phones");
            var esra = phone(page, "Esra Yilmaz");
            assertThat(esra.locator(".call").count()).isEqualTo(2);
            assertThat(esra.innerText()).contains("Ringing: 9 alerts");
            esra.getByText("7 more").click();
            assertThat(page.locator(".call").count()).isEqualTo(9);

            press(phone(page, "Esra Yilmaz"), "Acknowledge");

            assertThat(page.locator("h1").innerText()).isEqualTo("Esra Yilmaz’s phone");
            PlaywrightAssertions.assertThat(phone(page, "Esra Yilmaz")).containsText("Ringing: 8 alerts");
        }
    }

    @Test
    void a_press_that_comes_too_late_is_answered_in_words() {
        var alert = user.createAlert("Latency", "Checkout");
        sandbox.runWhatIsDue();
        try (var context = context(1280, ColorScheme.DARK, false)) {
            var page = context.newPage();
            page.navigate(sandbox.uiUrl() + "/phones");
            user.post("/alerts/" + alert.at("id") + "/resolve", Map.of());

            press(phone(page, "Ana Alvarez"), "Acknowledge");

            assertThat(page.locator("main").innerText())
                    .contains("Nothing was changed: alert can't be acknowledged from the resolved state.");
            page.getByText("Back").click();
            assertThat(page.url()).endsWith("/phones");
        }
    }

    @Test
    void a_scenario_is_started_and_stopped_by_page() {
        open("/scenarios", (_, page) -> {
            page.locator("#scenario-nobody-home")
                    .getByRole(AriaRole.BUTTON, named("Play"))
                    .click();
            sandbox.runWhatIsDue();
            assertThat(page.url()).endsWith("/phones");
            PlaywrightAssertions.assertThat(page.locator("#strip")).containsText("nobody-home plays");
            PlaywrightAssertions.assertThat(page.locator("#unmanned")).containsText("Nobody is on call: Data.");

            page.locator("#strip").getByRole(AriaRole.BUTTON, named("Stop")).click();

            assertThat(page.url()).endsWith("/scenarios");
            assertThat(page.locator(".plays").count()).isZero();
        });
    }

    @Test
    void a_scenario_that_is_not_there_is_refused_by_page_with_those_that_are() {
        var refused = user.send(
                "POST",
                sandbox.uiUrl() + "/scenarios/%3Cscript%3E/start",
                "",
                "application/x-www-form-urlencoded",
                new byte[0]);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text())
                .contains("&lt;script&gt;", "checkout-outage, flapping, storm, handoff, nobody-home")
                .doesNotContain("<script>");
    }

    @Test
    void words_from_outside_stay_words_on_phones_too() {
        var nasty = "</h3><img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>'\"";
        user.createAlert(nasty, "Checkout");
        sandbox.runWhatIsDue();

        open("/phones", (_, page) -> {
            assertThat(phone(page, "Ana Alvarez").locator("h3").innerText()).isEqualTo(nasty);
            assertThat(page.evaluate("window.broken")).isNull();
        });
    }

    @Test
    void nothing_sticks_out_is_pale_or_too_small_for_a_finger() {
        user.createAlert("w".repeat(300), "Checkout");
        user.createAlert("Queue grows", "Platform", "Data");
        var taken = user.createAlert("Taken", "Support");
        sandbox.runWhatIsDue();
        user.postAs(
                sandbox.findApiKeyOf("Ben Okafor").orElseThrow(),
                "/alerts/" + taken.at("id") + "/acknowledge",
                Map.of());
        sandbox.startScenario("nobody-home");
        sandbox.runWhatIsDue();
        var paths = List.of("/phones", "/scenarios", handOffPath());

        for (var path : paths) {
            open(path, (name, page) -> {
                var at = path + " " + name;
                assertThat(((Number) page.evaluate(OVERFLOW)).intValue()).as(at).isLessThanOrEqualTo(0);
                assertThat(strings(page, SMALL)).as(at).isEmpty();
                assertThat(strings(page, PALE)).as(at).isEmpty();
                assertThat(page.locator("main").count()).as(at).isEqualTo(1);
                assertThat(page.locator("h1").count()).as(at).isEqualTo(1);
                assertThat(strings(page, "Array.from(document.querySelectorAll('[id]'), it => it.id)"))
                        .as(at)
                        .doesNotHaveDuplicates();
            });
        }
    }

    private String handOffPath() {
        var paths = new ArrayList<String>();
        try (var context = context(1280, ColorScheme.LIGHT, true)) {
            var page = context.newPage();
            page.navigate(sandbox.uiUrl() + "/phones");
            paths.add(page.locator("a.deed").first().getAttribute("href"));
        }
        return paths.getFirst();
    }

    /// In both widths and both schemes, each in a browser window that has seen nothing; nothing may be complained of.
    private void open(String path, BiConsumer<String, Page> look) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(390, 1280)) {
                var complaints = new ArrayList<String>();
                try (var context = context(width, scheme, true)) {
                    var page = context.newPage();
                    page.onConsoleMessage(message -> complaints.add(message.text()));
                    page.onPageError(complaints::add);
                    page.navigate(sandbox.uiUrl() + path);
                    look.accept(width + " " + scheme, page);
                }
                assertThat(complaints).isEmpty();
            }
        }
    }

    private static BrowserContext context(int width, ColorScheme scheme, boolean scripts) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme)
                        .setJavaScriptEnabled(scripts));
    }

    private static Locator phone(Page page, String name) {
        return page.locator("article.phone")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name))));
    }

    private static void press(Locator phone, String label) {
        phone.getByRole(AriaRole.BUTTON, named(label)).first().click();
    }

    private static Locator.GetByRoleOptions named(String label) {
        return new Locator.GetByRoleOptions().setName(label);
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Page page, String script) {
        return (List<String>) page.evaluate(script);
    }
}
