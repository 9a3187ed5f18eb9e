package dev.graft.partner.pagertree;

import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.StatusWord;
import dev.graft.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// A webhook's body for a report, and back.
public final class Bodies {
    private Bodies() {}

    /// @param later moves every time in it
    /// @param urgency PagerTree's word
    public static byte[] of(String id, Told told, Duration later, String urgency) {
        var data = Json.mapper().createObjectNode();
        data.put("id", id).put("title", "Life of " + id).put("urgency", urgency);
        told.created().ifPresent(time -> data.put("createdAt", time.plus(later).toString()));
        told.updatedAt()
                .ifPresent(time -> data.put("updatedAt", time.plus(later).toString()));
        switch (told.status()) {
            case StatusWord.Known(var state) -> data.put("status", word(state));
            case StatusWord.Unknown(var word) -> data.put("status", word);
            case StatusWord.Absent _ -> data.putArray("tags");
        }
        if (told.silenced()) {
            data.put("parent_id", "alt_parent");
        }
        var handoffs = data.putArray("handoffs");
        for (int handoff = 0; handoff < told.handoffs(); handoff++) {
            handoffs.addObject().put("to", "tem_database");
        }
        var body = Json.mapper().createObjectNode();
        body.put("type", "alert." + told.type().name().toLowerCase(Locale.ROOT)).set("data", data);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String word(AlertState state) {
        return switch (state) {
            case TRIGGERED -> "open";
            case DROPPED -> "dropped";
            case ACKNOWLEDGED -> "acknowledged";
            case RESOLVED -> "resolved";
        };
    }

    /// As the hub reads it.
    public static Told read(byte[] body) {
        if (DeliveryReader.readWebhook(body, Instant.now()) instanceof Reading.News news) {
            return news.report();
        }
        throw new IllegalStateException("a body that was made here can be read");
    }
}
