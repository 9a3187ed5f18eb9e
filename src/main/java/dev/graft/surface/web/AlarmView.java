package dev.graft.surface.web;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.paging.Alarm;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A banner: something that a person has to know now.
///
/// @param heading the kind, in words
/// @param link the page that helps; empty where the banner already stands on it
public record AlarmView(String heading, String words, Moment since, Optional<Link> link) {
    static AlarmView of(Alarm alarm, Instant now, Optional<Link> link) {
        return new AlarmView(heading(alarm.kind()), alarm.words(), Moment.of(alarm.raisedAt(), now), link);
    }

    /// Leads to the incident, the alert or the integration that the alarm is about.
    static Optional<Link> link(
            Alarm alarm, Function<IncidentId, Optional<Link>> incident, Function<AlertId, Optional<Link>> alert) {
        if (alarm.kind() == Alarm.Kind.INTEGRATION_BROKEN) {
            return Optional.of(new Link("/integrations/pagertree", "Look at the connection"));
        }
        return alarm.incident().flatMap(incident).or(() -> alarm.alert().flatMap(alert));
    }

    private static String heading(Alarm.Kind kind) {
        return switch (kind) {
            case PAGE_NOT_SENT -> "Page not sent";
            case NOBODY_ANSWERED -> "Nobody answered";
            case NOBODY_IS_BEING_PAGED -> "Nobody is being paged";
            case NOT_PAGED -> "Not paged";
            case ACT_REFUSED -> "PagerTree refused";
            case INTEGRATION_BROKEN -> "PagerTree connection broken";
            case LOOP_SUSPECTED -> "Loop suspected";
        };
    }
}
