package dev.graft.sandbox.pagertree;

import java.util.stream.Collectors;

/// The scenarios as markup: one card each, and a line about what plays for other pages.
final class ScenarioPages {
    private final Scenarios scenarios;

    ScenarioPages(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    String list() {
        var cards = ScenarioScripts.all().stream().map(this::card).collect(Collectors.joining());
        return """
               <p>Stories that play themselves. Start one and <a href="/phones">watch the phones</a>; what you press there
               yourself is respected. The alerts of a scenario stay when it ends.</p>
               <div class="cards">%s</div>
               <p class="muted">From a shell: <code>curl -X POST …/sandbox/scenarios/checkout-outage</code></p>
               """.formatted(cards);
    }

    private String card(Scenario scenario) {
        var progress = scenarios.findProgress(scenario);
        var path = "/scenarios/" + scenario.name();
        return """
               <section class="card%s" id="scenario-%s" data-part>
               <h2>%s</h2>
               <p>%s</p>
               <p class="muted">%s · %d steps</p>
               <div class="deeds">%s</div>
               </section>
               """.formatted(
                        progress.isPresent() ? " plays" : "",
                        Html.text(scenario.name()),
                        Html.text(scenario.name()),
                        Html.text(scenario.shows()),
                        Spans.words(scenario.length()),
                        scenario.steps().size(),
                        progress.map(playing -> playing(scenario, playing, path))
                                .orElseGet(() -> deed(path + "/start", "Play", scenario.name(), "main")));
    }

    private static String playing(Scenario scenario, Scenarios.Progress progress, String path) {
        int steps = scenario.steps().size();
        return """
               <p class="progress"><progress max="%d" value="%d" aria-label="Steps of %s"></progress>
               <strong>Playing</strong>, step %d of %d</p>%s
               """.formatted(
                        steps,
                        progress.stepsDone(),
                        Html.text(scenario.name()),
                        progress.stepsDone(),
                        steps,
                        deed(path + "/stop", "Stop", scenario.name(), ""));
    }

    /// What plays now, each with a button that stops it; a way to the scenarios where nothing does.
    String strip() {
        var playing = ScenarioScripts.all().stream()
                .filter(scenario -> scenarios.findProgress(scenario).isPresent())
                .map(scenario -> "<span class=\"now\"><strong>%s</strong> plays, step %d of %d %s</span>"
                        .formatted(
                                Html.text(scenario.name()),
                                scenarios
                                        .findProgress(scenario)
                                        .map(Scenarios.Progress::stepsDone)
                                        .orElse(scenario.steps().size()),
                                scenario.steps().size(),
                                deed("/scenarios/" + scenario.name() + "/stop", "Stop", scenario.name(), "")))
                .collect(Collectors.joining());
        return "<div class=\"strip\" id=\"strip\" data-part>%s</div>"
                .formatted(
                        playing.isEmpty()
                                ? "<span>No scenario plays. <a href=\"/scenarios\">Start one</a>, or"
                                        + " <a href=\"/new\">make an alert</a>.</span>"
                                : playing);
    }

    /// @param about whom or what it concerns, for those who hear the page rather than see it
    static String deed(String action, String label, String about, String style) {
        return """
               <form method="post" action="%s"><button class="%s">%s <span class="unseen">%s</span></button></form>
               """.formatted(Html.text(action), style, Html.text(label), Html.text(about));
    }
}
