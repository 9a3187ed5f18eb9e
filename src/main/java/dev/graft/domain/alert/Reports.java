package dev.graft.domain.alert;

import dev.graft.domain.alert.ReportStore.Kept;
import dev.graft.platform.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The sets of reports that alerts are the folds of. Public because a page's receipt is a fold by the same rules, over
/// a set kept here under the page's id.
public final class Reports {
    /// @return every report about the subject, in no particular order
    public List<AlertReport> about(Tx tx, UUID subject) {
        return ReportStore.about(tx, List.of(subject)).stream()
                .map(Kept::report)
                .toList();
    }

    /// Keeps a report. Keeping it again is harmless.
    ///
    /// @param delivery the inbox's number of the delivery that brought it
    /// @return whether it was news
    public boolean keep(Tx tx, UUID subject, AlertReport report, Optional<Long> delivery) {
        return ReportStore.keep(tx, List.of(new Kept(subject, report, delivery.orElse(null)))) == 1;
    }
}
