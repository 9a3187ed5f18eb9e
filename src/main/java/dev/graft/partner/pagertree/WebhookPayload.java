package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.util.Optional;

/// The envelope of a webhook, `{"type": …, "data": …}`, and nothing decided yet. Everything else at the top level is
/// what somebody's rule added (`setval`), and means nothing to us.
///
/// @param type empty where there is none, or one that is not text
/// @param data empty where there is none; may be anything that JSON can say
record WebhookPayload(boolean hasType, Optional<String> type, Optional<JsonNode> data) {

    /// @throws MalformedJson with a reason for the admin when the body is no JSON object that we read
    static WebhookPayload parse(byte[] body) throws MalformedJson {
        if (body.length == 0) {
            throw new MalformedJson("empty");
        }
        var root = Json.read(body);
        if (!root.isObject()) {
            throw new MalformedJson("not a JSON object");
        }
        var type = root.get("type");
        return new WebhookPayload(
                type != null && !type.isNull(),
                Optional.ofNullable(type).filter(JsonNode::isTextual).map(JsonNode::textValue),
                Optional.ofNullable(root.get("data")));
    }
}
