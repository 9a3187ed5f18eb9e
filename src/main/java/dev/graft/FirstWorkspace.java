package dev.graft;

import dev.graft.domain.workflow.Workflows;
import dev.graft.domain.workspace.MemberId;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.Steps;
import dev.graft.platform.id.WorkspaceId;
import dev.graft.platform.secret.Secret;
import java.util.UUID;

/// The workspace that every installation begins with, and its first admin. Its id is fixed, so that nodes which start
/// at once make one and not two, and so that the launcher can give out a sign-in link without being asked who for.
record FirstWorkspace(Db db, Workspaces workspaces, Workflows workflows) {
    static final WorkspaceId ID = new WorkspaceId(UUID.fromString("00000000-0000-7000-8000-000000000001"));

    /// The first member that a workspace is given.
    static final MemberId ADMIN = new MemberId(1);

    /// Makes it, with an admin and the default workflows, unless it is there.
    ///
    /// @param whenNew what else it is to begin with
    /// @return whether it was made now
    boolean ensure(String name, String adminName, String adminEmail, Steps whenNew) {
        return workspaces.ensure(ID, name, "first", tx -> {
            workspaces.addMember(tx, adminName, adminEmail, Role.ADMIN);
            workflows.installDefaults(tx);
            whenNew.with(tx);
        });
    }

    /// A new token with which its admin signs in, once, within `Workspaces.SIGN_IN_LINK_LASTS`.
    Secret issueSignInLink() {
        return db.inTransaction(ID, tx -> workspaces.issueSignInLink(tx, ADMIN));
    }
}
