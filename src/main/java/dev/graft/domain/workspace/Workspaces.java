package dev.graft.domain.workspace;

import dev.graft.platform.db.Db;
import dev.graft.platform.db.Steps;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.secret.Sealer;
import dev.graft.platform.secret.Secret;
import dev.graft.platform.secret.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Workspaces, their members and catalogue, and how a request comes to have a `Caller`.
public final class Workspaces {
    /// Somebody who has just started Graft needs minutes, not hours; the link stands in a terminal's history.
    public static final Duration SIGN_IN_LINK_LASTS = Duration.ofMinutes(15);

    /// A working day. OWASP ASVS 5, V7.3, asks for a bound and leaves the number to the risk.
    public static final Duration SESSION_LASTS = Duration.ofHours(12);

    /// The workspace has no key of its own to sign the markers of its pages with: 256 bits, as HMAC-SHA-256 wants.
    private static final int MARKER_KEY_BYTES = 32;

    private final Db db;
    private final Sealer sealer;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Workspaces(Db db, Sealer sealer, Ids ids, Clock clock) {
        this.db = db;
        this.sealer = sealer;
        this.ids = ids;
        this.clock = clock;
    }

    /// Makes a workspace with the severities that Rootly ships, SEV0 to SEV3.
    ///
    /// @param slug names it in addresses; unique in this installation
    public WorkspaceId create(String name, String slug) {
        var workspace = new WorkspaceId(ids.next());
        ensure(workspace, name, slug, tx -> {});
        return workspace;
    }

    /// As `create`, under an id that is known beforehand. Safe to repeat, and by two nodes at once: the one that comes
    /// first makes it.
    ///
    /// @param whenNew what else a new one needs, in the transaction that makes it
    /// @return whether it was made now
    public boolean ensure(WorkspaceId workspace, String name, String slug, Steps whenNew) {
        var key = new byte[MARKER_KEY_BYTES];
        random.nextBytes(key);
        return db.inTransaction(workspace, tx -> {
            var now = clock.instant();
            var sealedKey = sealer.seal(key, markerContext(workspace));
            boolean isNew = WorkspaceStore.insertUnlessThere(tx, name, slug, sealedKey, now);
            if (isNew) {
                for (var severity : shippedSeverities(now)) {
                    WorkspaceStore.insertSeverity(tx, severity);
                }
                whenNew.with(tx);
            }
            return isNew;
        });
    }

    private List<Severity> shippedSeverities(Instant now) {
        return List.of(
                new Severity(new SeverityId(ids.next()), "SEV0", "sev0", Severity.Level.CRITICAL, "#B3261E", 1, now),
                new Severity(new SeverityId(ids.next()), "SEV1", "sev1", Severity.Level.HIGH, "#C25E00", 2, now),
                new Severity(new SeverityId(ids.next()), "SEV2", "sev2", Severity.Level.MEDIUM, "#8A6D00", 3, now),
                new Severity(new SeverityId(ids.next()), "SEV3", "sev3", Severity.Level.LOW, "#4C6A2E", 4, now));
    }

    public Member addMember(Tx tx, String name, String email, Role role) {
        var member = new Member(
                new MemberId(WorkspaceStore.nextMemberNumber(tx)),
                name,
                email.toLowerCase(Locale.ROOT),
                role,
                clock.instant());
        WorkspaceStore.insertMember(tx, member);
        return member;
    }

    public Team addTeam(Tx tx, String name, Optional<String> pagertreeId) {
        var slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var team = new Team(new TeamId(ids.next()), name, slug, pagertreeId, clock.instant());
        WorkspaceStore.insertTeam(tx, team);
        return team;
    }

    public List<Member> members(Tx tx) {
        return WorkspaceStore.members(tx);
    }

