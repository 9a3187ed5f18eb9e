package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertFold;
import dev.graft.domain.alert.AlertReport;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Folded;
import dev.graft.domain.alert.ReportType;
import dev.graft.domain.alert.Reports;
import dev.graft.domain.alert.Verdict;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.PageFact.News;
import dev.graft.platform.db.Tx;
import dev.graft.platform.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the partner makes known about our pages: that it has one, by whatever way we learn it first, and what became of
/// it there, which is the fold of its reports by the same rules as for alerts.
final class Receipts {
    /// By then somebody has answered a page, or nobody hears it.
    static final Duration ANSWERED_WITHIN = Duration.ofMinutes(15);

    private final Reports reports;
    private final Incidents incidents;
    private final PagingDirectory directory;
    private final Journal journal;
    private final Alarms alarms;
    private final PagingQueues queues;
    private final Wishes wishes;
    private final Clock clock;

    Receipts(
            Reports reports,
            Incidents incidents,
            PagingDirectory directory,
            Journal journal,
            Alarms alarms,
            PagingQueues queues,
            Wishes wishes,
            Clock clock) {
        this.reports = reports;
        this.incidents = incidents;
        this.directory = directory;
        this.journal = journal;
        this.alarms = alarms;
        this.queues = queues;
        this.wishes = wishes;
        this.clock = clock;
    }

    /// How the partner names an alert.
    record Names(Optional<String> id, Optional<String> prefixId, Optional<String> url) {
        static Names of(Pager.PartnerAlert alert) {
            return new Names(alert.id(), alert.prefixId(), alert.url());
        }

        Stream<String> all() {
            return Stream.concat(id().stream(), prefixId().stream());
        }

        boolean isOtherThan(Page page) {
            return differ(id, page.externalId()) || differ(prefixId, page.externalPrefixId());
        }

        private static boolean differ(Optional<String> one, Optional<String> other) {
            return one.isPresent() && other.isPresent() && !one.equals(other);
        }
    }

    /// The page and the incident that it belongs to, locked in this order: the incident first.
    record Locked(Page page, Optional<Incident> incident) {
        boolean isIncidentOver() {
            return incident.map(found -> found.status().isOver()).orElse(false);
        }

        boolean isIncidentAcknowledged() {
            return incident.flatMap(Incident::acknowledgedAt).isPresent();
        }
    }

    Optional<Locked> lock(Tx tx, PageId id) {
        var incident = PageStore.findIncident(tx, id).map(found -> incidents.lock(tx, found));
        return PageStore.lock(tx, id).map(page -> new Locked(page, incident));
    }

    /// The partner has the page. Learnt twice, it only adds what was not known; the first word completes the effect,
    /// and
    /// whoever comes later finds it done.
    ///
    /// @param alerts those that carry the page's marker; more than one when a call of unknown fate had succeeded
    /// @param how in words, where it was not the plain answer to the plain call
    void accept(Tx tx, Locked locked, List<Names> alerts, String how) {
        var page = locked.page();
        var facts = new ArrayList<PageFact>();
        var known = new HashSet<>(PageStore.aliases(tx, page.id()));
        for (var alert : alerts) {
            var before = PageStore.find(tx, page.id()).orElseThrow();
            if (!alert.isOtherThan(before)) {
                PageStore.setExternal(tx, page.id(), alert.id(), alert.prefixId(), alert.url());
            } else if (alert.all().noneMatch(known::contains)) {
                var twin = alert.all().findFirst().orElseThrow();
                PageStore.addTwin(tx, page.id(), twin);
                facts.add(new PageFact.Doubled(page.id(), page.incident(), twin, clock.instant()));
            }
            alert.all().filter(known::add).forEach(id -> PageStore.addAlias(tx, page.id(), id));
        }
        if (page.send() != Page.SendState.SENT) {
            facts.addFirst(complete(tx, page, how));
        }
        if (locked.isIncidentOver() && !facts.isEmpty()) {
            resolveUnwanted(tx, page.id());
        }
        journal.append(tx, facts);
    }

    private PageFact complete(Tx tx, Page page, String how) {
        var now = clock.instant();
        PageStore.setSend(tx, page.id(), Page.SendState.SENT, how, now);
        PageStore.setAccepted(tx, page.id(), now);
        EffectStore.findSending(tx, page.id()).ifPresent(effect -> {
            EffectStore.finish(tx, effect.id(), Effect.State.DONE, how, now);
            PagingQueues.EFFECTS.drop(tx, effect.id());
        });
        alarms.clearForPage(tx, Alarm.Kind.PAGE_NOT_SENT, page.id());
        page.incident().ifPresent(incident -> alarms.somebodyIsPagedFor(tx, incident));
        queues.watch(tx, page.id(), PagingQueues.Watch.NOBODY_ANSWERED, now.plus(ANSWERED_WITHIN));
        return new PageFact.Accepted(page.id(), page.incident(), page.destinations(), how, now);
    }

