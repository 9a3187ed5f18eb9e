package dev.graft.domain.paging;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import dev.graft.platform.db.Tx;
import dev.graft.platform.id.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes down what is to be asked of the partner about alerts that it has already.
final class Wishes {
    private final PagingQueues queues;
    private final Ids ids;
    private final Clock clock;

    Wishes(PagingQueues queues, Ids ids, Clock clock) {
        this.queues = queues;
        this.ids = ids;
        this.clock = clock;
    }

    boolean ask(Tx tx, Effect.Kind kind, About about, Effect.Request request, String cause, String key) {
        return queues.ask(
                tx,
                new Effect(
                        ids.next(),
                        kind,
                        about.page(),
                        about.alert(),
                        about.incident(),
                        request,
                        cause,
                        key,
                        Effect.State.WAITING,
                        clock.instant()));
    }

    /// What an effect is about.
    record About(Optional<PageId> page, Optional<AlertId> alert, Optional<IncidentId> incident) {
        static About page(Page page) {
            return new About(Optional.of(page.id()), Optional.empty(), page.incident());
        }

        static About alert(AlertId alert, Optional<IncidentId> incident) {
            return new About(Optional.empty(), Optional.of(alert), incident);
        }

        static About of(Effect effect) {
            return new About(effect.page(), effect.alert(), effect.incident());
        }
    }

    /// Asks the same of every alert that the partner holds for the page: mostly one.
    ///
    /// @param request of everything but the alert's id
    void askOfPage(Tx tx, Effect.Kind kind, Page page, Effect.Request request, String cause, String key) {
        for (var externalId : alertsOf(tx, page)) {
            ask(tx, kind, About.page(page), request.of(Optional.of(externalId)), cause, key + " " + externalId);
        }
    }

    private static List<String> alertsOf(Tx tx, Page page) {
        var all = new ArrayList<String>();
        page.externalId().or(page::externalPrefixId).ifPresent(all::add);
        all.addAll(PageStore.twins(tx, page.id()));
        return all;
    }

    static String nameOf(Page page) {
        return "the page to " + AlarmWords.names(page.destinations());
    }
}
