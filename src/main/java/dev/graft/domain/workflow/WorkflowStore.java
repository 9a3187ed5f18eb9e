package dev.graft.domain.workflow;

import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where workflows are kept.
final class WorkflowStore {
    private WorkflowStore() {}

    /// The unique slug makes it harmless to install a workflow twice.
    static void insert(Tx tx, Workflow workflow) {
        tx.update("""
                insert into workflow (workspace_id, id, name, slug, kind, enabled, position, version, definition,
                                      created_at, updated_at)
                values (:workspace, :id, :name, :slug, :kind, :enabled, :position, :version, :definition::jsonb,
                        :created_at, :updated_at)
                on conflict (workspace_id, slug) do nothing
                """)
                .bind("id", workflow.id().value())
                .bind("name", workflow.name())
                .bind("slug", workflow.slug())
                .bind("kind", workflow.kind())
                .bind("enabled", workflow.enabled())
                .bind("position", workflow.position())
                .bind("version", workflow.version())
                .bind("definition", DefinitionJson.write(workflow.definition()))
                .bind("created_at", workflow.createdAt())
                .bind("updated_at", workflow.updatedAt())
                .run();
    }

    static List<Workflow> list(Tx tx) {
        return tx.query("""
                select id, name, slug, kind, enabled, position, version, definition, created_at, updated_at
                  from workflow
                 where workspace_id = :workspace
                 order by position, slug
                """).list(WorkflowStore::read);
    }

    static Optional<Workflow> find(Tx tx, WorkflowId id) {
        return tx.query("""
                select id, name, slug, kind, enabled, position, version, definition, created_at, updated_at
                  from workflow
                 where workspace_id = :workspace
                   and id = :id
                """).bind("id", id.value()).one(WorkflowStore::read);
    }

    static List<Workflow> waitingFor(Tx tx, Trigger trigger) {
        return tx.query("""
                select id, name, slug, kind, enabled, position, version, definition, created_at, updated_at
                  from workflow
                 where workspace_id = :workspace
                   and enabled
                   and definition #> '{trigger_params,triggers}' ?? :trigger
                 order by position, slug
                """).bind("trigger", trigger.word()).list(WorkflowStore::read);
    }

    static Set<String> triggersWaitedFor(Tx tx) {
        return Set.copyOf(tx.query("""
                select distinct jsonb_array_elements_text(definition #> '{trigger_params,triggers}') as trigger
                  from workflow
                 where workspace_id = :workspace
                   and enabled
                """).list(row -> row.text("trigger")));
    }

    private static Workflow read(Row row) {
        return new Workflow(
                new WorkflowId(row.uuid("id")),
                row.text("name"),
                row.text("slug"),
                row.word("kind", Workflow.Kind.class),
                row.bool("enabled"),
                row.integer("position"),
                row.integer("version"),
                DefinitionJson.read(row.text("definition")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
