package dev.graft;

import dev.graft.platform.db.Db;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What every table of the hub has to be like, each rule as a question to the catalog that answers the offenders.
final class SchemaRules {
    private static final String OWN_ROWS_ALONE =
            "(workspace_id = (NULLIF(current_setting(''graft.workspace''::text, true), ''''::text))::uuid)";

    private static final String TABLES = """
            with tables as (
                select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
                  from pg_class as c
                 where c.relnamespace = 'public'::regnamespace
                   and c.relkind in ('r', 'p')
            )
            """;

    private SchemaRules() {}

    static Map<String, String> all() {
        var rules = new LinkedHashMap<String, String>();
        rules.put("workspace_id is the first column", TABLES + """
                select name as offender
                  from tables
                 where not exists (select 1
                                     from pg_attribute as a
                                    where a.attrelid = tables.oid
                                      and a.attnum = 1
                                      and a.attname = 'workspace_id'
                                      and a.atttypid = 'uuid'::regtype
                                      and a.attnotnull)
                """);
        rules.put("workspace_id leads the primary key", TABLES + """
                select name as offender
                  from tables
                 where not exists (select 1
                                     from pg_index as i
                                     join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                                    where i.indrelid = tables.oid
                                      and i.indisprimary
                                      and a.attname = 'workspace_id')
                """);
        rules.put("workspace_id leads every unique index", TABLES + """
                select i.indexrelid::regclass::text as offender
                  from tables
                  join pg_index as i on i.indrelid = tables.oid and i.indisunique
                  left join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                 where a.attname is distinct from 'workspace_id'
                """);
        rules.put("workspace_id leads every foreign key", TABLES + """
                select tables.name || '.' || f.conname as offender
                  from tables
                  join pg_constraint as f on f.conrelid = tables.oid and f.contype = 'f'
                  join pg_attribute as a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
                  join pg_attribute as b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
                 where a.attname <> 'workspace_id'
                    or b.attname <> 'workspace_id'
                """);
        rules.put("row-level security is enabled and forced", TABLES + """
                select name as offender
                  from tables
                 where not (relrowsecurity and relforcerowsecurity)
                """);
        rules.put(
                "a walled table has the policy that shows a workspace its own rows alone",
                TABLES + """
                select name as offender
                  from tables
                 where relrowsecurity
                   and not exists (select 1
                                     from pg_policies as p
                                    where p.schemaname = 'public'
                                      and p.tablename = tables.name
                                      and p.cmd = 'ALL'
                                      and p.qual = '%1$s'
                                      and p.with_check is null)
                """.formatted(OWN_ROWS_ALONE));
        rules.put("no policy shows more", """
                select p.tablename || '.' || p.policyname as offender
                  from pg_policies as p
                 where p.schemaname = 'public'
                   and (p.qual is distinct from '%1$s' or p.with_check is not null)
                """.formatted(OWN_ROWS_ALONE));
        rules.put("nothing looks with the rights of its owner", """
                select c.relname as offender
                  from pg_class as c
                 where c.relnamespace = 'public'::regnamespace
                   and c.relkind in ('v', 'm')
                   and not coalesce('security_invoker=true' = any (c.reloptions), false)
                union all
                select p.proname
                  from pg_proc as p
                 where p.pronamespace = 'public'::regnamespace
                   and p.prosecdef
                """);
        rules.put("a queue is vacuumed early", TABLES + """
                select name as offender
                  from tables
                 where name like '%\\_open'
                   and (select count(*)
                          from unnest(reloptions) as option
                         where option like 'autovacuum_vacuum_scale_factor=0%'
                            or option like 'autovacuum_vacuum_threshold=%') < 2
                """);
        return rules;
    }

    static List<String> offenders(Db db, String rule) {
        return db.acrossWorkspaces("read the catalog", tx -> tx.query(rule).list(row -> row.text("offender")));
    }
}
