package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that a person has to know now.
///
/// @param subject the page, alert, incident or integration that it is about; one alarm of a kind stands per subject
/// @param words what is wrong and what to do, for somebody who has just been woken
public record Alarm(
        Kind kind,
        UUID subject,
        Optional<IncidentId> incident,
        Optional<AlertId> alert,
        Optional<PageId> page,
        String words,
        Instant raisedAt,
        Optional<Instant> clearedAt) {
    public enum Kind {
        PAGE_NOT_SENT,
        NOBODY_ANSWERED,
        NOBODY_IS_BEING_PAGED,
        NOT_PAGED,
        ACT_REFUSED,
        INTEGRATION_BROKEN,
        LOOP_SUSPECTED
    }
}
