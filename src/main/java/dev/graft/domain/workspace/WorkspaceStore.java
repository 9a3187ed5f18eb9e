package dev.graft.domain.workspace;

import dev.graft.platform.db.Row;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where workspaces, members and the catalogue are kept.
final class WorkspaceStore {
    private WorkspaceStore() {}

    static boolean insertUnlessThere(Tx tx, String name, String slug, byte[] sealedMarkerKey, Instant now) {
        return tx.update("""
                insert into workspace (workspace_id, name, slug, marker_key, created_at)
                values (:workspace, :name, :slug, :key, :now)
                on conflict (workspace_id) do nothing
                """)
                        .bind("name", name)
                        .bind("slug", slug)
                        .bind("key", sealedMarkerKey)
                        .bind("now", now)
                        .run()
                == 1;
    }

    static String name(Tx tx) {
        return tx.query("select name from workspace where workspace_id = :workspace")
                .only(row -> row.text("name"));
    }

    static byte[] sealedMarkerKey(Tx tx) {
        return findSealedMarkerKey(tx).orElseThrow(() -> new IllegalStateException("expected the workspace"));
    }

    static Optional<byte[]> findSealedMarkerKey(Tx tx) {
        return tx.query("select marker_key from workspace where workspace_id = :workspace")
                .one(row -> row.bytes("marker_key"));
    }

    /// Draws the next number; the row stays locked until the commit, so that no number is drawn twice or left out.
    static long nextIncidentNumber(Tx tx) {
        return tx.query("""
                update workspace set next_incident_number = next_incident_number + 1
                 where workspace_id = :workspace
                returning next_incident_number - 1 as drawn
                """).only(row -> row.longValue("drawn"));
    }

    /// From a sequence: a row of the workspace's own would be locked by each batch of deliveries until its commit.
    static List<Long> nextAlertNumbers(Tx tx, int count) {
        return tx.query("select nextval('alert_number') as drawn from generate_series(1, :count)")
                .bind("count", count)
                .list(row -> row.longValue("drawn"));
    }

    static long nextMemberNumber(Tx tx) {
        return tx.query("""
                update workspace set next_member_number = next_member_number + 1
                 where workspace_id = :workspace
                returning next_member_number - 1 as drawn
                """).only(row -> row.longValue("drawn"));
    }

    static void insertMember(Tx tx, Member member) {
        tx.update("""
                insert into member (workspace_id, id, name, email, role, created_at)
                values (:workspace, :id, :name, :email, :role, :now)
                """)
                .bind("id", member.id().value())
                .bind("name", member.name())
                .bind("email", member.email())
                .bind("role", member.role())
                .bind("now", member.createdAt())
                .run();
    }

    static Optional<Member> findMember(Tx tx, MemberId id) {
        return tx.query("""
                select id, name, email, role, created_at
                  from member
                 where workspace_id = :workspace
                   and id = :id
                """).bind("id", id.value()).one(WorkspaceStore::readMember);
    }

    static Optional<Member> findMemberByEmail(Tx tx, String email) {
        return tx.query("""
                select id, name, email, role, created_at
                  from member
                 where workspace_id = :workspace
                   and email = :email
                """).bind("email", email).one(WorkspaceStore::readMember);
    }

    static List<Member> members(Tx tx) {
        return tx.query("""
                select id, name, email, role, created_at
                  from member
                 where workspace_id = :workspace
                 order by id
                """).list(WorkspaceStore::readMember);
    }

    static void insertSeverity(Tx tx, Severity severity) {
        tx.update("""
                insert into severity (workspace_id, id, name, slug, level, color, position, created_at)
                values (:workspace, :id, :name, :slug, :level, :color, :position, :now)
                """)
                .bind("id", severity.id().value())
                .bind("name", severity.name())
                .bind("slug", severity.slug())
                .bind("level", severity.level())
                .bind("color", severity.color())
                .bind("position", severity.position())
                .bind("now", severity.createdAt())
                .run();
    }

    static List<Severity> severities(Tx tx) {
        return tx.query("""
                select id, name, slug, level, color, position, created_at
                  from severity
                 where workspace_id = :workspace
                 order by position, name
                """).list(WorkspaceStore::readSeverity);
    }

