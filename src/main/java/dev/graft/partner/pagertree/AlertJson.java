package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.paging.Pager.PartnerAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An alert as PagerTree's API states it; every field may be missing.
record AlertJson(JsonNode json) {
    /// The ULID; only what has the form of an id counts.
    Optional<String> id() {
        return text("id").filter(PagerTreeApi::isId).filter(id -> !id.contains("_"));
    }

    Optional<String> prefixId() {
        return text("prefix_id")
                .or(() -> text("id").filter(id -> id.contains("_")))
                .filter(PagerTreeApi::isId);
    }

    Optional<String> accountId() {
        return text("account_id");
    }

    Optional<String> reference() {
        return text("thirdparty_id");
    }

    boolean isQueued() {
        return text("status").equals(Optional.of("queued"));
    }

    Optional<AlertState> state() {
        return text("status").flatMap(word -> switch (word) {
            case "queued", "open" -> Optional.of(AlertState.TRIGGERED);
            case "dropped" -> Optional.of(AlertState.DROPPED);
            case "acknowledged" -> Optional.of(AlertState.ACKNOWLEDGED);
            case "resolved" -> Optional.of(AlertState.RESOLVED);
            default -> Optional.empty();
        });
    }

    /// In its reference, or in a tag: PagerTree writes `tags` and reads `tag_list`, and its own client reads both.
    boolean carries(String marker) {
        return reference().equals(Optional.of(marker)) || tags().contains(marker);
    }

    PartnerAlert asPartnerAlert(String alertUrlTemplate, String text) {
        var url = id().or(this::prefixId).map(id -> alertUrlTemplate.replace("{id}", id));
        return new PartnerAlert(id(), prefixId(), state(), isQueued(), url, text);
    }

    private List<String> tags() {
        var tags = new ArrayList<String>();
        for (var name : List.of("tags", "tag_list")) {
            json.path(name).forEach(tag -> tags.add(tag.asText()));
        }
        return tags;
    }

    private Optional<String> text(String name) {
        var value = json.path(name);
        return value.isTextual() && !value.asText().isEmpty() ? Optional.of(value.asText()) : Optional.empty();
    }
}
