package dev.graft.partner.pagertree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.AlertDetails;
import dev.graft.domain.alert.Arrival;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.StatusWord;
import dev.graft.domain.paging.Aliases;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.Pager;
import dev.graft.domain.workspace.Conflict;
import dev.graft.partner.pagertree.Integrations.Connection;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.inbox.Inbox;
import dev.graft.platform.secret.Sealer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Pages through PagerTree's API: the answers of `PagerTreeApi`, as the domain's outcomes.
public final class PagerTreePager implements Pager {
    /// PagerTree documents no bounds; these keep a runaway template from becoming a refused page.
    private static final int LONGEST_TITLE = 1_000;

    private static final int LONGEST_TEXT = 16_000;

    /// Short, because it comes on top of a call that may have taken `LONGEST_CALL`.
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(5);

    /// PagerTree's clock and ours may differ by so much.
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(2);

    /// A thousand alerts within minutes is a storm; looking further would take longer than sending again may wait.
    private static final int MOST_PAGES_OF_A_LIST = 10;

    private final Integrations integrations;
    private final Inbox inbox;
    private final Clock clock;
    private final Duration longestCall;

    public PagerTreePager(Integrations integrations, Inbox inbox, Clock clock) {
        this(integrations, inbox, clock, LONGEST_CALL);
    }

    /// @param longestCall bound on one call; no longer than `LONGEST_CALL`
    PagerTreePager(Integrations integrations, Inbox inbox, Clock clock, Duration longestCall) {
        this.integrations = integrations;
        this.inbox = inbox;
        this.clock = clock;
        this.longestCall = longestCall;
    }

    @Override
    public Outcome send(WorkspaceId workspace, Order order) {
        return with(workspace, connection -> {
            var aliases = integrations.aliases(workspace);
            var answer = connection.api().createAlert(newAlert(order, aliases), longestCall);
            if (answer instanceof Answer.Read read) {
                var reference = details(read.json()).reference();
                var account = Optional.ofNullable(read.json().path("account_id").textValue());
                integrations.learn(workspace, connection, account, reference.equals(Optional.of(order.marker())));
            }
            return outcome(workspace, connection, answer);
        });
    }

    @Override
    public Outcome resolve(WorkspaceId workspace, String externalId) {
        return with(
                workspace,
                connection -> outcome(workspace, connection, connection.api().resolve(externalId, longestCall)));
    }

    @Override
    public Outcome acknowledge(WorkspaceId workspace, String externalId) {
        return with(
                workspace,
                connection -> outcome(workspace, connection, connection.api().acknowledge(externalId, longestCall)));
    }

    @Override
    public Outcome read(WorkspaceId workspace, String externalId) {
        return with(
                workspace,
                connection -> outcome(workspace, connection, connection.api().alert(externalId, longestCall)));
    }

    /// The answer to a comment is the comment, so there is no alert to find in it.
    @Override
    public Outcome comment(WorkspaceId workspace, String externalId, String text) {
        return with(workspace, connection -> {
            var answer = connection.api().comment(externalId, shorten(text, LONGEST_TEXT), longestCall);
            return answer instanceof Answer.Read
                    ? new Outcome.Done(answer.words(), Optional.empty())
                    : outcome(workspace, connection, answer);
        });
    }

    @Override
    public void report(Tx tx, PartnerAlert alert, Optional<ActId> settles, String reason) {
        inbox.putPoll(
                tx,
                alert.json().getBytes(StandardCharsets.UTF_8),
                new PollNote(settles, Arrival.LIVE, reason).toJson());
    }

    @Override
    public Search lookUp(WorkspaceId workspace, String marker, Instant since) {
        try {
            return integrations
                    .findConnection(workspace)
                    .map(connection -> lookUp(connection, marker, since))
                    .orElseGet(() -> new Search.Failed("there is no API key to look with"));
        } catch (Sealer.SealBroken | Conflict misconfigured) {
            return new Search.Failed(cannotAsk(misconfigured));
        }
    }

