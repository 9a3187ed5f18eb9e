package dev.graft.domain.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionJsonTest {
    @Test
    void what_is_shipped_is_read_back_as_it_was_written() {
        for (var shipped : List.of(
                DefaultWorkflows.PAGE_ON_CREATION,
                DefaultWorkflows.RESOLVE_LINKED,
                DefaultWorkflows.CRITICAL_ALERT_OPENS_INCIDENT)) {
            var written = DefinitionJson.write(shipped.definition());

            assertThat(DefinitionJson.read(written)).as(shipped.name()).isEqualTo(shipped.definition());
        }
    }

    @Test
    void the_names_are_rootlys() {
        assertThat(DefinitionJson.write(DefaultWorkflows.PAGE_ON_CREATION.definition()))
                .startsWith("{\"trigger_params\":{\"triggers\":[\"incident_created\",\"incident_started\"],"
                        + "\"condition\":\"all\",\"conditions\":[{\"field\":\"incident_status\",\"operator\":\"is\","
                        + "\"values\":[\"started\"]}")
                .contains("\"skip_on_failure\":false", "\"task_type\":\"create_pagertree_alert\"");
    }

    @Test
    void a_task_of_an_unknown_type_is_kept_word_for_word() {
        var params = new HashMap<String, Object>();
        params.put("task_type", "send_carrier_pigeon");
        params.put("to", new ArrayList<>(Arrays.asList("Ana", null, 3)));
        params.put("height", null);
        var definition = new WorkflowDefinition(
                new WorkflowDefinition.TriggerParams(List.of(), Join.ALL, List.of()),
                List.of(new WorkflowDefinition.Task("Pigeon", 1, true, true, params)));

        assertThat(DefinitionJson.read(DefinitionJson.write(definition))).isEqualTo(definition);
    }

    @Test
    void a_trigger_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> DefinitionJson.read(
                        "{\"trigger_params\":{\"triggers\":[\"full_moon\"],\"condition\":\"all\",\"conditions\":[]},"
                                + "\"tasks\":[]}"))
                .isInstanceOf(IllegalStateException.class);
    }
}
