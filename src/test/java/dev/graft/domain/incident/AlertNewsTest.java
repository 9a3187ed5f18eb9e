package dev.graft.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.domain.alert.ActId;
import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertDetails;
import dev.graft.domain.alert.AlertFact;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Digest;
import dev.graft.domain.alert.Epoch;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.StatusWord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertNewsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AlertId ALERT = new AlertId(new UUID(0, 1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATED      | PagerTree alert “Disk full” created",
                "OPEN         | PagerTree alert “Disk full” opened",
                "ACKNOWLEDGED | PagerTree alert “Disk full” acknowledged by Ben",
                "RESOLVED     | PagerTree alert “Disk full” resolved by Ben",
                "DROPPED      | PagerTree alert “Disk full” dropped: nobody is being paged",
                "TIMEOUT      | PagerTree alert “Disk full” timed out: nobody of that layer answered",
                "REJECTED     | PagerTree alert “Disk full” rejected by Ben",
                "HANDOFF      | PagerTree alert “Disk full” handed off",
            })
    void each_kind_of_news_is_a_line(ReportType type, String line) {
        assertThat(text(told(type), AlertState.TRIGGERED, AlertState.TRIGGERED, false))
                .contains(line);
    }

    @Test
    void what_comes_late_says_so() {
        assertThat(text(told(ReportType.OPEN), AlertState.RESOLVED, AlertState.RESOLVED, true))
                .contains("PagerTree alert “Disk full” opened (reported late)");
    }

    @Test
    void a_poll_that_finds_what_was_known_is_no_news() {
        assertThat(text(told(ReportType.POLL), AlertState.TRIGGERED, AlertState.TRIGGERED, false))
                .isEmpty();
        assertThat(text(told(ReportType.POLL), AlertState.TRIGGERED, AlertState.RESOLVED, false))
                .contains("PagerTree alert “Disk full” is resolved by Ben (asked)");
    }

    @Test
    void an_act_names_the_person_and_a_refusal_the_reason() {
        var act = new ActId(new UUID(0, 9));
        var acted = new AlertReport.Acted(act, AlertReport.Verb.ACKNOWLEDGE, Epoch.of(NOON), 0, "Ana Ruiz", NOON);

        assertThat(text(acted, AlertState.TRIGGERED, AlertState.ACKNOWLEDGED, false))
                .contains("PagerTree alert “Disk full” acknowledged by Ana Ruiz in Graft");
        assertThat(text(
                        new AlertReport.Withdrawn(act, "no such alert", NOON),
                        AlertState.ACKNOWLEDGED,
                        AlertState.TRIGGERED,
                        false))
                .contains("PagerTree refused what was asked for PagerTree alert “Disk full”: no such alert");
    }

    @Test
    void one_report_is_one_line_whatever_becomes_of_it() {
        var report = told(ReportType.OPEN);

        assertThat(line(report, AlertState.TRIGGERED, AlertState.TRIGGERED, false)
                        .orElseThrow()
                        .cause())
                .isEqualTo(line(report, AlertState.RESOLVED, AlertState.RESOLVED, true)
                        .orElseThrow()
                        .cause());
    }

    @Test
    void news_from_the_future_is_dated_when_it_was_heard() {
        var line = line(told(ReportType.OPEN), AlertState.TRIGGERED, AlertState.TRIGGERED, false);

        assertThat(line.orElseThrow().occurredAt()).isEqualTo(NOON);
    }

    private static Optional<String> text(AlertReport report, AlertState before, AlertState after, boolean late) {
        return line(report, before, after, late).map(TimelineLine::text);
    }

    private static Optional<TimelineLine> line(AlertReport report, AlertState before, AlertState after, boolean late) {
        return AlertNews.line(alert(), new AlertFact.Heard(ALERT, report, Optional.of(before), after, late));
    }

    private static AlertReport.Told told(ReportType type) {
        var none = AlertDetails.none();
        var details = new AlertDetails(
                none.title(),
                none.description(),
                none.statusWord(),
                none.urgency(),
                none.destinations(),
                none.team(),
                none.parent(),
                none.tags(),
                none.reference(),
                none.incidentSeverity(),
                none.number(),
                Optional.of("Ben"),
                none.acknowledgedAt(),
                none.resolvedAt(),
                false);
        return new AlertReport.Told(
                Digest.of("report"),
                type,
                Optional.of(NOON.plusSeconds(5)),
                Optional.of(NOON),
                new StatusWord.Absent(),
                0,
                false,
                Optional.empty(),
                details,
                NOON);
    }

    private static Alert alert() {
        return new Alert(
                ALERT,
                "ALT1",
                "pagertree",
                Optional.of("alt_1"),
                Optional.empty(),
                AlertStatus.TRIGGERED,
                AlertState.TRIGGERED,
                "Disk full",
                Optional.empty(),
                List.of(),
                false,
                false,
                false,
                Optional.empty(),
                Epoch.of(NOON),
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                NOON,
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON,
                1,
                NOON);
    }
}
