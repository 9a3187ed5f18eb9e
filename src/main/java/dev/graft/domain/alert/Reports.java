package dev.graft.domain.alert;

import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The sets of reports that alerts are the folds of. Public because a page's receipt is a fold by the same rules, over
/// a set kept here under the page's id.
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class Reports {
    /// @return every report about the subject, in no particular order
    public List<AlertReport> about(Tx tx, UUID subject) {
        throw new IllegalStateException("not built yet");
    }

    /// Keeps a report. Keeping it again is harmless.
    ///
    /// @param delivery the inbox's number of the delivery that brought it
    /// @return whether it was news
    public boolean keep(Tx tx, UUID subject, AlertReport report, Optional<Long> delivery) {
        throw new IllegalStateException("not built yet");
    }
}
