package dev.graft.partner.pagertree;

import dev.graft.domain.paging.Aliases;
import dev.graft.domain.paging.Destination;
import dev.graft.domain.paging.PagingDirectory;
import dev.graft.domain.workspace.Caller;
import dev.graft.platform.db.Tx;
import dev.graft.platform.secret.Secret;
import java.util.List;
import java.util.Optional;

/// The door to how a workspace is connected with PagerTree: its API key, where webhooks come in, and whom a page goes
/// to
/// when nobody is named. Whoever calls it needs `MANAGE_INTEGRATIONS`; the methods with a `Tx` are for workers.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Integrations implements PagingDirectory {
    /// Tests the key against PagerTree, and keeps it, sealed, where it works. Otherwise nothing is changed.
    ///
    /// @param environment the name of one of the operator's environments: `production`, `sandbox`
    public ConnectionTest connect(Caller caller, String environment, Secret apiKey) {
        throw new IllegalStateException("not built yet");
    }

    /// The names of the operator's environments.
    public List<String> environments() {
        throw new IllegalStateException("not built yet");
    }

    public IntegrationView view(Caller caller) {
        throw new IllegalStateException("not built yet");
    }

    /// Where PagerTree delivers to, and the secret that it has to bring; both are made at the first call.
    public EndpointView endpoint(Caller caller) {
        throw new IllegalStateException("not built yet");
    }

    /// Whom a page goes to when an incident names nobody; somebody from the directory.
    public void setDefaultDestination(Caller caller, Destination destination) {
        throw new IllegalStateException("not built yet");
    }

    /// PagerTree's teams and users, asked live and kept; as last kept where PagerTree does not answer.
    public List<DirectoryEntry> directory(Caller caller) {
        throw new IllegalStateException("not built yet");
    }

    /// PagerTree's teams and users as last seen.
    public List<DirectoryEntry> directory(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    public boolean hasKey(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    /// PagerTree's id of the account (`acc_…`), once a webhook has told it.
    public Optional<String> findAccountSid(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    /// Binds the workspace to the account of the first webhook. Later calls change nothing.
    public void bindAccount(Tx tx, String accountSid) {
        throw new IllegalStateException("not built yet");
    }

    /// The page of an alert at PagerTree.
    ///
    /// @param alertId its ULID where it is known, else its prefix id; empty for anything that is neither
    public Optional<String> alertUrl(Tx tx, String alertId) {
        throw new IllegalStateException("not built yet");
    }

    @Override
    public Optional<String> findReasonNotConnected(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    @Override
    public Optional<Destination> findDefaultDestination(Tx tx) {
        throw new IllegalStateException("not built yet");
    }

    @Override
    public Aliases aliases(Tx tx) {
        throw new IllegalStateException("not built yet");
    }
}
