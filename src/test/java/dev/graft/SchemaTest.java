package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.platform.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wall between workspaces, as the catalog shows it; and the way that migrations may go.
class SchemaTest {
    @AutoClose
    private static final TestDatabase database = TestDatabase.migrated();

    private static final Path MIGRATIONS = Path.of("src/main/resources/dev/graft/migrations");

    private static final String BEFORE_THE_WORKSPACE_IS_KNOWN =
            "looked up by a random id or the digest of a secret, before the workspace is known; no contents";
    private static final String CLAIMED_ACROSS_WORKSPACES =
            "a claim looks across workspaces; ids, due times and leases, no contents";
    private static final String NOT_OURS = "the table of a library, in the shape that it asks for; names no workspace";

    /// Who may break which rule, and why. A reason that is needed no more has to go.
    private static final Map<String, Map<String, String>> EXCEPTIONS = Map.of(
            "workspace_id is the first column",
            Map.of("flyway_schema_history", NOT_OURS),
            "workspace_id leads the primary key",
            Map.of(
                    "flyway_schema_history",
                    NOT_OURS,
                    "alert_transition",
                    "part of its key, the instant of the epoch, may be unknown: unique, nulls not distinct"),
            "workspace_id leads every unique index",
            Map.of(
                    "flyway_schema_history_pk", NOT_OURS,
                    "workspace_slug_key", "names a workspace in an address, so it is unique among them",
                    "api_token_digest", BEFORE_THE_WORKSPACE_IS_KNOWN,
                    "session_digest", BEFORE_THE_WORKSPACE_IS_KNOWN,
                    "webhook_endpoint_id", BEFORE_THE_WORKSPACE_IS_KNOWN),
            "row-level security is enabled and forced",
            Map.of(
                    "flyway_schema_history", NOT_OURS,
                    "api_token", BEFORE_THE_WORKSPACE_IS_KNOWN,
                    "session", BEFORE_THE_WORKSPACE_IS_KNOWN,
                    "webhook_endpoint", BEFORE_THE_WORKSPACE_IS_KNOWN,
                    "webhook_secret", BEFORE_THE_WORKSPACE_IS_KNOWN,
                    "delivery_open", CLAIMED_ACROSS_WORKSPACES,
                    "effect_open", CLAIMED_ACROSS_WORKSPACES,
                    "page_watch_open", CLAIMED_ACROSS_WORKSPACES,
                    "work_open", CLAIMED_ACROSS_WORKSPACES),
            "no policy shows more",
            Map.of("delivery.door_inserts", "one statement of the door writes for many workspaces; it reads none"));

    private record Planted(String sql, String name) {}

    /// For each rule something that breaks it, and the name under which the rule has to find it.
    private static final Map<String, Planted> PLANTED = Map.of(
            "workspace_id is the first column",
            new Planted("create table planted_a (id uuid, workspace_id uuid not null)", "planted_a"),
            "workspace_id leads the primary key",
            new Planted("create table planted_b (workspace_id uuid not null, id uuid primary key)", "planted_b"),
            "workspace_id leads every unique index",
            new Planted(
                    "create table planted_c (workspace_id uuid primary key, name text, constraint planted_name unique (name))",
                    "planted_name"),
            "workspace_id leads every foreign key",
            new Planted("""
                    create table planted_d (workspace_id uuid primary key, id uuid unique);
                    create table planted_e (workspace_id uuid primary key, d uuid, constraint to_d foreign key (d)
                        references planted_d (id))
                    """, "planted_e.to_d"),
            "row-level security is enabled and forced",
            new Planted("""
                    create table planted_f (workspace_id uuid primary key);
                    alter table planted_f enable row level security
                    """, "planted_f"),
            "a walled table has the policy that shows a workspace its own rows alone",
            new Planted("""
                    create table planted_g (workspace_id uuid primary key);
                    alter table planted_g enable row level security;
                    create policy own_workspace on planted_g using (workspace_id is not null)
                    """, "planted_g"),
            "no policy shows more",
            new Planted("""
                    create table planted_h (workspace_id uuid primary key);
                    create policy everything on planted_h for select using (true)
                    """, "planted_h.everything"),
            "nothing looks with the rights of its owner",
            new Planted("create view planted_i as select 1 as one", "planted_i"),
            "a queue is vacuumed early",
            new Planted("create table planted_open (workspace_id uuid primary key)", "planted_open"));

    @Test
    void every_table_keeps_the_rules_but_for_the_exceptions_named_here() {
        SchemaRules.all()
                .forEach((rule, question) -> assertThat(new TreeSet<>(SchemaRules.offenders(database.db(), question)))
                        .as(rule)
                        .isEqualTo(new TreeSet<>(
                                EXCEPTIONS.getOrDefault(rule, Map.of()).keySet())));
    }

    @Test
    void every_rule_finds_what_was_planted_to_break_it() {
        assertThat(PLANTED.keySet()).isEqualTo(SchemaRules.all().keySet());
        try (var planted = TestDatabase.empty()) {
            PLANTED.forEach((rule, violation) -> {
                var question = Objects.requireNonNull(SchemaRules.all().get(rule));
                assertThat(SchemaRules.offenders(planted.db(), question))
                        .as("before: " + rule)
                        .doesNotContain(violation.name());

                planted.run(violation.sql());

                assertThat(SchemaRules.offenders(planted.db(), question))
                        .as(rule)
                        .contains(violation.name());
            });
        }
    }

    @Test
    void migrations_only_expand() throws IOException {
        var contractions = new ArrayList<String>();
        try (var files = Files.list(MIGRATIONS)) {
            for (var file : files.sorted().toList()) {
                for (var contraction : MigrationRules.contractions(Files.readString(file))) {
                    contractions.add(file.getFileName() + ": " + contraction);
                }
            }
        }

        assertThat(contractions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table alert",
                "alter table alert drop column noise",
                "alter table alert DROP\n CONSTRAINT alert_pkey",
                "drop index alert_recent",
                "alter table alert rename to warning",
                "alter table alert rename column noise to loud",
                "alter table alert alter column round type bigint",
                "alter table alert alter round set data type bigint",
                "alter table alert alter column urgency set not null",
                "alter table alert add column colour text not null",
                "alter table alert add constraint loud check (noise)",
                "alter table alert add foreign key (workspace_id) references workspace",
                "create unique index once on alert (workspace_id, external_id)",
                "alter table alert enable row level security",
                "truncate alert",
                "delete from alert where noise"
            })
    void a_migration_that_the_version_before_would_stumble_over_is_found(String migration) {
        assertThat(MigrationRules.contractions(migration)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table alert add column colour text",
                "alter table alert add column colour text not null default 'red'",
                "create index alert_colour on alert (workspace_id, colour)",
                "create table colour (workspace_id uuid primary key, name text not null unique)",
                "create table colour (id int); create unique index one on colour (id); alter table colour force row level security",
                "-- we could drop it one day\nalter table alert alter column urgency set default 'low'"
            })
    void a_migration_that_adds_is_none(String migration) {
        assertThat(MigrationRules.contractions(migration)).isEmpty();
    }
}
