package dev.graft.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.TimelineLine.Topic;
import dev.graft.domain.incident.TimelineLine.Visibility;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Forbidden;
import dev.graft.domain.workspace.Invalid;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.NotFound;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Slice;
import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.journal.Fact;
import dev.graft.platform.journal.Journal;
import dev.graft.platform.secret.TestSealer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class IncidentsTest {
    @AutoClose
    static final TestDatabase database = TestDatabase.migrated();

    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock);
    private final Journal journal = new Journal(ids, clock);
    private final Workspaces workspaces = new Workspaces(database.db(), TestSealer.fresh(), ids, clock);
    private final Alerts alerts =
            new Alerts(database.db(), workspaces, journal, ids, (_, _) -> false); // nobody can be asked
    private final Incidents incidents = new Incidents(database.db(), journal, workspaces, alerts, ids, clock);
    private final WorkspaceId workspace = workspaces.create("Acme", "acme-" + UUID.randomUUID());
    private final Caller ana = caller("Ana Ruiz", Role.USER);
    private final Caller ben = caller("Ben Okafor", Role.USER);
    private final Caller admin = caller("Ada Admin", Role.ADMIN);

    @Test
    void what_was_declared_is_read_back_unchanged() {
        var severity = workspaces.severities(ana).getFirst().id();
        var team = database.db().inTransaction(workspace, tx -> workspaces.addTeam(tx, "Checkout", Optional.empty()));

        var declared = incidents.create(
                ana,
                NewIncident.titled("Checkout is down")
                        .withSummary("since 11:40")
                        .withSeverity(severity)
                        .withTeams(List.of(team.id())));

        assertThat(incidents.get(ana, declared.id())).isEqualTo(declared);
        assertThat(declared.number()).isEqualTo(1);
        assertThat(declared.createdBy()).isEqualTo(ana.actor());
    }

    @Test
    void numbers_count_without_gaps_even_when_many_declare_at_once() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var declarations = new ArrayList<Callable<Long>>();
            for (int i = 0; i < 24; i++) {
                declarations.add(
                        () -> incidents.create(ana, NewIncident.titled("Load")).number());
            }
            var numbers = new HashSet<Long>();
            for (var declared : threads.invokeAll(declarations)) {
                numbers.add(declared.get());
            }

            assertThat(numbers).hasSize(24).allMatch(number -> number <= 24);
        }
    }

    @Test
    void an_incident_is_found_by_whatever_people_call_it() {
        var incident = incidents.create(ana, NewIncident.titled("Disk full"));

        for (var name : List.of(incident.id().toString(), "1", "INC-1", "inc-1", "disk-full-1")) {
            assertThat(incidents.findByAnyId(ana, name)).as(name).contains(incident);
        }
        assertThat(incidents.findByAnyId(ana, "something-else-1")).isEmpty();
        assertThat(incidents.findByAnyId(ana, "INC-2")).isEmpty();
    }

    @Test
    void resolving_is_kept_stated_and_written_on_the_timeline_once() {
        var facts = new ArrayList<Fact>();
        var incident = incidents.create(ana, NewIncident.titled("Disk full"));
        journal.tell((tx, fact) -> facts.add(fact));

        var resolved = incidents.handle(ben, incident.id(), new IncidentCommand.Resolve(Optional.of("disk replaced")));
        incidents.handle(ben, incident.id(), new IncidentCommand.Resolve(Optional.of("disk replaced")));

        assertThat(incidents.get(ana, incident.id())).isEqualTo(resolved);
        assertThat(resolved.resolved().flatMap(Stamp::by)).contains(ben.actor());
        assertThat(resolved.mitigated().flatMap(Stamp::by)).isEmpty();
        assertThat(facts).hasSize(1);
        assertThat(texts(incident))
                .containsExactly("Incident declared", "Status changed from started to resolved: disk replaced");
    }

    @Test
    void every_stamp_survives_the_store() {
        var incident = incidents.create(ana, NewIncident.titled("Disk full").asTriage());
        Incident last = incident;
        for (var command : List.of(
                new IncidentCommand.Start(),
                new IncidentCommand.Mitigate(Optional.of("slower")),
                new IncidentCommand.Resolve(Optional.of("gone")),
                new IncidentCommand.Close(),
                new IncidentCommand.MoveTo(IncidentStatus.CANCELLED, Optional.of("was a drill")))) {
            last = incidents.handle(ben, incident.id(), command);
        }

        assertThat(last.lifecycle().stamps()).hasSize(6);
        assertThat(incidents.get(ana, incident.id())).isEqualTo(last);
    }

    @Test
    void a_line_of_one_cause_stands_once() {
        var incident = incidents.create(ana, NewIncident.titled("Disk full"));
        var line = TimelineLine.trail(Topic.PAGE, "Page accepted", new Actor.Graft(), "page 1 accepted", Instant.now());

        for (int i = 0; i < 2; i++) {
            database.db().useTransaction(workspace, tx -> incidents.timeline(tx, incident.id(), line));
        }

        assertThat(texts(incident)).containsExactly("Incident declared", "Page accepted");
    }

    @Test
    void people_write_on_the_timeline() {
        var incident = incidents.create(ana, NewIncident.titled("Disk full"));

        var event = incidents.addEvent(ben, incident.id(), "I called the <b>vendor</b>", Visibility.INTERNAL);

        assertThat(incidents.events(ana, incident.id(), Slice.first(100)).items())
                .extracting(IncidentEvent::id)
                .contains(event.id());
        assertThatThrownBy(() -> incidents.addEvent(ben, incident.id(), " ", Visibility.INTERNAL))
                .isInstanceOf(Invalid.class)
                .hasMessage("Event can't be blank");
    }

    @Test
    void a_private_incident_is_there_only_for_its_maker_and_for_admins() {
        var secret = incidents.create(ana, NewIncident.titled("Leaked key").asPrivate());

        assertThat(incidents.find(ana, secret.id())).isPresent();
        assertThat(incidents.find(admin, secret.id())).isPresent();
        assertThat(incidents.find(ben, secret.id())).isEmpty();
        assertThat(incidents.findByAnyId(ben, "INC-1")).isEmpty();
        assertThatThrownBy(() -> incidents.events(ben, secret.id(), Slice.first(10)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> incidents.handle(ben, secret.id(), new IncidentCommand.Resolve(Optional.empty())))
                .isInstanceOf(NotFound.class);
        assertThat(incidents.list(ana, IncidentFilter.all(), Slice.first(10)).total())
                .isEqualTo(1);
        assertThat(incidents.list(ben, IncidentFilter.all(), Slice.first(10)))
                .satisfies(slice -> assertThat(slice.items()).isEmpty())
                .satisfies(slice -> assertThat(slice.total()).isZero());
    }

    @Test
    void another_workspace_does_not_see_it() {
        var incident = incidents.create(ana, NewIncident.titled("Disk full"));
        var elsewhere = Caller.graft(database.newWorkspace());

        assertThat(incidents.find(elsewhere, incident.id())).isEmpty();
        assertThat(incidents
                        .list(elsewhere, IncidentFilter.all(), Slice.first(10))
                        .total())
                .isZero();
    }

    @Test
    void lists_are_filtered_searched_and_cut() {
        var disk = incidents.create(ana, NewIncident.titled("Disk 100% full"));
        incidents.create(ana, NewIncident.titled("Checkout is down").withSummary("disk?"));
        incidents.create(ana, NewIncident.titled("Mail is slow"));
        incidents.handle(ana, disk.id(), new IncidentCommand.Resolve(Optional.empty()));

        assertThat(titles(IncidentFilter.in(IncidentStatus.STARTED)))
                .containsExactly("Mail is slow", "Checkout is down");
        assertThat(titles(search("DISK"))).containsExactly("Checkout is down", "Disk 100% full");
        assertThat(titles(search("0% f"))).containsExactly("Disk 100% full");
        var second = incidents.list(ana, IncidentFilter.all(), new Slice(2, 2));
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.items()).extracting(Incident::title).containsExactly("Disk 100% full");
    }

    @Test
    void what_is_not_in_the_catalogue_is_refused_before_anything_is_written() {
        assertThatThrownBy(() ->
                        incidents.create(ana, NewIncident.titled("x").withSeverity(new SeverityId(UUID.randomUUID()))))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("There is no severity");
        var elsewhere = database.newWorkspace();
        Team foreign = database.db().inTransaction(elsewhere, tx -> workspaces.addTeam(tx, "Theirs", Optional.empty()));
        assertThatThrownBy(() -> incidents.create(ana, NewIncident.titled("x").withTeams(List.of(foreign.id()))))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("There is no team");
        assertThat(incidents.list(ana, IncidentFilter.all(), Slice.first(10)).total())
                .isZero();
    }

    @Test
    void an_observer_may_declare_but_not_resolve() {
        var observer = caller("Olga", Role.OBSERVER);
        var incident = incidents.create(observer, NewIncident.titled("Disk full"));

        assertThatThrownBy(
                        () -> incidents.handle(observer, incident.id(), new IncidentCommand.Resolve(Optional.empty())))
                .isInstanceOf(Forbidden.class);
    }

    private List<String> texts(Incident incident) {
        return incidents.events(ana, incident.id(), Slice.first(100)).items().stream()
                .map(event -> event.line().text())
                .toList();
    }

    private List<String> titles(IncidentFilter filter) {
        return incidents.list(ana, filter, Slice.first(100)).items().stream()
                .map(Incident::title)
                .toList();
    }

    private static IncidentFilter search(String words) {
        var all = IncidentFilter.all();
        return new IncidentFilter(
                all.statuses(),
                all.kinds(),
                all.severities(),
                all.isPrivate(),
                Optional.of(words),
                all.createdFrom(),
                all.createdTo(),
                all.order());
    }

    private Caller caller(String name, Role role) {
        Member member = database.db()
                .inTransaction(
                        workspace, tx -> workspaces.addMember(tx, name, name.replace(' ', '.') + "@example.org", role));
        return new Caller(workspace, member.asActor(), role.rights(), "web");
    }
}
