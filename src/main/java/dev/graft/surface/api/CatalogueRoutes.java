package dev.graft.surface.api;

import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.Sliced;
import dev.graft.surface.api.ApiProblem.Entry;
import dev.graft.surface.api.CatalogueDocuments.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who I am, and the short lists that incidents refer to.
final class CatalogueRoutes {
    private final Workspaces workspaces;

    CatalogueRoutes(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    void register(ApiRouting routing) {
        routing.get("/users/me", this::me)
                .get("/users", this::users)
                .get("/severities", this::severities)
                .get("/severities/{id}", this::severity)
                .get("/teams", this::teams)
                .get("/teams/{id}", this::team);
    }

    People people(Caller caller) {
        return new People(
                workspaces.name(caller),
                workspaces.members(caller).stream()
                        .collect(Collectors.toMap(member -> member.id().value(), Function.identity())));
    }

    List<Severity> allSeverities(Caller caller) {
        return workspaces.severities(caller);
    }

    /// The teams as resources, in the order in which they are listed.
    List<Resource> allTeams(Caller caller) {
        var resources = new ArrayList<Resource>();
        for (var team : workspaces.teams(caller)) {
            resources.add(CatalogueDocuments.team(team, resources.size() + 1));
        }
        return resources;
    }

    /// The severity that an attribute names, by id or slug.
    Optional<Severity> severityNamed(ApiRequest request, RequestDocument document, String attribute) {
        return document.text(attribute)
                .map(name -> allSeverities(request.caller()).stream()
                        .filter(goesBy(name, severity -> severity.id().toString(), Severity::slug))
                        .findFirst()
                        .orElseThrow(() ->
                                document.invalid(attribute, "There is no severity " + name + " in this workspace")));
    }

    /// The teams that an attribute names, each by id or slug.
    List<Team> teamsNamed(ApiRequest request, RequestDocument document, String attribute) {
        var names = document.ids(attribute);
        if (names.isEmpty()) {
            return List.of();
        }
        var teams = workspaces.teams(request.caller());
        var named = new ArrayList<Team>();
        var unknown = new ArrayList<Entry>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var place = attribute + "/" + i;
            teams.stream()
                    .filter(goesBy(name, team -> team.id().toString(), Team::slug))
                    .findFirst()
                    .ifPresentOrElse(
                            named::add,
                            () -> unknown.add(document.entry(
                                    place,
                                    "There is no team " + name + " in this workspace",
                                    "Name a team by its id or slug; GET /v1/teams lists them.")));
        }
        if (!unknown.isEmpty()) {
            throw new ApiProblem(422, unknown);
        }
        return named;
    }

    private Answer me(ApiRequest request) {
        var people = people(request.caller());
        if (!(request.caller().actor() instanceof Actor.Member me)) {
            throw new NotFound("user", "behind this token");
        }
        Member member = Optional.ofNullable(people.members().get(me.id().value()))
                .orElseThrow(() -> new NotFound("user", me.id()));
        return Answer.ok(CatalogueDocuments.user(member, people.workspaceName()));
    }

    private Answer users(ApiRequest request) {
        var people = people(request.caller());
        var email = request.filterText("email");
        return Answer.list(
                request,
                slice(
                        people.members().values().stream()
                                .filter(member -> email.map(text -> text.equalsIgnoreCase(member.email()))
                                        .orElse(true))
                                .sorted((left, right) -> Long.compare(
                                        left.id().value(), right.id().value()))
                                .map(member -> CatalogueDocuments.user(member, people.workspaceName()))
                                .toList(),
                        request.slice()));
    }

    private Answer severities(ApiRequest request) {
        return Answer.list(
                request,
                slice(
                        matching(
                                request,
                                allSeverities(request.caller()).stream()
                                        .map(CatalogueDocuments::severity)
                                        .toList()),
                        request.slice()));
    }

    private Answer severity(ApiRequest request) {
        return Answer.ok(allSeverities(request.caller()).stream()
                .filter(goesBy(request.id(), severity -> severity.id().toString(), Severity::slug))
                .findFirst()
                .map(CatalogueDocuments::severity)
                .orElseThrow(() -> new NotFound("severity", request.id())));
    }

    private Answer teams(ApiRequest request) {
        return Answer.list(request, slice(matching(request, allTeams(request.caller())), request.slice()));
    }

    private Answer team(ApiRequest request) {
        return Answer.ok(allTeams(request.caller()).stream()
                .filter(team -> team.id().equals(request.id())
                        || request.id().equals(team.attributes().values().get("slug")))
                .findFirst()
                .orElseThrow(() -> new NotFound("team", request.id())));
    }

    /// `filter[name]`, `filter[slug]` and `filter[search]`, which clients use to find one by its name.
    private static List<Resource> matching(ApiRequest request, List<Resource> resources) {
        var names = request.filter("name");
        var slugs = request.filter("slug");
        var search = request.filterText("search").map(text -> text.toLowerCase(Locale.ROOT));
        return resources.stream()
                .filter(resource -> names.isEmpty()
                        || names.contains(resource.attributes().values().get("name")))
                .filter(resource -> slugs.isEmpty()
                        || slugs.contains(resource.attributes().values().get("slug")))
                .filter(resource -> search.map(text -> String.valueOf(
                                        resource.attributes().values().get("name"))
                                .toLowerCase(Locale.ROOT)
                                .contains(text))
                        .orElse(true))
                .toList();
    }

    private static <T> Predicate<T> goesBy(String name, Function<T, String> id, Function<T, String> slug) {
        return thing ->
                id.apply(thing).equalsIgnoreCase(name) || slug.apply(thing).equals(name);
    }

    static <T> Sliced<T> slice(List<T> all, Slice slice) {
        return new Sliced<>(
                all.stream().skip(slice.offset()).limit(slice.size()).toList(), all.size());
    }
}
