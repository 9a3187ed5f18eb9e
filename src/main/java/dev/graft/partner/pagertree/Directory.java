package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.paging.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// PagerTree's teams, users and routers, asked for live.
final class Directory {
    /// A thousand of each; whoever has more types the name.
    private static final int MOST_PAGES_OF_A_LIST = 10;

    private Directory() {}

    sealed interface Listing {
        /// @param accountId the account that they belong to
        record Complete(Destination.Kind kind, List<DirectoryEntry> entries, Optional<String> accountId)
                implements Listing {}

        record Failed(Destination.Kind kind, Answer answer) implements Listing {}
    }

    static Listing ask(PagerTreeApi api, Destination.Kind kind, Duration deadline) {
        var entries = new ArrayList<DirectoryEntry>();
        var accountId = Optional.<String>empty();
        for (int page = 0; page < MOST_PAGES_OF_A_LIST; page++) {
            var answer = api.list(resource(kind), page * PagerTreeApi.LONGEST_LIST, deadline);
            if (!(answer instanceof Answer.Read read)) {
                return new Listing.Failed(kind, answer);
            }
            for (var item : read.json().path("data")) {
                accountId = accountId.or(() -> text(item, "account_id"));
                text(item, "id")
                        .filter(PagerTreeIds::isUlid)
                        .ifPresent(id -> entries.add(new DirectoryEntry(
                                kind,
                                id,
                                text(item, "prefix_id"),
                                name(kind, item).orElse(id))));
            }
            if (!read.json().path("has_more").asBoolean(false)
                    || read.json().path("data").isEmpty()) {
                break;
            }
        }
        return new Listing.Complete(kind, List.copyOf(entries), accountId);
    }

    private static String resource(Destination.Kind kind) {
        return switch (kind) {
            case TEAM -> "teams";
            case USER -> "account_users";
            case ROUTER -> "routers";
        };
    }

    private static Optional<String> name(Destination.Kind kind, JsonNode item) {
        return switch (kind) {
            case TEAM, ROUTER -> text(item, "name");
            case USER -> text(item.path("user"), "name").or(() -> text(item, "name"));
        };
    }

    private static Optional<String> text(JsonNode item, String name) {
        var value = item.path(name);
        return value.isTextual() && !value.asText().isBlank() ? Optional.of(value.asText()) : Optional.empty();
    }
}
