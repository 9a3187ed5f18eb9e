package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.alert.AlertDetails;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.StatusWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An alert's JSON, as webhooks and the API write it. The two spell most keys differently, and templates spell them as
/// they like; each field is read under all its names, and one that is missing, null, or of the wrong type says nothing.
///
/// Source: PagerTree's documentation of the outgoing webhook and of API v4, read 2026-11-23.
record PagerTreeAlert(JsonNode json) {
    /// What fits a line on a screen several times over; the payload keeps the rest.
    private static final int MAX_TITLE = 1000;

    private static final int MAX_DESCRIPTION = 64 * 1024;
    private static final int MAX_WORD = 255;

    /// Nobody addresses one alert to more teams and users, and each is looked at when a page is decided.
    private static final int MAX_LIST = 200;

    /// The ids by which this JSON names its alert, the one of the webhooks first. Empty when none of them is an id.
    List<String> ids() {
        var ids = new LinkedHashSet<String>();
        Stream.of("prefix_id", "id")
                .flatMap(key -> text(key).stream())
                .filter(PagerTreeIds::isOne)
                .forEach(ids::add);
        return List.copyOf(ids);
    }

    boolean hasId() {
        return json.hasNonNull("id") || json.hasNonNull("prefix_id");
    }

    /// The account as webhooks name it; the API uses another form of id.
    Optional<String> account() {
        return text("sid").filter(PagerTreeIds::isPrefixId);
    }

    Optional<Instant> updatedAt() {
        return first("updatedAt", "updated_at").flatMap(PagerTreeTime::read);
    }

    Optional<Instant> updatedAtOfPoll() {
        return first("updated_at", "updatedAt").flatMap(PagerTreeTime::readToTheEndOfItsSecond);
    }

    /// Never `created`: it is of another clock, in whole seconds.
    Optional<Instant> createdAt() {
        return first("createdAt", "created_at").flatMap(PagerTreeTime::read);
    }

    StatusWord status() {
        return word("status")
                .<StatusWord>map(word -> switch (word.toLowerCase(Locale.ROOT)) {
                    case "queued", "open" -> new StatusWord.Known(AlertState.TRIGGERED);
                    case "dropped" -> new StatusWord.Known(AlertState.DROPPED);
                    case "acknowledged" -> new StatusWord.Known(AlertState.ACKNOWLEDGED);
                    case "resolved" -> new StatusWord.Known(AlertState.RESOLVED);
                    default -> new StatusWord.Unknown(word);
                })
                .orElseGet(StatusWord.Absent::new);
    }

    /// PagerTree pages nobody for an alert that a router suppressed, nor for one that was merged into its parent.
    boolean isSilenced() {
        return parent().isPresent()
                || word("status").filter("suppressed"::equalsIgnoreCase).isPresent();
    }

    int handoffs() {
        return first("handoffs").filter(JsonNode::isArray).map(JsonNode::size).orElse(0);
    }

    AlertDetails details(ReportType type) {
        return new AlertDetails(
                text("title").map(title -> readable(title, MAX_TITLE)).filter(title -> !title.isBlank()),
                text("description")
                        .map(description -> readable(description, MAX_DESCRIPTION))
                        .filter(description -> !description.isBlank()),
                word("status"),
                word("urgency"),
                destinations(),
                word("d_team_id").or(() -> textOf(json.path("d_team").path("id"))),
                textOf(json.path("d_team").path("name")),
                parent(),
                texts("tags").or(() -> texts("tag_list")),
                word("thirdparty_id"),
                incidentSeverity(),
                first("tinyId", "tiny_id").filter(JsonNode::isValueNode).map(node -> cleanWord(node.asText())),
                by(type),
                first("acknowledged_at", "acknowledged").flatMap(PagerTreeTime::read),
                first("resolved_at", "resolved").flatMap(PagerTreeTime::read),
                handedTo(),
                Stream.of("tags", "tag_list", "thirdparty_id").anyMatch(json::has));
    }

    private Optional<String> parent() {
        return word("parent_id");
    }

