package dev.graft.sandbox.pagertree;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The objects of API v4. Ids are ULIDs here, with the prefix id beside them.
/// https://pagertree.com/docs/api/alerts and its neighbours, read 2026-11-23.
final class Shapes {
    /// The one type of integration there is.
    static final Identity OUTGOING_WEBHOOK =
            Identity.derived("ity", "pagertree", "outgoing_webhook", Instant.parse("2022-09-19T00:00:00Z"));

    private final Directory directory;
    private final Shape<Alert> alert;
    private final Shape<Team> team;
    private final Shape<Person> accountUser;
    private final Shape<Person> user;
    private final Shape<Integration> integration;
    private final Shape<Comment> comment;

    Shapes(Directory directory) {
        this.directory = directory;
        alert = alerts();
        team = teams();
        accountUser = accountUsers();
        user = users();
        integration = integrations();
        comment = comments();
    }

    Shape<Alert> alert() {
        return alert;
    }

    Shape<Team> team() {
        return team;
    }

    Shape<Person> accountUser() {
        return accountUser;
    }

    Shape<Person> user() {
        return user;
    }

    Shape<Integration> integration() {
        return integration;
    }

    Shape<Comment> comment() {
        return comment;
    }

    static Map<String, Object> outgoingWebhookType() {
        return Map.of(
                "id",
                OUTGOING_WEBHOOK.id(),
                "prefix_id",
                OUTGOING_WEBHOOK.prefixId(),
                "name",
                "Outgoing Webhook",
                "classname",
                "PagerTree::Integrations::OutgoingWebhook::V3");
    }

    /// Bare, as the shortcut for a schedule's attendees answers.
    static List<Map<String, Object>> onCall(Team team) {
        return team.layersOnCall().stream()
                .flatMap(layer -> layer.people().stream()
                        .map(person -> Map.<String, Object>of(
                                "id",
                                team.identity().id().substring(0, 13) + person.substring(13),
                                "attendee_id",
                                person,
                                "attendee_type",
                                "AccountUser",
                                "layer",
                                team.layersOnCall().indexOf(layer) + 1,
                                "position",
                                layer.people().indexOf(person))))
                .toList();
    }

    private Shape<Alert> alerts() {
        return new Shape<Alert>()
                .with("account_id", _ -> directory.account().id())
                .with("id", one -> one.identity().id())
                .with("prefix_id", one -> one.identity().prefixId())
                .with("tiny_id", Alert::tinyId)
                .with("created_at", Alert::createdAt)
                .with("updated_at", Alert::updatedAt)
                .with("meta", one -> one.content().meta())
                .with("title", one -> one.content().title())
                .with("description", one -> one.content().description().orElse(null))
                .with("urgency", one -> one.content().urgency().word())
                .with("status", one -> one.status().word())
                .with("tag_list", one -> one.content().tags())
                .with("tags", one -> one.content().tags())
                .with("source_id", Alert::sourceId)
                .with("source_type", _ -> "AccountUser")
                .with("source_log_id", _ -> null)
                .with("thirdparty_id", one -> one.content().thirdpartyId().orElse(null))
                .with("dedup_keys", _ -> List.of())
                .with("acknowledged_at", one -> one.progress().acknowledgedAt().orElse(null))
                .with("resolved_at", one -> one.progress().resolvedAt().orElse(null))
                .with("destination_team_ids", one -> destinations(one, Destination.Kind.TEAM))
                .with("destination_account_user_ids", one -> destinations(one, Destination.Kind.PERSON))
                .with("destination_router_ids", _ -> List.of());
    }

    private Shape<Team> teams() {
        return new Shape<Team>()
                .with("account_id", _ -> directory.account().id())
                .with("id", one -> one.identity().id())
                .with("prefix_id", one -> one.identity().prefixId())
                .with("tiny_id", Team::tinyId)
                .with("created_at", Team::createdAt)
                .with("updated_at", Team::updatedAt)
                .with("meta", _ -> Map.of())
                .with("name", Team::name)
                .with("notes", Team::notes)
                .with("member_account_user_ids", Team::members)
                .with("admin_account_user_ids", Team::admins)
                .with("schedule_id", one -> companion("skd", one).id())
                .with("escalation_policy_id", one -> companion("esp", one).id())
                .with("drop_notifications", _ -> "none")
                .with("handoff_notifications", _ -> "none")
                .with("drop_notification_account_user_ids", _ -> List.of())
                .with("handoff_notification_account_user_ids", _ -> List.of())
                .with("attachments", _ -> List.of());
    }

