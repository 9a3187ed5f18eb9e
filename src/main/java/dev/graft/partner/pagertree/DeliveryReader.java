package dev.graft.partner.pagertree;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.Digest;
import dev.graft.domain.alert.ReportType;
import dev.graft.platform.http.Json;
import dev.graft.platform.http.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what was delivered. Pure: no body, however odd, makes it throw, and the same body always reads the same.
final class DeliveryReader {
    /// Before that, there was no PagerTree; a creation so early is a template's mistake.
    private static final Instant FIRST_CREATION = Instant.parse("2000-01-01T00:00:00Z");

    /// As the fold allows for a time: further ahead, no clock goes wrong by itself.
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private static final int MAX_TYPE_SHOWN = 60;

    private DeliveryReader() {}

    /// @param receivedAt when the delivery reached us
    static Reading readWebhook(byte[] body, Instant receivedAt) {
        WebhookPayload payload;
        try {
            payload = WebhookPayload.parse(body);
        } catch (MalformedJson malformed) {
            return new Reading.Quarantined("The body cannot be read: " + malformed.reason() + ".");
        }
        if (!payload.hasType()) {
            return new Reading.Quarantined("The body has no \"type\": look at the template and the rules of the"
                    + " integration in PagerTree.");
        }
        var word = payload.type().orElse("");
        var type = typeOf(word);
        if (type.isEmpty()) {
            return new Reading.Ignored(reasonToIgnore(word));
        }
        var data = payload.data();
        if (data.isEmpty() || !data.get().isObject() || data.get().isEmpty()) {
            return new Reading.Quarantined("The body's \"data\" is "
                    + data.map(node -> switch (node.getNodeType()) {
                                case NULL -> "null";
                                case ARRAY -> "a list";
                                case OBJECT -> "empty";
                                default -> "not an object";
                            })
                            .orElse("missing")
                    + ", where the alert should be: look at the template of the integration in PagerTree.");
        }
        return news(new PagerTreeAlert(data.get()), type.get(), body, Optional.empty(), receivedAt);
    }

    /// @param body an alert as the API answers it
    static Reading readPoll(byte[] body, PollNote note, Instant receivedAt) {
        try {
            var json = Json.read(body);
            return json.isObject()
                    ? news(new PagerTreeAlert(json), ReportType.POLL, body, note.settles(), receivedAt)
                    : new Reading.Quarantined("PagerTree's answer is not an alert.");
        } catch (MalformedJson malformed) {
            return new Reading.Quarantined("PagerTree's answer cannot be read: " + malformed.reason() + ".");
        }
    }

    private static Reading news(
            PagerTreeAlert alert, ReportType type, byte[] body, Optional<ActId> settles, Instant receivedAt) {
        var ids = alert.ids();
        if (ids.isEmpty()) {
            return new Reading.Quarantined(
                    alert.hasId()
                            ? "The alert's \"id\" is not one of PagerTree's ids."
                            : "The alert has no \"id\": look at the template of the integration in PagerTree.");
        }
        var updatedAt = type == ReportType.POLL ? alert.updatedAtOfPoll() : alert.updatedAt();
        var created = alert.createdAt()
                .filter(time -> time.isAfter(FIRST_CREATION) && time.isBefore(receivedAt.plus(FURTHEST_AHEAD)));
        return new Reading.News(
                ids,
                alert.account(),
                new Told(
                        digest(body, settles),
                        type,
                        updatedAt,
                        created,
                        alert.status(),
                        alert.handoffs(),
                        alert.isSilenced(),
                        settles,
                        alert.details(type),
                        receivedAt));
    }

    /// Of the body, so that a repeat is known as one. An answer that settles an act is news also when the same words
    /// were heard before: the act is a part of it.
    private static Digest digest(byte[] body, Optional<ActId> settles) {
        if (settles.isEmpty()) {
            return Digest.of(body);
        }
        var act = ("\nsettles " + settles.get()).getBytes(StandardCharsets.UTF_8);
        var both = new byte[body.length + act.length];
        System.arraycopy(body, 0, both, 0, body.length);
        System.arraycopy(act, 0, both, body.length, act.length);
        return Digest.of(both);
    }

    private static Optional<ReportType> typeOf(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "alert.created" -> Optional.of(ReportType.CREATED);
            case "alert.open" -> Optional.of(ReportType.OPEN);
            case "alert.acknowledged" -> Optional.of(ReportType.ACKNOWLEDGED);
            case "alert.rejected" -> Optional.of(ReportType.REJECTED);
            case "alert.timeout" -> Optional.of(ReportType.TIMEOUT);
            case "alert.resolved" -> Optional.of(ReportType.RESOLVED);
            case "alert.dropped" -> Optional.of(ReportType.DROPPED);
            case "alert.handoff" -> Optional.of(ReportType.HANDOFF);
            default -> Optional.empty();
        };
    }

    private static String reasonToIgnore(String word) {
        // A symbol's name would go out with dots in the place of its underscores.
        var plain = word.strip().toLowerCase(Locale.ROOT).replace('_', '.');
        if (plain.startsWith("comment.")) {
            return "A comment; Graft does not show PagerTree's comments.";
        }
        if (plain.startsWith("event.reminder.")) {
            return "A reminder of somebody's shift; Graft does nothing with it.";
        }
        if (plain.isEmpty()) {
            return "An event whose type is not a word.";
        }
        return "An event of a type that Graft does not know: " + printable(word) + ".";
    }

    private static String printable(String word) {
        return PagerTreeText.clean(word, MAX_TYPE_SHOWN)
                .codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
