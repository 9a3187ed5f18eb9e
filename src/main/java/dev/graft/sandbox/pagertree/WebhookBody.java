package dev.graft.sandbox.pagertree;

import dev.graft.platform.http.Json;
import dev.graft.sandbox.pagertree.Watch.State;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of an outgoing webhook: `type`, and the alert in PagerTree's "v3 format", where ids are prefix ids.
///
/// There is no delivery id, no time of the event, no attempt number and no signature in it, as in the real one.
/// https://pagertree.com/docs/integration-guides/outgoing-webhook, read 2026-11-23.
final class WebhookBody {
    private WebhookBody() {}

    static String of(String type, Alert alert, Directory directory) {
        var body = new LinkedHashMap<String, Object>();
        body.put("data", alert(alert, directory));
        body.put("type", type);
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    /// What PagerTree's builder falls through to when it has no alert at hand.
    static String withoutData(String type) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("data", null);
        body.put("type", type);
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    private static Map<String, @Nullable Object> alert(Alert alert, Directory directory) {
        var content = alert.content();
        var progress = alert.progress();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("sid", directory.account().prefixId());
        data.put("id", alert.identity().prefixId());
        data.put("tinyId", alert.tinyId());
        data.put("createdAt", Timestamps.iso(alert.createdAt()));
        data.put("updatedAt", Timestamps.iso(alert.updatedAt()));
        data.put("created", Timestamps.unixSeconds(alert.createdAt()));
        data.put(
                "acknowledged",
                progress.acknowledgedAt().map(Timestamps::unixSeconds).orElse(null));
        data.put(
                "acknowledgedby",
                progress.acknowledgedBy().map(directory::personPrefixId).orElse(null));
        data.put("resolved", progress.resolvedAt().map(Timestamps::unixSeconds).orElse(null));
        data.put(
                "resolvedby",
                progress.resolvedBy().map(directory::personPrefixId).orElse(null));
        data.put("archived", null);
        data.put("archivedby", null);
        data.put("title", content.title());
        data.put("description", content.description().orElse(null));
        data.put("type", "alert");
        data.put("subtype", "alert");
        data.put("status", progress.status().word());
        data.put("urgency", content.urgency().word());
        data.put("meta", content.meta());
        data.put("parent_id", null);
        data.put("thirdparty_id", content.thirdpartyId().orElse(null));
        data.put(
                "destination_ids",
                content.destinations().stream().map(directory::prefixId).toList());
        data.put("d_team_id", findTeam(alert).map(directory::prefixId).orElse(null));
        data.put("d_user_id", findPerson(alert).map(directory::personPrefixId).orElse(null));
        data.put("source_id", directory.personPrefixId(alert.sourceId()));
        data.put("s_log_id", null);
        data.put("livecall", null);
        data.put("response_requested", false);
        data.put("responses", List.of());
        data.put("responses_recorded", Map.of());
        data.put("tags", content.tags());
        data.put("additional_data", List.of());
        data.put("stakeholder_ids", List.of());
        data.put(
                "handoffs",
                progress.handoffs().stream()
                        .map(handoff -> handoff(handoff, directory))
                        .toList());
        return data;
    }

    private static Map<String, @Nullable Object> handoff(Alert.Handoff handoff, Directory directory) {
        var entry = new LinkedHashMap<String, @Nullable Object>();
        entry.put("to", directory.prefixId(handoff.to()));
        entry.put("from", directory.personPrefixId(handoff.from()));
        entry.put("time", Timestamps.unixSeconds(handoff.at()));
        entry.put(
                "acknowledged",
                handoff.acknowledgedAt().map(Timestamps::unixSeconds).orElse(null));
        return entry;
    }

    /// Single-valued, although an alert can have many: the team of the first escalation that is a team's.
    private static Optional<Destination> findTeam(Alert alert) {
        var destinations = alert.progress().watches().isEmpty()
                ? alert.content().destinations()
                : alert.progress().watches().stream().map(Watch::destination).toList();
        return destinations.stream()
                .filter(destination -> destination.kind() == Destination.Kind.TEAM)
                .findFirst();
    }

    private static Optional<String> findPerson(Alert alert) {
        return alert.progress()
                .acknowledgedBy()
                .or(() -> alert.progress().watches().stream()
                        .map(Watch::state)
                        .filter(State.Ringing.class::isInstance)
                        .map(state -> ((State.Ringing) state).people().getFirst())
                        .findFirst());
    }
}
