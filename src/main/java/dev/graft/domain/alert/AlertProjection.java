package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import dev.graft.domain.alert.AlertReport.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the alert that people see of what its reports fold to. Pure.
final class AlertProjection {
    private AlertProjection() {}

    /// What does not follow from the reports.
    ///
    /// @param canAsk the partner can be asked, so an act waits for its answer
    record Given(
            AlertId id,
            String shortId,
            String source,
            Optional<String> externalId,
            Optional<String> externalUrl,
            int hops,
            boolean canAsk,
            Instant createdAt) {}

    static Alert of(Given given, Folded folded, Collection<AlertReport> reports, Instant now) {
        var details = folded.details();
        return new Alert(
                given.id(),
                given.shortId(),
                given.source(),
                given.externalId(),
                given.externalUrl(),
                AlertStatus.of(folded),
                folded.state(),
                summary(details, given),
                details.description(),
                labels(folded),
                folded.silenced() || folded.silencedNow(),
                folded.silenced(),
                !folded.unexpected().isEmpty(),
                given.canAsk() ? pending(folded, reports) : Optional.empty(),
                folded.epoch(),
                folded.round(),
                details.destinations().orElse(List.of()),
                details.team(),
                details.urgency(),
                given.hops(),
                folded.epoch().created().orElseGet(() -> firstHeard(reports).orElse(given.createdAt())),
                firstTime(folded, reports, AlertState.ACKNOWLEDGED),
                folded.state() == AlertState.RESOLVED
                        ? firstTime(folded, reports, AlertState.RESOLVED)
                        : Optional.empty(),
                given.createdAt(),
                now,
                (int) reports.stream().filter(Told.class::isInstance).count(),
                reports.stream()
                        .filter(Told.class::isInstance)
                        .map(AlertReport::receivedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(given.createdAt()));
    }

    private static String summary(AlertDetails details, Given given) {
        return details.title()
                .or(() -> details.description().flatMap(text -> text.lines().findFirst()))
                .orElseGet(() -> "Alert " + given.externalId().orElse(given.shortId()));
    }

    private static List<Label> labels(Folded folded) {
        var details = folded.details();
        var labels = new ArrayList<Label>();
        labels.add(new Label("status", statusWord(folded)));
        details.urgency().ifPresent(urgency -> labels.add(new Label("urgency", urgency)));
        details.teamName().or(details::team).ifPresent(team -> labels.add(new Label("team", team)));
        details.incidentSeverity().ifPresent(severity -> labels.add(new Label("incident_severity", severity)));
        if (folded.silenced() || folded.silencedNow()) {
            labels.add(new Label("paging", "off"));
        }
        return labels;
    }

    /// The partner's own word, except where the fold knows better: its last word may be older than its last news.
    private static String statusWord(Folded folded) {
        var state = folded.state().name().toLowerCase(Locale.ROOT);
        if (folded.state() != AlertState.TRIGGERED) {
            return state;
        }
        return folded.details()
                .statusWord()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !List.of("dropped", "acknowledged", "resolved").contains(word))
                .orElse(state);
    }

    private static Optional<Verb> pending(Folded folded, Collection<AlertReport> reports) {
        return reports.stream()
                .filter(report ->
                        report instanceof Acted act && folded.pending().contains(act.act()))
                .map(Acted.class::cast)
                .max(Comparator.comparing(Acted::verb).thenComparing(Acted::receivedAt))
                .map(Acted::verb);
    }

    private static Optional<Instant> firstTime(Folded folded, Collection<AlertReport> reports, AlertState state) {
        return folded.steps().stream()
                .filter(step -> step.key() instanceof TransitionKey.Reached reached
                        && reached.epoch().equals(folded.epoch())
                        && reached.toState() == state)
                .findFirst()
                .flatMap(step -> step.time()
                        .or(() -> reports.stream()
                                .filter(report -> report.digest().equals(step.report()))
                                .map(AlertReport::receivedAt)
                                .findFirst()));
    }

    private static Optional<Instant> firstHeard(Collection<AlertReport> reports) {
        return reports.stream().map(AlertReport::receivedAt).min(Comparator.naturalOrder());
    }
}
