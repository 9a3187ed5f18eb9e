package dev.graft.partner.pagertree;

import dev.graft.domain.alert.Alerts;
import dev.graft.domain.alert.Arrival;
import dev.graft.domain.alert.Heard;
import dev.graft.domain.alert.Verdict;
import dev.graft.domain.paging.PageId;
import dev.graft.domain.paging.Pages;
import dev.graft.partner.pagertree.VerdictStore.Passed;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.FailPoint;
import dev.graft.platform.db.Tx;
import dev.graft.platform.inbox.Deliveries;
import dev.graft.platform.inbox.Delivery;
import dev.graft.platform.queue.QueueTable.Item;
import dev.graft.platform.queue.TransactionalWorker;
import dev.graft.platform.queue.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what the inbox has taken in: each delivery becomes news of an alert or of a page of ours, or is kept aside
/// with
/// the reason. Everything that follows from a batch is one transaction, which also takes the deliveries off the queue;
/// doing it again is harmless, because a report that was heard is a repeat.
public final class DeliveryWorker implements TransactionalWorker.Handler {
    /// Beyond 200 a transaction only gets longer (measured: 100 to 500 make no difference to the rate), and the door
    /// waits for it.
    private static final int DELIVERIES_AT_ONCE = 200;

    /// A delivery without a marker may be about a page whose call has not been answered yet; the answer tells.
    private static final Duration PARKED_FOR_AT_MOST = Duration.ofSeconds(5);

    private static final Duration PARKED_FOR = Duration.ofSeconds(1);

    private static final String PARTNER = "pagertree";

    private final Alerts alerts;
    private final Pages pages;
    private final Integrations integrations;
    private final Clock clock;

    public DeliveryWorker(Alerts alerts, Pages pages, Integrations integrations, Clock clock) {
        this.alerts = alerts;
        this.pages = pages;
        this.integrations = integrations;
        this.clock = clock;
    }

    /// The worker, ready to start. The inbox wakes it after each commit.
    public Worker on(Db db) {
        return new Worker("deliveries", new TransactionalWorker(Deliveries.OPEN, db, clock, DELIVERIES_AT_ONCE, this));
    }

    @Override
    public Map<Item, Instant> handle(Tx tx, List<Item> items) {
        var itemsById = items.stream().collect(Collectors.toMap(item -> Long.valueOf(item.id()), Function.identity()));
        var batch = new Batch(tx, itemsById);
        for (var delivery : Deliveries.get(tx, itemsById.keySet())) {
            batch.sort(delivery);
        }
        batch.carryOut();
        FailPoint.FOLD_BEFORE_COMMIT.hit();
        tx.afterCommit(FailPoint.FOLD_AFTER_COMMIT::hit);
        return batch.parked;
    }

    @Override
    public void bury(Tx tx, Item item, String reason) {
        var verdict = Verdict.quarantined("Reading it failed again and again: " + reason);
        VerdictStore.keep(tx, List.of(new Passed(Long.parseLong(item.id()), verdict, Optional.empty())));
    }

    /// News that is read, and not told yet.
    private record Read(Delivery delivery, Item item, Reading.News news) {}

    /// What one transaction does.
    private final class Batch {
        private final Tx tx;
        private final Map<Long, Item> items;
        private final List<Read> read = new ArrayList<>();
        private final List<Passed> verdicts = new ArrayList<>();
        private final Map<Item, Instant> parked = new HashMap<>();
        private Optional<String> account;
        private @Nullable Map<String, String> names;

        Batch(Tx tx, Map<Long, Item> items) {
            this.tx = tx;
            this.items = items;
            this.account = integrations.findAccountSid(tx);
        }

        /// Reads a delivery, and is done with it unless it is news.
        void sort(Delivery delivery) {
            var reading = delivery.isPoll()
                    ? DeliveryReader.readPoll(delivery.body(), note(delivery), delivery.receivedAt())
                    : DeliveryReader.readWebhook(delivery.body(), delivery.receivedAt());
            switch (reading) {
                case Reading.Ignored(var reason) -> pass(delivery, Verdict.ignored(reason));
                case Reading.Quarantined(var reason) -> pass(delivery, Verdict.quarantined(reason));
                case Reading.News news
                when !isOfOurAccount(news) ->
                    pass(
                            delivery,
                            Verdict.quarantined("It comes from the PagerTree account "
                                    + news.account().orElse("") + ", and this workspace is connected with "
                                    + account.orElse("") + "."));
                case Reading.News(var ids, var from, var report) ->
                    read.add(new Read(
                            delivery, item(delivery), new Reading.News(ids, from, report.named(this::findName))));
            }
        }

