package dev.graft;

import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The life of a critical alert in eight webhooks: rejected, timed out, dropped, handed to another team, acknowledged
/// there, resolved.
final class EightEvents {
    private EightEvents() {}

    static List<byte[]> of(String id, Instant created) {
        var bodies = new ArrayList<byte[]>();
        add(bodies, id, created, "created", "queued", 0);
        add(bodies, id, created, "open", "open", 0);
        add(bodies, id, created, "rejected", "open", 0);
        add(bodies, id, created, "timeout", "open", 0);
        add(bodies, id, created, "dropped", "dropped", 0);
        add(bodies, id, created, "handoff", "open", 1);
        add(bodies, id, created, "acknowledged", "acknowledged", 1);
        add(bodies, id, created, "resolved", "resolved", 1);
        return bodies;
    }

    private static void add(
            List<byte[]> bodies, String id, Instant created, String type, String status, int handedOver) {
        var data = Json.mapper().createObjectNode();
        data.put("id", id)
                .put("title", "Life of " + id)
                .put("status", status)
                .put("urgency", "critical")
                .put("createdAt", created.toString())
                .put("updatedAt", created.plusSeconds(bodies.size()).toString());
        var handoffs = data.putArray("handoffs");
        for (int handoff = 0; handoff < handedOver; handoff++) {
            handoffs.addObject().put("to", "tem_database");
        }
        var body = Json.mapper().createObjectNode();
        body.put("type", "alert." + type).set("data", data);
        bodies.add(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
