package dev.graft.domain.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import liqp.TemplateParser;
import liqp.TemplateParser.ErrorMode;
import liqp.antlr.NameResolver;
import liqp.parser.Flavor;

/// Renders the texts of workflows: Shopify's Liquid over plain maps, lists, strings and numbers. What is not known
/// renders as nothing.
///
/// Templates come from admins, values from outside, and both may be hostile. So everything is bounded: the template,
/// the output, the loops, what a filter may make (`GuardedFilter`), and the time; and nothing can be included (liqp
/// would read files, tried with 0.9.2.3). A parser and its template serve one rendering: shared ones are not
/// thread-safe.
final class Liquid {
    static final int TEMPLATE_BYTES = 64 * 1024;

    /// PagerTree's descriptions and our summaries are far shorter.
    static final int OUTPUT_CHARACTERS = 256 * 1024;

    static final int LOOP_STEPS = 10_000;

    /// A rendering takes a few milliseconds; the first one of a process loads the parser, which took 1.7 s on a cold
    /// machine of two cores.
    private static final Duration LONGEST_RENDERING = Duration.ofSeconds(5);

    private static final NameResolver NO_INCLUDES = name -> {
        throw new IOException("a template cannot include another");
    };

    private Liquid() {}

    /// Loads the parser, in the background: else the first page of a process would wait for it.
    static void warmUp() {
        var warming = Thread.ofPlatform()
                .daemon()
                .name("liquid warm-up")
                .unstarted(() -> renderHere("{{ incident.title }}", Map.of()));
        warming.start();
    }

    /// What became of a template.
    sealed interface Rendered {
        record Text(String text) implements Rendered {}

        /// @param reason in words, without what the data held
        record Unreadable(String reason) implements Rendered {}
    }

    static Rendered render(String template, Map<String, Object> data) {
        if (!template.contains("{{") && !template.contains("{%")) {
            return new Rendered.Text(template);
        }
        if (template.length() > TEMPLATE_BYTES) {
            return new Rendered.Unreadable("the template is longer than " + TEMPLATE_BYTES / 1024 + " KiB");
        }
        // Its own thread, because the limits of the library are cooperative: one that hangs is left behind.
        var rendering = new FutureTask<>(() -> renderHere(template, data));
        Thread.ofPlatform().daemon().name("liquid").start(rendering);
        try {
            return rendering.get(LONGEST_RENDERING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            rendering.cancel(true);
            return new Rendered.Unreadable("it took longer than " + LONGEST_RENDERING.toSeconds() + " s to render");
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected every failure of a template to be an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rendering a template", e);
        }
    }

    private static Rendered renderHere(String template, Map<String, Object> data) {
        try {
            var text = parser().parse(template).renderUnguarded(new HashMap<>(data));
            if (text.length() > OUTPUT_CHARACTERS) {
                return new Rendered.Unreadable("it renders to more than " + OUTPUT_CHARACTERS / 1024 + " KiB");
            }
            return new Rendered.Text(text.replace('\0', '\uFFFD')); // PostgreSQL keeps no U+0000
        } catch (StackOverflowError e) {
            return new Rendered.Unreadable("it is nested too deeply");
        } catch (RuntimeException e) {
            return new Rendered.Unreadable(reason(e));
        }
    }

    private static TemplateParser parser() {
        var parser = new TemplateParser.Builder()
                .withFlavor(Flavor.LIQUID)
                .withErrorMode(ErrorMode.LAX)
                .withNameResolver(NO_INCLUDES)
                .withMaxSizeRenderedString(OUTPUT_CHARACTERS)
                .withMaxIterations(LOOP_STEPS);
        Flavor.LIQUID.getFilters().values().forEach(filter -> parser.withFilter(new GuardedFilter(filter)));
        return parser.build();
    }

    /// The innermost that has something to say.
    private static String reason(Throwable failure) {
        var reason = "it cannot be rendered";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                reason = message.lines().findFirst().orElse(reason);
            }
        }
        return reason;
    }
}
