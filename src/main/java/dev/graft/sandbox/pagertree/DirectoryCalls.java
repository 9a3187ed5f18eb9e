package dev.graft.sandbox.pagertree;

import dev.graft.sandbox.pagertree.ApiRoutes.Answer;
import dev.graft.sandbox.pagertree.ApiRoutes.Call;
import io.helidon.http.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/teams`, `/account_users` and `/users` of API v4.
final class DirectoryCalls {
    /// A team made by the API gets a policy of its own: all members at once, for this long.
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    private final Directory directory;
    private final Shapes shapes;
    private final Clock clock;

    DirectoryCalls(Directory directory, Shapes shapes, Clock clock) {
        this.directory = directory;
        this.shapes = shapes;
        this.clock = clock;
    }

    void addTo(ApiRoutes routes) {
        routes.on(Method.GET, "/teams", call -> list(call, directory.teams(), shapes.team()))
                .on(Method.POST, "/teams", this::createTeam)
                .on(Method.GET, "/teams/{id}", call -> Answer.ok(shapes.team().render(team(call))))
                .on(Method.PUT, "/teams/{id}", this::updateTeam)
                .on(Method.DELETE, "/teams/{id}", this::deleteTeam)
                .on(Method.GET, "/teams/{id}/current_oncall", call -> Answer.ok(Shapes.onCall(team(call))))
                .on(Method.GET, "/account_users", call -> list(call, directory.people(), shapes.accountUser()))
                .on(Method.POST, "/account_users", this::createAccountUser)
                .on(
                        Method.GET,
                        "/account_users/{id}",
                        call -> Answer.ok(shapes.accountUser().render(person(call))))
                .on(Method.GET, "/users", call -> list(call, directory.people(), shapes.user()))
                .on(Method.POST, "/users", this::createUser)
                .on(Method.GET, "/users/{id}", call -> Answer.ok(shapes.user().render(person(call))));
    }

    private static <T> Answer list(Call call, java.util.Collection<T> all, Shape<T> shape) {
        return Answer.ok(new ListQuery(call.query()).answer(all, shape));
    }

    private Answer createTeam(Call call) {
        call.mustBeAdmin();
        var problems = new ArrayList<String>();
        var parameters = call.parameters();
        var name = parameters.findText("name");
        if (name.isEmpty()) {
            problems.add("name can't be blank");
        }
        var members = people(parameters, "member_account_user_ids", problems);
        var admins = people(parameters, "admin_account_user_ids", problems);
        refuse(problems);
        var now = now();
        var team = new Team(
                Identity.random("tem", now),
                Directory.nextTinyId(
                        directory.teams().stream().map(Team::tinyId).toList()),
                name.orElseThrow(),
                parameters.findText("notes").orElse(""),
                members,
                admins,
                List.of(new Layer(members, DEFAULT_TIMEOUT)),
                0,
                false,
                now,
                now);
        directory.put(team);
        return Answer.of(201, shapes.team().render(team));
    }

    private Answer updateTeam(Call call) {
        call.mustBeAdmin();
        var before = team(call);
        var problems = new ArrayList<String>();
        var parameters = call.parameters();
        if (parameters.has("name") && parameters.findText("name").isEmpty()) {
            problems.add("name can't be blank");
        }
        var members = parameters.has("member_account_user_ids")
                ? people(parameters, "member_account_user_ids", problems)
                : before.members();
        var admins = parameters.has("admin_account_user_ids")
                ? people(parameters, "admin_account_user_ids", problems)
                : before.admins();
        refuse(problems);
        var team = new Team(
                before.identity(),
                before.tinyId(),
                parameters.findText("name").orElse(before.name()),
                parameters.has("notes") ? parameters.findText("notes").orElse("") : before.notes(),
                members,
                admins,
                before.layers(),
                before.repeats(),
                before.isNobodyOnCall(),
                before.createdAt(),
                now());
        directory.put(team);
        return Answer.ok(shapes.team().render(team));
    }

    private Answer deleteTeam(Call call) {
        call.mustBeAdmin();
        directory.remove(team(call));
        return Answer.noContent();
    }

    private Answer createAccountUser(Call call) {
        call.mustBeAdmin();
        var user = call.parameters().nested("user_attributes");
        var email = user.firstOf("emails_attributes").findText("email");
        var isAdmin = call.parameters().nested("roles").findFlag("admin").orElse(false);
        return Answer.of(201, shapes.accountUser().render(addPerson(user.findText("name"), email, isAdmin)));
    }

    private Answer createUser(Call call) {
        call.mustBeAdmin();
        var email = call.parameters()
                .findText("email")
                .or(() -> call.parameters().firstOf("emails_attributes").findText("email"));
        return Answer.of(201, shapes.user().render(addPerson(call.parameters().findText("name"), email, false)));
    }

    private Person addPerson(Optional<String> name, Optional<String> email, boolean isAdmin) {
        var problems = new ArrayList<String>();
        if (name.isEmpty()) {
            problems.add("user.name can't be blank");
        }
        if (email.isEmpty()) {
            problems.add("user.emails can't be blank");
        }
        refuse(problems);
        var now = now();
        var person = new Person(
                Identity.random("usr", now),
                Identity.random("usr", now),
                Directory.nextTinyId(
                        directory.people().stream().map(Person::tinyId).toList()),
                name.orElseThrow(),
                email.orElseThrow(),
                isAdmin,
                now,
                now);
        directory.put(person);
        return person;
    }

    private List<String> people(Parameters parameters, String name, List<String> problems) {
        var ids = new ArrayList<String>();
        for (var id : parameters.texts(name)) {
            directory
                    .findPerson(id)
                    .ifPresentOrElse(
                            person -> ids.add(person.accountUser().id()),
                            () -> problems.add(name + " holds an unknown account user"));
        }
        if (parameters.texts(name).isEmpty()) {
            problems.add(name + " can't be blank");
        }
        return ids;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ApiProblem(422, problems);
        }
    }

    private Team team(Call call) {
        return directory.findTeam(call.id()).orElseThrow(ApiProblem::notFound);
    }

    private Person person(Call call) {
        return directory.findPerson(call.id()).orElseThrow(ApiProblem::notFound);
    }

    private Instant now() {
        return Timestamps.toMillis(clock.instant());
    }
}
