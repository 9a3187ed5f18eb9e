package dev.graft.domain.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import java.util.UUID;

/// Actors as the rows of all rooms keep them: `{"kind": "member", "id": 7, "name": "Ana Ruiz"}`.
public final class ActorJson {
    private ActorJson() {}

    public static String write(Actor actor) {
        var json = Json.mapper().createObjectNode();
        switch (actor) {
            case Actor.Member(var id, var name) ->
                json.put("kind", "member").put("id", id.value()).put("name", name);
            case Actor.Workflow(var id, var name) ->
                json.put("kind", "workflow").put("id", id.toString()).put("name", name);
            case Actor.Partner(var name) -> json.put("kind", "partner").put("name", name);
            case Actor.Graft() -> json.put("kind", "graft");
        }
        return json.toString();
    }

    public static Actor read(String text) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected an actor", e);
        }
        var kind = json.path("kind").asText();
        var name = json.path("name").asText();
        return switch (kind) {
            case "member" -> new Actor.Member(new MemberId(json.path("id").asLong()), name);
            case "workflow" ->
                new Actor.Workflow(UUID.fromString(json.path("id").asText()), name);
            case "partner" -> new Actor.Partner(name);
            case "graft" -> new Actor.Graft();
            default -> throw new IllegalStateException("expected the kind of an actor, not " + kind);
        };
    }
}
