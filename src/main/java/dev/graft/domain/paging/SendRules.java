package dev.graft.domain.paging;

import dev.graft.domain.paging.Tried.Call;
import dev.graft.domain.paging.Tried.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a page comes to the partner: once where that can be proved, and rather twice than never.
///
/// A call of unknown fate is looked up before it is made again; but a page late is worse than a page twice, so the
/// looking ends.
final class SendRules {
    /// After the end of a call of unknown fate; the partner's list may lag behind.
    private static final List<Duration> LOOK_AFTER =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));

    /// The last look, right before the page is sent again. Doubled with each call of unknown fate, up to the cap.
    private static final Duration SEND_AGAIN_AFTER = Duration.ofSeconds(15);

    private static final Duration SEND_AGAIN_AT_MOST_AFTER = Duration.ofSeconds(60);

    /// A page that is older says so in its title, and is sent only where it is still news.
    static final Duration LATE = Duration.ofMinutes(30);

    /// A page that could not be sent for so long is given up, loudly.
    static final Duration HORIZON = Duration.ofHours(24);

    private SendRules() {}

    enum Step {
        SEND,
        LOOK
    }

    static Step next(List<Tried> tried) {
        var unknown = tried.stream().filter(SendRules::isSendOfUnknownFate).toList();
        if (unknown.isEmpty()) {
            return Step.SEND;
        }
        var looks = looksSinceLastSend(tried);
        var lastChance = endOfLooking(unknown);
        // The count alone suffices: nodes whose clocks differ may not agree about the instant.
        boolean hasLooked =
                looks.stream().filter(look -> look.seen().isPresent()).count() > LOOK_AFTER.size()
                        || looks.stream()
                                .anyMatch(look -> look.seen().isPresent()
                                        && !look.startedAt().isBefore(lastChance));
        return hasLooked ? Step.SEND : Step.LOOK;
    }

    /// How long to wait before `next`, once the last call has been seen to its end.
    ///
    /// @param asked how long the partner asks to be left alone
    /// @param random from 0 to 1
    static Duration wait(List<Tried> tried, Instant now, Optional<Duration> asked, double random) {
        if (tried.isEmpty() || (next(tried) == Step.SEND && tried.getLast().call() == Call.LOOK)) {
            return Duration.ZERO;
        }
        var lastSend = lastSend(tried);
        if (!lastSend.isOfUnknownFate()) {
            return Backoff.OF_PAGES.after(failuresInARow(tried), asked, random);
        }
        var looks = looksSinceLastSend(tried).size();
        var unknown = tried.stream().filter(SendRules::isSendOfUnknownFate).toList();
        var due = looks < LOOK_AFTER.size() ? lastSend.end().plus(LOOK_AFTER.get(looks)) : endOfLooking(unknown);
        var wait = Duration.between(now, due);
        return wait.isNegative() ? Duration.ZERO : shorter(wait, SEND_AGAIN_AT_MOST_AFTER);
    }

    /// An earlier call may have made an alert at the partner, although we have not seen it.
    static boolean mayExist(List<Tried> tried) {
        return tried.stream().anyMatch(SendRules::isSendOfUnknownFate);
    }

    /// When the first call began that may have made one.
    static Optional<Instant> mayExistSince(List<Tried> tried) {
        return tried.stream().filter(SendRules::isSendOfUnknownFate).findFirst().map(Tried::startedAt);
    }

    /// @param incidentIsAcknowledged somebody is at work
    /// @return why the page is not wanted any more, in words; empty while it is
    static Optional<String> findReasonNotWanted(Duration age, boolean incidentIsOver, boolean incidentIsAcknowledged) {
        if (incidentIsOver) {
            return Optional.of("the incident is over");
        }
        if (incidentIsAcknowledged && age.compareTo(LATE) > 0) {
            return Optional.of(
                    "it is late by " + age.toMinutes() + " min and somebody has acknowledged the incident meanwhile");
        }
        return Optional.empty();
    }

    static String title(String title, Duration age) {
        return age.compareTo(LATE) > 0 ? "Late by " + age.toMinutes() + " min: " + title : title;
    }

    /// Whether an alert of this title may be the page of that one.
    static boolean isTitleOf(String alertTitle, String pageTitle) {
        return alertTitle.equals(pageTitle)
                || (alertTitle.startsWith("Late by ") && alertTitle.endsWith(" min: " + pageTitle));
    }

    private static boolean isSendOfUnknownFate(Tried tried) {
        return tried.call() == Call.SEND && tried.isOfUnknownFate();
    }

    private static Instant endOfLooking(List<Tried> unknown) {
        var wait = SEND_AGAIN_AFTER.multipliedBy(1L << Math.clamp(unknown.size() - 1, 0, 10));
        return unknown.getLast().end().plus(shorter(wait, SEND_AGAIN_AT_MOST_AFTER));
    }

    private static Tried lastSend(List<Tried> tried) {
        return tried.stream()
                .filter(call -> call.call() == Call.SEND)
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("a page is looked for only after it was sent"));
    }

    private static List<Tried> looksSinceLastSend(List<Tried> tried) {
        return tried.subList(tried.lastIndexOf(lastSend(tried)), tried.size()).stream()
                .filter(call -> call.call() == Call.LOOK)
                .toList();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int failuresInARow(List<Tried> tried) {
        int failures = 0;
        for (var call : tried.reversed()) {
            if (call.call() == Call.SEND) {
                if (!call.seen().equals(Optional.of(Seen.NOT_DONE))) {
                    break;
                }
                failures++;
            }
        }
        return failures;
    }
}