    private Shape<Person> accountUsers() {
        return new Shape<Person>()
                .with("account_id", _ -> directory.account().id())
                .with("id", one -> one.accountUser().id())
                .with("prefix_id", one -> one.accountUser().prefixId())
                .with("tiny_id", Person::tinyId)
                .with("created_at", Person::createdAt)
                .with("updated_at", Person::updatedAt)
                .with("meta", _ -> Map.of())
                .with(
                        "roles",
                        one -> Map.of(
                                "admin", one.isAdmin(), "billing", false, "broadcaster", false, "communicator", false))
                .with("notification_rule_id", _ -> null)
                .with("user", Shapes::person);
    }

    private static Shape<Person> users() {
        return new Shape<Person>()
                .with("id", one -> one.user().id())
                .with("prefix_id", one -> one.user().prefixId())
                .with("tiny_id", Person::tinyId)
                .with("created_at", Person::createdAt)
                .with("updated_at", Person::updatedAt)
                .with("meta", _ -> Map.of())
                .with("name", Person::name)
                .with("time_zone", _ -> "UTC")
                .with("preferred_language", _ -> "en")
                .with("last_sign_in_at", _ -> null)
                .with("emails", Shapes::emails)
                .with("phones", _ -> List.of());
    }

    private Shape<Integration> integrations() {
        return new Shape<Integration>()
                .with("account_id", _ -> directory.account().id())
                .with("id", one -> one.identity().id())
                .with("prefix_id", one -> one.identity().prefixId())
                .with("tiny_id", Integration::tinyId)
                .with("created_at", Integration::createdAt)
                .with("updated_at", Integration::updatedAt)
                .with("meta", _ -> Map.of())
                .with("name", Integration::name)
                .with("enabled", Integration::isEnabled)
                .with("urgency", one -> one.urgency().word())
                .with("integration_type", _ -> outgoingWebhookType())
                .with("options", Shapes::options)
                .with("team_ids", one -> ids(one.destinations(), Destination.Kind.TEAM))
                .with("account_user_ids", one -> ids(one.destinations(), Destination.Kind.PERSON))
                .with("router_ids", _ -> List.of());
    }

    private Shape<Comment> comments() {
        return new Shape<Comment>()
                .with("account_id", _ -> directory.account().id())
                .with("id", one -> one.identity().id())
                .with("prefix_id", one -> one.identity().prefixId())
                .with("created_at", Comment::createdAt)
                .with("updated_at", Comment::createdAt)
                .with("meta", _ -> Map.of())
                .with("commentable_type", _ -> "Alert")
                .with("commentable_id", Comment::alertId)
                .with("parent_id", _ -> null)
                .with("account_user_id", Comment::by)
                .with(
                        "created_by_name",
                        one -> directory.findPerson(one.by()).map(Person::name).orElse(null))
                .with("body", Comment::body);
    }

    private static Map<String, @Nullable Object> person(Person one) {
        var person = new LinkedHashMap<String, @Nullable Object>();
        person.put("id", one.user().id());
        person.put("prefix_id", one.user().prefixId());
        person.put("name", one.name());
        person.put("time_zone", "UTC");
        person.put("emails", emails(one));
        person.put("phones", List.of());
        return person;
    }

    private static List<Map<String, Object>> emails(Person one) {
        return List.of(Map.of(
                "id",
                Identity.derived("eml", one.user().id(), one.email(), one.createdAt())
                        .id(),
                "email",
                one.email(),
                "primary",
                true));
    }

    /// Without the `option_` that the parameters carry.
    private static Map<String, Object> options(Integration one) {
        var options = new LinkedHashMap<String, Object>();
        one.options().forEach((name, value) -> options.put(name.substring("option_".length()), value));
        return options;
    }

    private static Identity companion(String prefix, Team team) {
        return Identity.derived(prefix, team.identity().id(), "companion", team.createdAt());
    }

    private static List<String> destinations(Alert one, Destination.Kind kind) {
        return ids(one.content().destinations(), kind);
    }

    private static List<String> ids(List<Destination> destinations, Destination.Kind kind) {
        return destinations.stream()
                .filter(destination -> destination.kind() == kind)
                .map(Destination::id)
                .toList();
    }
}
