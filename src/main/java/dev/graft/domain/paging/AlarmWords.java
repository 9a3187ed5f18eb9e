package dev.graft.domain.paging;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.incident.Incident;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an alarm says to somebody who has just been woken: what is wrong, and what to do.
final class AlarmWords {
    private AlarmWords() {}

    static String notSentYet(Page page, Duration age, String lastSeen) {
        return "The page \"" + page.title() + "\" to " + names(page.destinations())
                + " has not reached PagerTree for " + Math.max(1, age.toMinutes()) + " min"
                + (lastSeen.isEmpty() ? "" : " (" + lastSeen + ")")
                + ". Graft keeps trying. Call the people on call by phone.";
    }

    static String willNotBeSent(Page page, String reason) {
        return "The page \"" + page.title() + "\" to " + names(page.destinations())
                + " was not sent, and Graft does not"
                + " try again: " + reason
                + ". Call the people on call by phone; page again once the cause is removed.";
    }

    static String dropped(Page page) {
        return "Nobody answered the page \"" + page.title() + "\" to " + names(page.destinations())
                + ": PagerTree has gone through everybody and gave up. Nobody is being paged any more. Call somebody by"
                + " phone, or page another team.";
    }

    static String notAcknowledged(Page page, Duration wait) {
        return "Nobody has acknowledged the page \"" + page.title() + "\" to " + names(page.destinations()) + " within "
                + wait.toMinutes()
                + " min. Call somebody by phone, page another team, or acknowledge it if you are at it.";
    }

    /// @param goingOn the incident that the alert belongs to, which may have counted on its being paged
    static String nobodyIsBeingPaged(Alert alert, Optional<Incident> goingOn) {
        return "Nobody is being paged for " + alert.shortId() + " \"" + alert.summary()
                + "\": PagerTree dropped it because nobody answered. Acknowledge it if you are at it, or "
                + goingOn.map(incident -> "page somebody for " + incident.name() + ".")
                        .orElse("open an incident from it to page again.");
    }

    static String notPaged(List<PageDecision> decisions) {
        return decisions.stream()
                        .filter(PageDecision.NotPaged.class::isInstance)
                        .map(PageDecision::words)
                        .collect(Collectors.joining(". "))
                + ". Page somebody by hand.";
    }

    static String actRefused(String what, String verb, String reason) {
        return "PagerTree did not " + verb + " " + what + ": " + reason + ". Do it in PagerTree itself.";
    }

    static String names(List<Destination> destinations) {
        return destinations.stream().map(Destination::name).collect(Collectors.joining(", "));
    }
}
