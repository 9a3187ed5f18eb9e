package dev.graft.domain.paging;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.Incidents;
import dev.graft.domain.paging.WishRules.Wish;
import dev.graft.platform.db.Tx;
import dev.graft.platform.journal.Journal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens at the partner to the alerts and pages of an incident.
final class Linked {
    private static final String PARTNER = "pagertree";

    private final Alerts alerts;
    private final Incidents incidents;
    private final Journal journal;
    private final Sending sending;
    private final Wishes wishes;
    private final Clock clock;

    Linked(Alerts alerts, Incidents incidents, Journal journal, Sending sending, Wishes wishes, Clock clock) {
        this.alerts = alerts;
        this.incidents = incidents;
        this.journal = journal;
        this.sending = sending;
        this.wishes = wishes;
        this.clock = clock;
    }

    /// A request to change every linked alert.
    ///
    /// @param by who acknowledges; empty for a resolve
    /// @param key makes asking twice harmless
    record Asked(IncidentId incident, LinkedScope scope, Wish wish, String by, String cause, String key) {
        Effect.Kind kind() {
            return wish == Wish.RESOLVED ? Effect.Kind.RESOLVE_ALERT : Effect.Kind.ACKNOWLEDGE_ALERT;
        }

        String verb() {
            return wish == Wish.RESOLVED ? "resolve" : "acknowledge";
        }

        String already() {
            return wish == Wish.RESOLVED ? "resolved" : "acknowledged";
        }

        Effect.Request about(String what) {
            var request = Effect.Request.about(what);
            return by.isEmpty() ? request : request.by(by);
        }
    }

    /// @return what is done about each, in words
    List<String> change(Tx tx, Asked asked) {
        incidents.lock(tx, asked.incident());
        var words = new ArrayList<String>();
        for (var page : PageStore.lockOfIncident(tx, asked.incident())) {
            words.add(change(tx, asked, page));
        }
        if (asked.scope() == LinkedScope.ALL) {
            for (var alert : alerts.getAll(tx, incidents.alertsOf(tx, asked.incident()))) {
                words.add(change(tx, asked, alert));
            }
        }
        return List.copyOf(words);
    }

    private String change(Tx tx, Asked asked, Page page) {
        var name = Wishes.nameOf(page);
        return switch (page.send()) {
            case WAITING ->
                asked.wish() == Wish.RESOLVED ? cancelOrLeave(tx, page, asked.cause()) : name + " is being sent";
            case REFUSED, CANCELLED, FAILED -> name + " never reached PagerTree";
            case SENT -> {
                if (WishRules.isSo(asked.wish(), page.state())) {
                    yield name + " is " + already(asked, page.state().orElseThrow()) + " already";
                }
                wishes.askOfPage(
                        tx, asked.kind(), page, asked.about(name), asked.cause(), asked.key() + " " + page.id());
                yield "PagerTree is asked to " + asked.verb() + " " + name;
            }
        };
    }

    /// A page that may have reached the partner is looked for first; once found, it is resolved.
    private String cancelOrLeave(Tx tx, Page page, String why) {
        var mayExist = EffectStore.findSending(tx, page.id())
                .map(effect -> SendRules.mayExist(EffectStore.tried(tx, effect.id())))
                .orElse(false);
        if (mayExist) {
            return Wishes.nameOf(page) + " may have reached PagerTree; it is looked for, and resolved if it is there";
        }
        sending.cancel(tx, page, why);
        return Wishes.nameOf(page) + " is cancelled before it was sent";
    }

    private String change(Tx tx, Asked asked, Alert alert) {
        if (!alert.source().equals(PARTNER)) {
            return alert.shortId() + " is not PagerTree's";
        }
        var others = othersGoingOn(tx, asked.incident(), alert);
        if (asked.wish() == Wish.RESOLVED && !others.isEmpty()) {
            journal.append(
                    tx,
                    List.of(new PageFact.LeftAlone(
                            asked.incident(), alert.id(), alert.shortId(), others, asked.key(), clock.instant())));
            return alert.shortId() + " is left as it is: it also belongs to " + String.join(", ", others);
        }
        var stated = alerts.findStatedState(tx, alert.id());
        if (WishRules.isSo(asked.wish(), stated)) {
            return alert.shortId() + " is " + already(asked, stated.orElseThrow()) + " already";
        }
        wishes.ask(
                tx,
                asked.kind(),
                Wishes.About.alert(alert.id(), Optional.of(asked.incident())),
                asked.about(alert.shortId()),
                asked.cause(),
                asked.key() + " " + alert.id());
        return "PagerTree is asked to " + asked.verb() + " " + alert.shortId();
    }

    private static String already(Asked asked, AlertState state) {
        return state == AlertState.RESOLVED ? "resolved" : asked.already();
    }

    private List<String> othersGoingOn(Tx tx, IncidentId incident, Alert alert) {
        return incidents.incidentsOf(tx, alert.id()).stream()
                .filter(other -> !other.id().equals(incident))
                .filter(other -> !other.status().isOver())
                .map(Incident::name)
                .toList();
    }

    void cancelUnsent(Tx tx, IncidentId incident, String reason) {
        incidents.lock(tx, incident);
        PageStore.lockOfIncident(tx, incident).stream()
                .filter(page -> page.send() == Page.SendState.WAITING)
                .forEach(page -> cancelOrLeave(tx, page, reason));
    }
}
