package dev.graft.domain.paging;

import dev.graft.platform.db.Tx;
import java.util.Optional;

/// What the decision whom to page has to know about the paging partner. A partner implements it.
public interface PagingDirectory {
    /// Why no page can go out, in words that say what to do; empty when the workspace is connected.
    Optional<String> findReasonNotConnected(Tx tx);

    /// Whom a page goes to when an incident names nobody.
    Optional<Destination> findDefaultDestination(Tx tx);

    /// The page for people of an alert at the partner.
    Optional<String> alertUrl(Tx tx, String externalId);

    /// The ids that mean the same.
    Aliases aliases(Tx tx);
}