    public List<Member> members(Caller caller) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), this::members);
    }

    public Optional<Member> findMember(Tx tx, MemberId id) {
        return WorkspaceStore.findMember(tx, id);
    }

    public Member member(Tx tx, MemberId id) {
        return findMember(tx, id).orElseThrow(() -> new NotFound("member", id));
    }

    public Optional<Member> findMemberByEmail(Tx tx, String email) {
        return WorkspaceStore.findMemberByEmail(tx, email.toLowerCase(Locale.ROOT));
    }

    /// The workspace's severities, worst first.
    public List<Severity> severities(Tx tx) {
        return WorkspaceStore.severities(tx);
    }

    public List<Severity> severities(Caller caller) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), this::severities);
    }

    public Optional<Severity> findSeverity(Tx tx, SeverityId id) {
        return severities(tx).stream()
                .filter(severity -> severity.id().equals(id))
                .findFirst();
    }

    public List<Team> teams(Tx tx) {
        return WorkspaceStore.teams(tx);
    }

    public List<Team> teams(Caller caller) {
        caller.must(Right.READ);
        return db.inTransaction(caller.workspace(), this::teams);
    }

    public Team team(Tx tx, TeamId id) {
        return teams(tx).stream()
                .filter(team -> team.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("team", id));
    }

    public String name(Tx tx) {
        return WorkspaceStore.name(tx);
    }

    public String name(Caller caller) {
        return db.inTransaction(caller.workspace(), this::name);
    }

    /// The key that signs the markers of this workspace's pages.
    public byte[] markerKey(Tx tx) {
        return sealer.open(WorkspaceStore.sealedMarkerKey(tx), markerContext(tx.workspace()));
    }

    /// Opens something that the workspace keeps sealed, so that a wrong master key is found at the start and not by the
    /// first page. A workspace that is not there has nothing to open.
    ///
    /// @throws Sealer.SealBroken when the key is another one
    public void checkMasterKey(WorkspaceId workspace) {
        db.useTransaction(
                workspace,
                tx -> WorkspaceStore.findSealedMarkerKey(tx)
                        .ifPresent(key -> sealer.open(key, markerContext(workspace))));
    }

    /// Draws the number of the next incident. The workspace's row stays locked until the commit: draw it last.
    public long nextIncidentNumber(Tx tx) {
        return WorkspaceStore.nextIncidentNumber(tx);
    }

    /// Draws the numbers of the next alerts. They rise, have gaps, and lock nothing.
    public List<Long> nextAlertNumbers(Tx tx, int count) {
        return WorkspaceStore.nextAlertNumbers(tx, count);
    }

    /// Makes an API token that acts as this member. It is answered once and kept as a digest only.
    public Secret issueToken(Tx tx, MemberId member, String name) {
        var token = Tokens.newToken("graft_");
        WorkspaceStore.insertToken(tx, ids.next(), Tokens.digest(token.reveal()), member, name, clock.instant());
        return token;
    }

    /// Makes a link token that signs this member in, once, within `SIGN_IN_LINK_LASTS`.
    public Secret issueSignInLink(Tx tx, MemberId member) {
        return issueSession(tx, "sign_in", "graft_link_", member, SIGN_IN_LINK_LASTS);
    }

    /// Who calls with this API token; empty when it is unknown, revoked or has expired.
    public Optional<Caller> findByToken(String token) {
        var digest = Tokens.digest(token);
        var now = clock.instant();
        return db.acrossWorkspaces("look up a token", tx -> WorkspaceStore.findTokenHolder(tx, digest, now))
                .flatMap(holder -> callerFor(holder, "api"));
    }

    /// Who is signed in with this session cookie; empty when it is unknown or has expired.
    public Optional<Caller> findBySession(String cookie) {
        var digest = Tokens.digest(cookie);
        var now = clock.instant();
        return db.acrossWorkspaces("look up a session", tx -> WorkspaceStore.findSessionHolder(tx, digest, now))
                .flatMap(holder -> callerFor(holder, "web"));
    }

    /// Takes a sign-in link and begins a session.
    ///
    /// @return the value of the session cookie; empty when the link was taken before, has expired or never was
    public Optional<Secret> takeSignInLink(String token) {
        var digest = Tokens.digest(token);
        var now = clock.instant();
        return db.acrossWorkspaces("take a sign-in link", tx -> WorkspaceStore.takeSignInLink(tx, digest, now))
                .map(holder -> db.inTransaction(
                        holder.workspace(),
                        tx -> issueSession(tx, "session", "graft_session_", holder.member(), SESSION_LASTS)));
    }

    /// Signs out. Asking twice is harmless.
    public void endSession(String cookie) {
        var digest = Tokens.digest(cookie);
        db.acrossWorkspaces("end a session", tx -> {
            WorkspaceStore.endSession(tx, digest);
            return true;
        });
    }

    private Secret issueSession(Tx tx, String kind, String prefix, MemberId member, Duration lasts) {
        var secret = Tokens.newToken(prefix);
        Instant now = clock.instant();
        WorkspaceStore.removeExpired(tx, now);
        WorkspaceStore.insertSession(
                tx, ids.next(), kind, Tokens.digest(secret.reveal()), member, now, now.plus(lasts));
        return secret;
    }

    private Optional<Caller> callerFor(WorkspaceStore.Holder holder, String source) {
        return db.inTransaction(holder.workspace(), tx -> findMember(tx, holder.member()))
                .map(member -> new Caller(
                        holder.workspace(), member.asActor(), member.role().rights(), source));
    }

    private static String markerContext(WorkspaceId workspace) {
        return "workspace/" + workspace + "/marker_key";
    }
}
