package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Arrows point one way. (Plain tests: the `@ArchTest` fields of ArchUnit run nothing under Surefire 3.5.3.)
class ArchitectureTest {
    /// Each rule, and the class under `src/test/java/planted` that breaks it.
    private static final Map<String, String> PLANTED = Map.ofEntries(
            Map.entry("platform has never heard of incidents", "planted.platform.db.KnowsIncidents"),
            Map.entry("domain uses platform only", "planted.domain.alert.ShowsItself"),
            Map.entry("partner does not use surface", "planted.partner.pagertree.ShowsItself"),
            Map.entry("surface does not use the sandbox", "planted.surface.api.KnowsTheSandbox"),
            Map.entry("the sandbox shares nothing with the hub but HTTP", "planted.sandbox.pagertree.KnowsTheHub"),
            Map.entry("workspace uses only rooms to its left", "planted.domain.workspace.LooksRight"),
            Map.entry("alert uses only rooms to its left", "planted.domain.alert.LooksRight"),
            Map.entry("incident uses only rooms to its left", "planted.domain.incident.LooksRight"),
            Map.entry("paging uses only rooms to its left", "planted.domain.paging.LooksRight"),
            Map.entry("rules are pure", "planted.domain.alert.TickingRules"),
            Map.entry("domain is plain Java", "planted.domain.alert.TalksSql"),
            Map.entry("SQL drivers stay behind platform.db", "planted.domain.alert.TalksSql"),
            Map.entry("stores are private to their rooms", "planted.domain.alert.OpenStore"),
            Map.entry("the time comes from a clock", "planted.domain.alert.LooksAtTheWall"),
            Map.entry("names say what a class is", "planted.domain.alert.AlertManager"));

    @Test
    void the_house_keeps_its_rules() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.graft");

        assertThat(house).hasSizeGreaterThan(20);
        new HouseRules("dev.graft").all().values().forEach(rule -> rule.check(house));
    }

    @Test
    void every_rule_fails_on_a_planted_violation_and_names_it() {
        JavaClasses planted = new ClassFileImporter().importPackages("planted");
        var rules = new HouseRules("planted").all();
        var silent = new TreeMap<String, String>();

        rules.forEach((name, rule) -> {
            var violation = PLANTED.get(name);
            var report = rule.evaluate(planted).getFailureReport().toString();
            if (violation == null || !report.contains(violation)) {
                silent.put(name, report);
            }
        });

        assertThat(rules.keySet()).isEqualTo(PLANTED.keySet());
        assertThat(silent).as("rules that did not see their planted violation").isEmpty();
    }
}
