package dev.graft.surface.api;

import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.Team;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Members, severities and teams as Rootly's clients read them: *users*, *severities*, *groups*.
final class CatalogueDocuments {
    private static final List<String> TEAM_IDS_ELSEWHERE = List.of(
            "backstage_id",
            "external_id",
            "pagerduty_id",
            "pagerduty_service_id",
            "opsgenie_id",
            "victor_ops_id",
            "cortex_id",
            "service_now_ci_sys_id");

    private CatalogueDocuments() {}

    static Resource user(Member member, String workspaceName) {
        var names = member.name().strip().split("\\s+", 2);
        var attributes = new Attributes()
                .put("name", member.name())
                .put("email", member.email())
                .put("phone", null)
                .put("phone_2", null)
                .put("first_name", names[0])
                .put("last_name", names.length > 1 ? names[1] : null)
                .put("full_name", member.name())
                .put("full_name_with_team", "[" + workspaceName + "] " + member.name())
                .put("slack_id", null)
                .put("time_zone", "Etc/UTC")
                .put("created_at", member.createdAt())
                .put("updated_at", member.createdAt());
        return new Resource("users", member.id().toString(), attributes);
    }

    static Resource severity(Severity severity) {
        var attributes = new Attributes()
                .put("name", severity.name())
                .put("slug", severity.slug())
                .put("description", null)
                .put("severity", severity.level())
                .put("color", severity.color())
                .put("position", severity.position())
                .put("notify_emails", List.of())
                .put("slack_channels", List.of())
                .put("slack_aliases", List.of())
                .put("created_at", severity.createdAt())
                .put("updated_at", severity.createdAt());
        return new Resource("severities", severity.id().toString(), attributes);
    }

    /// @param position in the order in which teams are listed
    static Resource team(Team team, int position) {
        var attributes = new Attributes()
                .put("name", team.name())
                .put("slug", team.slug())
                .put("description", null)
                .put("notify_emails", List.of())
                .put("color", null)
                .put("position", position)
                .putNull(TEAM_IDS_ELSEWHERE)
                .put("pagertree_id", team.pagertreeId())
                .put("user_ids", List.of())
                .put("admin_ids", List.of())
                .put("slack_channels", List.of())
                .put("slack_aliases", List.of())
                .put("created_at", team.createdAt())
                .put("updated_at", team.createdAt());
        return new Resource("groups", team.id().toString(), attributes);
    }

    /// The members of a workspace, for naming whoever did something.
    record People(String workspaceName, Map<Long, Member> members) {
        /// The person as Rootly nests one inside attributes; empty for anybody who is not a member, such as a workflow.
        Optional<Map<String, Object>> nested(Actor actor) {
            return switch (actor) {
                case Actor.Member member ->
                    Optional.ofNullable(members.get(member.id().value()))
                            .map(found -> user(found, workspaceName).nested());
                case Actor.Workflow _, Actor.Partner _, Actor.Graft _ -> Optional.empty();
            };
        }
    }
}