    static void insertTeam(Tx tx, Team team) {
        tx.update("""
                insert into team (workspace_id, id, name, slug, pagertree_id, created_at)
                values (:workspace, :id, :name, :slug, :pagertree, :now)
                """)
                .bind("id", team.id().value())
                .bind("name", team.name())
                .bind("slug", team.slug())
                .bind("pagertree", team.pagertreeId())
                .bind("now", team.createdAt())
                .run();
    }

    static List<Team> teams(Tx tx) {
        return tx.query("""
                select id, name, slug, pagertree_id, created_at
                  from team
                 where workspace_id = :workspace
                 order by name, id
                """).list(WorkspaceStore::readTeam);
    }

    /// Outside any workspace: who holds this token?
    static Optional<Holder> findTokenHolder(Tx tx, byte[] digest, Instant now) {
        return tx.query("""
                select workspace_id, member_id
                  from api_token
                 where digest = :digest
                   and revoked_at is null
                   and (expires_at is null or expires_at > :now)
                """).bind("digest", digest).bind("now", now).one(WorkspaceStore::readHolder);
    }

    /// Outside any workspace: whose session is this?
    static Optional<Holder> findSessionHolder(Tx tx, byte[] digest, Instant now) {
        return tx.query("""
                select workspace_id, member_id
                  from session
                 where digest = :digest
                   and kind = 'session'
                   and expires_at > :now
                """).bind("digest", digest).bind("now", now).one(WorkspaceStore::readHolder);
    }

    /// Outside any workspace. Taking the same link twice finds nothing the second time.
    static Optional<Holder> takeSignInLink(Tx tx, byte[] digest, Instant now) {
        return tx.query("""
                update session
                   set used_at = :now
                 where digest = :digest
                   and kind = 'sign_in'
                   and used_at is null
                   and expires_at > :now
                returning workspace_id, member_id
                """).bind("digest", digest).bind("now", now).one(WorkspaceStore::readHolder);
    }

    /// Sessions and links that nobody can use any more.
    static void removeExpired(Tx tx, Instant now) {
        tx.update("delete from session where workspace_id = :workspace and expires_at < :now")
                .bind("now", now)
                .run();
    }

    static void endSession(Tx tx, byte[] digest) {
        tx.update("delete from session where digest = :digest and kind = 'session'")
                .bind("digest", digest)
                .run();
    }

    static void insertToken(Tx tx, UUID id, byte[] digest, MemberId member, String name, Instant now) {
        tx.update("""
                insert into api_token (workspace_id, id, digest, member_id, name, created_at)
                values (:workspace, :id, :digest, :member, :name, :now)
                """)
                .bind("id", id)
                .bind("digest", digest)
                .bind("member", member.value())
                .bind("name", name)
                .bind("now", now)
                .run();
    }

    static void insertSession(
            Tx tx, UUID id, String kind, byte[] digest, MemberId member, Instant now, Instant expires) {
        tx.update("""
                insert into session (workspace_id, id, kind, digest, member_id, created_at, expires_at)
                values (:workspace, :id, :kind, :digest, :member, :now, :expires)
                """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("digest", digest)
                .bind("member", member.value())
                .bind("now", now)
                .bind("expires", expires)
                .run();
    }

    /// Who a secret belongs to, found before any workspace is known.
    record Holder(WorkspaceId workspace, MemberId member) {}

    private static Holder readHolder(Row row) {
        return new Holder(new WorkspaceId(row.uuid("workspace_id")), new MemberId(row.longValue("member_id")));
    }

    private static Member readMember(Row row) {
        return new Member(
                new MemberId(row.longValue("id")),
                row.text("name"),
                row.text("email"),
                row.word("role", Role.class),
                row.instant("created_at"));
    }

    private static Severity readSeverity(Row row) {
        return new Severity(
                new SeverityId(row.uuid("id")),
                row.text("name"),
                row.text("slug"),
                row.word("level", Severity.Level.class),
                row.text("color"),
                row.integer("position"),
                row.instant("created_at"));
    }

    private static Team readTeam(Row row) {
        return new Team(
                new TeamId(row.uuid("id")),
                row.text("name"),
                row.text("slug"),
                row.findText("pagertree_id"),
                row.instant("created_at"));
    }
}
