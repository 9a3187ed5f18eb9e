package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.sandbox.pagertree.SandboxPagerTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--scenario`, of `./graft demo` and `./graft sandbox`.
class ScenarioOptionTest {
    @Test
    void none_plays_nothing_and_each_scenario_is_known_by_its_name() {
        assertThat(Demo.chosenScenario("none")).isEmpty();
        for (var name : SandboxPagerTree.scenarioNames()) {
            assertThat(Demo.chosenScenario(name)).contains(name);
        }
    }

    @Test
    void a_name_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> Demo.chosenScenario("Storm"))
                .isInstanceOf(StartRefused.class)
                .hasMessage("there is no scenario \"Storm\". The scenarios are: none, checkout-outage, flapping, storm,"
                        + " handoff, nobody-home.");
    }

    @Test
    void a_refused_scenario_starts_nothing(@TempDir Path folder) {
        var data = folder.resolve("data");

        assertThat(Main.commands().execute("sandbox", "--port", "0", "--data", data.toString(), "--scenario", "no"))
                .isEqualTo(Main.REFUSED);
        assertThat(Main.commands().execute("demo", "--data", data.toString(), "--scenario", "no"))
                .isEqualTo(Main.REFUSED);

        assertThat(data).doesNotExist();
    }
}
