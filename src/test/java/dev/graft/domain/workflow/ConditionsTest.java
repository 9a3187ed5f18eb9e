package dev.graft.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.workflow.WorkflowDefinition.TriggerParams;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    private final ConditionContext context = ConditionContext.builder()
            .with(Field.INCIDENT_STATUS, "started")
            .with(Field.INCIDENT_KIND, "normal")
            .with(Field.INCIDENT_SEVERITY, "SEV3", "sev3", "low", "0198-id-of-sev3")
            .withLabel(Field.ALERT_LABEL, "status", "open")
            .withLabel(Field.ALERT_LABEL, "urgency", "critical")
            .build();

    @ParameterizedTest
    @CsvSource({
        // operator, values, does it hold for the labels {status:open, urgency:critical}
        "IS, status:open|urgency:critical, true",
        "IS, urgency:critical, false",
        "IS_NOT, urgency:critical, true",
        "ANY, , true",
        "ANY, urgency:critical|urgency:high, true",
        "ANY, urgency:high, false",
        "CONTAINS, urgency:critical|team:x, true",
        "CONTAINS, critical, true",
        "CONTAINS, critic, false",
        "CONTAINS, , false",
        "CONTAINS_ALL, urgency:critical|status:open, true",
        "CONTAINS_ALL, urgency:critical|team:x, false",
        "CONTAINS_NONE, team:x, true",
        "CONTAINS_NONE, team:x|critical, false",
        "NONE, urgency:high, true",
        "NONE, urgency:critical, false",
        "SET, , true",
        "UNSET, , false",
    })
    void an_operator_compares_sets(Operator operator, String values, boolean holds) {
        var wanted = values == null ? new String[0] : values.split("\\|");

        assertThat(evaluate(Join.ALL, Condition.of(Field.ALERT_LABEL, operator, wanted))
                        .matched())
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"IS, false", "IS_NOT, true", "ANY, false", "CONTAINS, false", "NONE, true", "SET, false", "UNSET, true"
    })
    void a_field_without_a_value_equals_nothing(Operator operator, boolean holds) {
        assertThat(evaluate(Join.ALL, Condition.of(Field.INCIDENT_SUMMARY, operator, "x"))
                        .matched())
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"SEV3", "sev3", "low", "0198-id-of-sev3"})
    void a_severity_goes_by_its_id_its_slug_its_name_and_its_level(String wanted) {
        assertThat(evaluate(Join.ALL, Condition.of(Field.INCIDENT_SEVERITY, Operator.IS, wanted))
                        .matched())
                .isTrue();
    }

    @Test
    void the_join_says_how_many_have_to_hold() {
        var yes = Condition.of(Field.INCIDENT_KIND, Operator.IS, "normal");
        var no = Condition.of(Field.INCIDENT_KIND, Operator.IS, "test");

        assertThat(evaluate(Join.ALL, yes, no).matched()).isFalse();
        assertThat(evaluate(Join.ALL, yes, yes).matched()).isTrue();
        assertThat(evaluate(Join.ANY, yes, no).matched()).isTrue();
        assertThat(evaluate(Join.ANY, no, no).matched()).isFalse();
        assertThat(evaluate(Join.NONE, no, no).matched()).isTrue();
        assertThat(evaluate(Join.NONE, yes, no).matched()).isFalse();
        assertThat(evaluate(Join.ANY).matched()).isTrue();
    }

    @Test
    void every_answer_keeps_both_sides_also_behind_the_one_that_decided() {
        var evaluation = evaluate(
                Join.ALL,
                Condition.of(Field.INCIDENT_SEVERITY, Operator.ANY, "critical", "high"),
                Condition.of(Field.INCIDENT_STATUS, Operator.IS, "started"));

        assertThat(evaluation.answers())
                .containsExactly(
                        new Answer(
                                Field.INCIDENT_SEVERITY,
                                List.of("SEV3"),
                                Operator.ANY,
                                List.of("critical", "high"),
                                false),
                        new Answer(Field.INCIDENT_STATUS, List.of("started"), Operator.IS, List.of("started"), true));
    }

    @Test
    void the_sentence_says_why() {
        var severity = Condition.of(Field.INCIDENT_SEVERITY, Operator.ANY, "critical", "high");
        var status = Condition.of(Field.INCIDENT_STATUS, Operator.IS, "started");
        var kind = Condition.of(Field.INCIDENT_KIND, Operator.IS, "test");
        var label = Condition.of(Field.ALERT_LABEL, Operator.CONTAINS, "urgency:high");
        var summary = Condition.of(Field.INCIDENT_SUMMARY, Operator.SET);

        assertThat(sentence(Join.ALL, severity, status))
                .isEqualTo("Skipped: severity is SEV3, and the workflow wants critical or high");
        assertThat(sentence(Join.ALL, status)).isEqualTo("Matched: status is started");
        assertThat(sentence(Join.ALL)).isEqualTo("Matched: the workflow has no conditions");
        assertThat(sentence(Join.ALL, label))
                .isEqualTo("Skipped: labels are status:open and urgency:critical, and the workflow wants urgency:high");
        assertThat(sentence(Join.ALL, summary)).isEqualTo("Skipped: summary is not set, and the workflow wants one");
        assertThat(sentence(Join.ANY, severity, kind))
                .isEqualTo("Skipped: none of its conditions holds: severity is SEV3, and the workflow wants critical or"
                        + " high; kind is normal, and the workflow wants test");
        assertThat(sentence(Join.NONE, status, kind))
                .isEqualTo("Skipped: the workflow wants none of its conditions to hold, but status is started");
    }

    @Test
    void the_sentence_names_things_and_not_ids() {
        var evaluation = Conditions.evaluate(
                new TriggerParams(
                        List.of(), Join.ALL, List.of(Condition.of(Field.INCIDENT_SEVERITY, Operator.IS, "0198-sev0"))),
                context,
                Map.of("0198-sev0", "SEV0"));

        assertThat(evaluation.sentence()).isEqualTo("Skipped: severity is SEV3, and the workflow wants SEV0");
    }

    private String sentence(Join join, Condition... conditions) {
        return evaluate(join, conditions).sentence();
    }

    private Evaluation evaluate(Join join, Condition... conditions) {
        return Conditions.evaluate(new TriggerParams(List.of(), join, List.of(conditions)), context, Map.of());
    }
}