    private Search lookUp(Connection connection, String marker, Instant since) {
        var end = clock.instant().plus(LONGEST_CALL);
        if (connection.echoesReference()) {
            var byReference = found(connection, connection.api().alertsByReference(marker, longestCall), marker);
            if (byReference instanceof Search.Looked looked && !looked.alerts().isEmpty()) {
                return looked;
            }
        }
        return lookThroughTheNewest(connection, marker, since.minus(CLOCKS_DIFFER_BY), end);
    }

    /// A list shifts while it is paged through, so an alert may come twice; what was found counts even where the rest
    /// of
    /// the list cannot be had.
    private Search lookThroughTheNewest(Connection connection, String marker, Instant from, Instant end) {
        var carrying = new LinkedHashMap<String, PartnerAlert>();
        var to = clock.instant().plus(CLOCKS_DIFFER_BY);
        var words = "GET /alerts";
        for (int page = 0; page < MOST_PAGES_OF_A_LIST; page++) {
            var left = Duration.between(clock.instant(), end);
            if (left.isNegative() || left.isZero()) {
                return looked("GET /alerts: the list was too long to look through in time", carrying);
            }
            var answer = connection
                    .api()
                    .alertsCreatedBetween(from, to, page * PagerTreeApi.LONGEST_LIST, shorter(left, longestCall));
            switch (found(connection, answer, marker)) {
                case Search.Failed failed -> {
                    return looked(failed.words(), carrying);
                }
                case Search.Looked looked -> looked.alerts().forEach(alert -> carrying.put(anyId(alert), alert));
            }
            words = answer.words();
            if (!hasMore(answer)) {
                break;
            }
        }
        return new Search.Looked(words, List.copyOf(carrying.values()));
    }