    /// It reached the partner although its incident was over by then: whoever it wakes may sleep on.
    private void resolveUnwanted(Tx tx, PageId id) {
        var page = PageStore.find(tx, id).orElseThrow();
        wishes.askOfPage(
                tx,
                Effect.Kind.RESOLVE_ALERT,
                page,
                Effect.Request.about(Wishes.nameOf(page)),
                "its incident was over when PagerTree had accepted it",
                "resolve unwanted " + id);
    }

    /// The partner says something about its alert.
    Verdict hear(Tx tx, Locked locked, Set<String> externalIds, AlertReport.Told report) {
        var page = locked.page();
        var before = page.state();
        if (!reports.keep(tx, page.id().value(), report, Optional.empty())) {
            return Verdict.repeat("heard before, about our own page");
        }
        var how = report.type() == ReportType.POLL ? "found by asking PagerTree" : "confirmed by PagerTree's webhook";
        accept(tx, locked, List.of(names(tx, externalIds)), how);
        var folded = AlertFold.fold(reports.about(tx, page.id().value()));
        var now = clock.instant();
        PageStore.setReceipt(tx, page.id(), folded.state(), stamps(folded, report), now);
        followAlarms(tx, locked, folded.state(), report);
        var facts = news(report, before, folded.state()).stream()
                .map(news -> new PageFact.Heard(
                        page.id(),
                        page.incident(),
                        news,
                        report.details().by(),
                        Duration.between(page.createdAt(), at(report)),
                        report.digest().hex(),
                        at(report)))
                .toList();
        journal.append(tx, facts);
        return Verdict.echo("about our own page");
    }

    /// The partner's short ids have a prefix and an underscore, its long ones do not.
    private Names names(Tx tx, Set<String> externalIds) {
        var id = externalIds.stream().filter(name -> !name.contains("_")).findFirst();
        var prefixId = externalIds.stream().filter(name -> name.contains("_")).findFirst();
        return new Names(id, prefixId, id.or(() -> prefixId).flatMap(name -> directory.alertUrl(tx, name)));
    }

    /// Of several teams one may have acknowledged, while the alert is still open for the others: somebody answered.
    private static boolean saysAcknowledged(AlertState state, AlertReport.Told report) {
        return state == AlertState.ACKNOWLEDGED || report.type() == ReportType.ACKNOWLEDGED;
    }

    private static PageStore.Stamps stamps(Folded folded, AlertReport.Told report) {
        var state = folded.state();
        var at = Optional.of(at(report));
        var acknowledged = saysAcknowledged(state, report);
        return new PageStore.Stamps(
                acknowledged ? folded.details().by() : Optional.empty(),
                acknowledged ? folded.details().acknowledgedAt().or(() -> at) : Optional.empty(),
                state == AlertState.DROPPED ? at : Optional.empty(),
                state == AlertState.RESOLVED ? folded.details().resolvedAt().or(() -> at) : Optional.empty());
    }

    private void followAlarms(Tx tx, Locked locked, AlertState state, AlertReport.Told report) {
        var page = locked.page();
        if (saysAcknowledged(state, report) || state == AlertState.RESOLVED) {
            alarms.clearForPage(tx, Alarm.Kind.NOBODY_ANSWERED, page.id());
        } else if (state == AlertState.DROPPED && !locked.isIncidentOver() && !locked.isIncidentAcknowledged()) {
            alarms.raiseForPage(tx, Alarm.Kind.NOBODY_ANSWERED, page, AlarmWords.dropped(page));
        }
    }

    /// What the type says, and what the state says beyond it.
    static List<News> news(AlertReport.Told report, Optional<AlertState> before, AlertState after) {
        var news = new ArrayList<News>();
        var byType = switch (report.type()) {
            case ACKNOWLEDGED -> Optional.of(News.ACKNOWLEDGED);
            case TIMEOUT -> Optional.of(News.TIMED_OUT);
            case REJECTED -> Optional.of(News.REJECTED);
            case DROPPED -> Optional.of(News.DROPPED);
            case HANDOFF -> Optional.of(News.HANDED_OFF);
            case RESOLVED -> Optional.of(News.RESOLVED);
            case CREATED, OPEN, POLL -> Optional.<News>empty();
        };
        byType.ifPresent(news::add);
        if (!before.equals(Optional.of(after))) {
            Optional<News> byState = switch (after) {
                case ACKNOWLEDGED -> Optional.of(News.ACKNOWLEDGED);
                case DROPPED -> Optional.of(News.DROPPED);
                case RESOLVED -> Optional.of(News.RESOLVED);
                case TRIGGERED ->
                    before.isPresent() && report.type() != ReportType.HANDOFF
                            ? Optional.of(News.REOPENED)
                            : Optional.empty();
            };
            byState.filter(state -> !news.contains(state)).ifPresent(news::add);
        }
        return List.copyOf(news);
    }

    private static Instant at(AlertReport.Told report) {
        return report.updatedAt().orElse(report.receivedAt());
    }
}
