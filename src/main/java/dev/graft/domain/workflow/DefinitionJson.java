package dev.graft.domain.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.platform.http.Json;

/// Workflow definitions as rows keep them: Rootly's names (`trigger_params`, `task_params`, `skip_on_failure`), and
/// words in lower case.
final class DefinitionJson {
    private static final JsonMapper MAPPER = Json.mapper()
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private DefinitionJson() {}

    static String write(WorkflowDefinition definition) {
        try {
            return MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a definition that has a JSON form", e);
        }
    }

    static WorkflowDefinition read(String text) {
        try {
            return MAPPER.readValue(text, WorkflowDefinition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected the definition of a workflow", e);
        }
    }
}