    /// `destination_ids` in webhooks; one list for each kind in the API.
    private Optional<List<String>> destinations() {
        var lists = Stream.of(
                        "destination_ids",
                        "destination_team_ids",
                        "destination_account_user_ids",
                        "destination_router_ids")
                .flatMap(key -> texts(key).stream())
                .toList();
        return lists.isEmpty()
                ? Optional.empty()
                : Optional.of(lists.stream()
                        .flatMap(List::stream)
                        .filter(PagerTreeIds::isOne)
                        .distinct()
                        .toList());
    }

    /// `SEV-2` also where it is written `sev_2`; only of an alert that is flagged as an incident.
    private Optional<String> incidentSeverity() {
        var meta = json.path("meta");
        var flag = meta.path("incident");
        var isIncident = flag.isBoolean()
                ? flag.booleanValue()
                : flag.isValueNode()
                        && !flag.isNull()
                        && !List.of("false", "0", "").contains(flag.asText());
        var severity = meta.path("incident_severity");
        return isIncident && severity.isTextual()
                ? Optional.of(cleanWord(severity.textValue())
                                .toUpperCase(Locale.ROOT)
                                .replace('_', '-'))
                        .filter(word -> !word.isEmpty())
                : Optional.empty();
    }

    /// Who did what this report tells of: by name where linked data come with it, else by id.
    private Optional<String> by(ReportType type) {
        var resolver = word("resolvedby").or(() -> word("resolvedBy"));
        var acknowledger =
                word("acknowledgedby").or(() -> word("acknowledgedBy")).or(() -> word("acknowledgeby"));
        return switch (type) {
            case RESOLVED -> resolver.map(this::named);
            case ACKNOWLEDGED -> acknowledger.or(() -> word("d_user_id")).map(this::named);
            case POLL -> resolver.or(() -> acknowledger).map(this::named);
            case CREATED, OPEN, TIMEOUT, REJECTED, DROPPED, HANDOFF -> Optional.empty();
        };
    }

    private String named(String id) {
        var linked = json.path("d_user");
        return Optional.of(linked)
                .filter(user -> id.equals(user.path("id").asText())
                        || id.equals(user.path("prefix_id").asText())
                        || word("d_user_id").filter(id::equals).isPresent())
                .flatMap(user -> textOf(user.path("name"))
                        .or(() -> textOf(user.path("user").path("name"))))
                .orElse(id);
    }

    private Optional<String> handedTo() {
        var handoffs = json.path("handoffs");
        return handoffs.isArray() && !handoffs.isEmpty()
                ? Optional.ofNullable(handoffs.get(handoffs.size() - 1).get("to"))
                        .flatMap(PagerTreeAlert::nameOrId)
                : Optional.empty();
    }

    private static Optional<String> nameOrId(JsonNode node) {
        return node.isObject()
                ? textOf(node.path("name"))
                        .or(() -> textOf(node.path("prefix_id")))
                        .or(() -> textOf(node.path("id")))
                : textOf(node);
    }

    private Optional<JsonNode> first(String... keys) {
        return Stream.of(keys)
                .map(json::get)
                .filter(node -> node != null && !node.isNull())
                .findFirst();
    }

    private Optional<String> text(String key) {
        return first(key).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private Optional<String> word(String key) {
        return first(key).flatMap(PagerTreeAlert::textOf);
    }

    private static Optional<String> textOf(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(text -> cleanWord(text.textValue()))
                .filter(word -> !word.isEmpty());
    }

    private Optional<List<String>> texts(String key) {
        return first(key).flatMap(node -> {
            if (node.isTextual()) {
                return Optional.of(textOf(node).stream().toList());
            }
            if (!node.isArray()) {
                return Optional.empty();
            }
            return Optional.<List<String>>of(StreamSupport.stream(node.spliterator(), false)
                    .flatMap(element -> textOf(element).stream())
                    .limit(MAX_LIST)
                    .collect(Collectors.toCollection(ArrayList::new)));
        });
    }

    private static String readable(String text, int maxCharacters) {
        return PagerTreeText.clean(PagerTreeText.withoutTemplateEscapes(text), maxCharacters)
                .strip();
    }

    private static String cleanWord(String word) {
        return PagerTreeText.clean(word, MAX_WORD).strip();
    }
}
