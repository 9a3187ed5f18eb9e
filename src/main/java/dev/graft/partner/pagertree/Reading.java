package dev.graft.partner.pagertree;

import dev.graft.domain.alert.AlertReport;
import java.util.List;
import java.util.Optional;

/// What a delivery turned out to be.
sealed interface Reading {
    /// News of an alert.
    ///
    /// @param ids by which it names the alert, at least one
    /// @param account PagerTree's id of the account that it came from (`acc_…`), where it says so
    record News(List<String> ids, Optional<String> account, AlertReport.Told report) implements Reading {}

    /// Readable, and not about an alert.
    record Ignored(String reason) implements Reading {}

    /// Not readable. Kept as it came, so that it can be processed again when somebody has repaired what was wrong.
    ///
    /// @param reason a sentence for the admin: what is wrong, and where to look
    record Quarantined(String reason) implements Reading {}
}