    private static Search looked(String failure, Map<String, PartnerAlert> carrying) {
        return carrying.isEmpty()
                ? new Search.Failed(failure)
                : new Search.Looked(failure, List.copyOf(carrying.values()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean hasMore(Answer answer) {
        return answer instanceof Answer.Read read
                && read.json().path("has_more").asBoolean(false)
                && !read.json().path("data").isEmpty();
    }

    /// Whatever the filter was, what counts is the marker: a filter that PagerTree does not know is ignored by it.
    private static Search found(Connection connection, Answer answer, String marker) {
        if (!(answer instanceof Answer.Read read)) {
            return new Search.Failed(answer.words());
        }
        var carrying = new LinkedHashMap<String, PartnerAlert>();
        for (var item : read.json().path("data")) {
            if (carries(item, marker)) {
                partnerAlert(connection, item, item.toString()).ifPresent(alert -> carrying.put(anyId(alert), alert));
            }
        }
        return new Search.Looked(read.words(), List.copyOf(carrying.values()));
    }

    private Outcome with(WorkspaceId workspace, Function<Connection, Outcome> call) {
        try {
            return integrations
                    .findConnection(workspace)
                    .map(call)
                    .orElseGet(() -> new Outcome.Refused(
                            "Graft is not connected to PagerTree. Give it an API key on the page Integrations.",
                            Why.NO_KEY));
        } catch (Sealer.SealBroken | Conflict misconfigured) {
            return new Outcome.NotDone(cannotAsk(misconfigured), Optional.empty());
        }
    }

    /// Until the operator starts with the right master key, or with the environment that the workspace is connected to.
    private static String cannotAsk(RuntimeException misconfigured) {
        return "PagerTree cannot be asked: " + misconfigured.getMessage();
    }

    private Outcome outcome(WorkspaceId workspace, Connection connection, Answer answer) {
        return switch (answer) {
            case Answer.Read read -> {
                integrations.worked(workspace, connection);
                yield done(connection, read);
            }
            case Answer.Refused(var words) -> new Outcome.Refused(words, Why.REQUEST);
            case Answer.Gone(var words) -> new Outcome.Refused(words, Why.GONE);
            case Answer.NotAllowed(var words) -> new Outcome.Refused(words, Why.NOT_ALLOWED);
            case Answer.NotDone(var words, var notBefore) -> new Outcome.NotDone(words, notBefore);
            case Answer.Unknown(var words) -> new Outcome.Unknown(words);
            case Answer.KeyRefused(var words) -> keyRefused(workspace, connection, words);
        };
    }

    private static Outcome done(Connection connection, Answer.Read read) {
        return partnerAlert(connection, read.json(), read.text())
                .<Outcome>map(alert -> new Outcome.Done(read.words(), Optional.of(alert)))
                .orElseGet(() -> new Outcome.Unknown(read.words() + ", but the answer names no alert"));
    }

    /// Empty where the answer names no alert.
    private static Optional<PartnerAlert> partnerAlert(Connection connection, JsonNode json, String text) {
        var ids = new PagerTreeAlert(json).ids();
        var ulid = ids.stream().filter(PagerTreeIds::isUlid).findFirst();
        var prefixId = ids.stream().filter(PagerTreeIds::isPrefixId).findFirst();
        return ulid.or(() -> prefixId)
                .map(id -> new PartnerAlert(
                        ulid,
                        prefixId,
                        new PagerTreeAlert(json).status() instanceof StatusWord.Known(var state)
                                ? Optional.of(state)
                                : Optional.empty(),
                        details(json)
                                .statusWord()
                                .filter("queued"::equalsIgnoreCase)
                                .isPresent(),
                        Optional.of(connection.environment().alertUrlTemplate().replace("{id}", id)),
                        text));
    }

    private static String anyId(PartnerAlert alert) {
        return alert.id().or(alert::prefixId).orElseThrow();
    }

    private static boolean carries(JsonNode json, String marker) {
        var details = details(json);
        return details.reference().equals(Optional.of(marker))
                || details.tags().map(tags -> tags.contains(marker)).orElse(false);
    }

    private static AlertDetails details(JsonNode json) {
        return new PagerTreeAlert(json).details(ReportType.POLL);
    }

    /// One refused call may be a mistake of the other side; a list call that is refused too is not.
    private Outcome keyRefused(WorkspaceId workspace, Connection connection, String words) {
        return switch (connection.api().anyAlert(CONFIRM_WITHIN)) {
            case Answer.KeyRefused again -> {
                integrations.broke(workspace, connection, "PagerTree refuses the API key (" + again.words() + ").");
                yield new Outcome.Refused(
                        words + ". PagerTree refuses the API key: put a new one in on the page Integrations.",
                        Why.NO_KEY);
            }
            case Answer.Read _ ->
                new Outcome.NotDone(words + ", although the key works for the list of alerts", Optional.empty());
            case Answer.Refused _, Answer.Gone _, Answer.NotAllowed _, Answer.NotDone _, Answer.Unknown _ ->
                new Outcome.NotDone(words + "; whether the key still works cannot be told", Optional.empty());
        };
    }

    private static Map<String, Object> newAlert(Order order, Aliases aliases) {
        var alert = new LinkedHashMap<String, Object>();
        alert.put("title", shorten(order.title(), LONGEST_TITLE));
        alert.put("description", shorten(order.description(), LONGEST_TEXT));
        alert.put("urgency", order.urgency().name().toLowerCase(Locale.ROOT));
        alert.put("destination_team_ids", ids(order, Destination.Kind.TEAM, aliases));
        alert.put("destination_account_user_ids", ids(order, Destination.Kind.USER, aliases));
        alert.put("destination_router_ids", ids(order, Destination.Kind.ROUTER, aliases));
        // Twice: PagerTree's documentation promises to keep tags, its own client relies on thirdparty_id.
        alert.put("tags", List.of(order.marker()));
        alert.put("thirdparty_id", order.marker());
        if (order.isIncident()) {
            alert.put(
                    "meta",
                    Map.of(
                            "incident",
                            true,
                            "incident_severity",
                            order.severity().orElse("SEV-UNKNOWN"),
                            "incident_message",
                            shorten(order.title(), LONGEST_TITLE)));
        }
        return alert;
    }

    /// In bodies PagerTree's client sends ULIDs; that a prefix id would do as well is not documented.
    private static List<String> ids(Order order, Destination.Kind kind, Aliases aliases) {
        return order.destinations().stream()
                .filter(destination -> destination.kind() == kind)
                .map(destination -> aliases.canonical(destination.id()))
                .distinct()
                .toList();
    }

    private static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