        private Optional<String> findName(String id) {
            if (names == null) {
                names = integrations.names(tx);
            }
            return Optional.ofNullable(names.get(id));
        }

        /// The first webhook tells which account the workspace is connected with.
        private boolean isOfOurAccount(Reading.News news) {
            if (news.account().isEmpty()) {
                return true;
            }
            if (account.isEmpty()) {
                integrations.bindAccount(tx, news.account().get());
                account = integrations.findAccountSid(tx).or(news::account);
            }
            return account.equals(news.account());
        }

        /// Alerts before pages: as everywhere, an alert is locked before an incident, and that before a page.
        void carryOut() {
            var pageOf = pagesByAliases();
            var urls = integrations.alertUrls(tx);
            var aboutAlerts = new ArrayList<Heard>();
            var aboutPages = new ArrayList<Read>();
            for (var each : read) {
                if (findPage(each, pageOf).isPresent()) {
                    aboutPages.add(each);
                } else if (mayBeAboutAPageOnItsWay(each)) {
                    parked.put(each.item(), clock.instant().plus(PARKED_FOR));
                } else {
                    aboutAlerts.add(heard(each, urls));
                }
            }
            var words = alerts.hear(tx, aboutAlerts);
            for (int i = 0; i < words.size(); i++) {
                verdicts.add(new Passed(aboutAlerts.get(i).delivery(), words.get(i), Optional.empty()));
            }
            for (var each : aboutPages) {
                var page = findPage(each, pageOf).orElseThrow(() -> new IllegalStateException("it was found before"));
                var verdict = pages.heardAboutPage(
                        tx,
                        page,
                        new LinkedHashSet<>(each.news().ids()),
                        each.news().report());
                verdicts.add(new Passed(each.delivery().id(), verdict, Optional.of(page)));
            }
            VerdictStore.keep(tx, verdicts);
        }

        private Map<String, PageId> pagesByAliases() {
            var ids = read.stream().flatMap(each -> each.news().ids().stream()).collect(Collectors.toSet());
            return ids.isEmpty() ? Map.of() : pages.pagesByAliases(tx, ids);
        }

        /// By the marker, which counts only in the reference or a tag; or by an id that the page is known by already.
        private Optional<PageId> findPage(Read each, Map<String, PageId> pageOf) {
            var details = each.news().report().details();
            return each.news().ids().stream()
                    .filter(pageOf::containsKey)
                    .map(pageOf::get)
                    .findFirst()
                    .or(() -> pages.ownPage(
                            tx, details.reference(), details.tags().orElse(List.of())));
        }

        /// A template may have left the marker's places out. Then only the title is left to tell, for a moment.
        private boolean mayBeAboutAPageOnItsWay(Read each) {
            var details = each.news().report().details();
            return !details.carriesMarkerFields()
                    && !each.delivery().isPoll()
                    && clock.instant().isBefore(each.delivery().receivedAt().plus(PARKED_FOR_AT_MOST))
                    && details.title()
                            .filter(title -> pages.hasUnfinishedPageTitled(tx, title))
                            .isPresent();
        }

        private Heard heard(Read each, Function<String, Optional<String>> urls) {
            var ids = each.news().ids();
            var report = each.news().report();
            var details = report.details();
            boolean comesFromAHub = pages.isForeignMarker(
                    tx, details.reference(), details.tags().orElse(List.of()));
            return new Heard(
                    each.delivery().id(),
                    PARTNER,
                    ids,
                    urls.apply(ids.stream()
                            .filter(PagerTreeIds::isUlid)
                            .findFirst()
                            .orElse(ids.getFirst())),
                    report,
                    each.delivery().body(),
                    arrival(each),
                    comesFromAHub ? 1 : 0);
        }

        private Arrival arrival(Read each) {
            if (each.item().kind().equals(Deliveries.KIND_REPLAY)) {
                return Arrival.REPLAY;
            }
            return each.delivery().isPoll() ? note(each.delivery()).arrival() : Arrival.LIVE;
        }

        private void pass(Delivery delivery, Verdict verdict) {
            verdicts.add(new Passed(delivery.id(), verdict, Optional.empty()));
        }

        private Item item(Delivery delivery) {
            var item = items.get(delivery.id());
            if (item == null) {
                throw new IllegalStateException("only deliveries of the batch were asked for");
            }
            return item;
        }

        private static PollNote note(Delivery delivery) {
            return delivery.note().map(PollNote::fromJson).orElseGet(() -> PollNote.because(""));
        }
    }
}
