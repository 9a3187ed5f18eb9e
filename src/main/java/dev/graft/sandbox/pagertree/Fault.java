package dev.graft.sandbox.pagertree;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a real PagerTree and the way to it do now and then, to be switched on.
public enum Fault {
    /// The call takes effect, and its answer never comes: it hangs until the caller gives up.
    TIMEOUT_AFTER_EFFECT("the call takes effect, its answer never comes"),

    /// The webhooks that a call sets off are delivered before the call is answered.
    WEBHOOK_BEFORE_RESPONSE("its webhooks are delivered before the call is answered"),

    /// The call is answered with 500 and has no effect.
    SERVER_ERROR("answered with 500, no effect"),

    /// The call is answered with 429 and `Retry-After: 2`, and has no effect.
    RATE_LIMITED("answered with 429, no effect"),

    /// The webhooks that a call sets off are never sent.
    WEBHOOKS_LOST("its webhooks are never sent"),

    /// Each webhook that a call sets off is sent twice, with the same bytes.
    WEBHOOKS_TWICE("each of its webhooks is sent twice"),

    /// No answer comes, and nothing was done.
    TIMEOUT_BEFORE_EFFECT("the call hangs and has no effect"),

    /// The call is answered with 502 and a page of HTML, as proxies do, and has no effect.
    BAD_GATEWAY("answered with 502 and HTML, no effect"),

    /// 429, and `Retry-After` is a date 2 s from now.
    RATE_LIMITED_DATE("answered with 429, Retry-After as a date, no effect"),

    /// 429 without `Retry-After`.
    RATE_LIMITED_BARE("answered with 429, no Retry-After, no effect"),

    /// 429, and `Retry-After` asks for ten years.
    RATE_LIMITED_ABSURD("answered with 429, Retry-After of ten years, no effect"),

    /// The call takes effect, and its answer comes byte by byte, as long as a hanging one would take.
    SLOW_DRIP("the call takes effect, its answer comes byte by byte"),

    /// The call takes effect, and its JSON ends in the middle.
    HALF_JSON("the call takes effect, its JSON ends in the middle"),

    /// 200 with a page of HTML, as from somebody in between; no effect.
    HTML_ANSWER("answered with 200 and HTML, no effect"),

    /// The call takes effect, and the connection is closed without an answer.
    CONNECTION_RESET("the call takes effect, the connection ends without an answer"),

    /// Lists do not show an alert that is younger than `Faults.LAG`, as a search index that is behind.
    LIST_LAG("lists do not yet show an alert younger than 5 s"),

    /// `thirdparty_id` is neither kept nor echoed.
    THIRDPARTY_ID_DROPPED("thirdparty_id is neither kept nor echoed"),

    /// A new alert stays queued for `Faults.LAG`, so that it can be neither acknowledged nor resolved yet.
    STAYS_QUEUED("a new alert stays queued for 5 s"),

    /// Each webhook that a call sets off is sent `Faults.LAG` late, and tells the state at its event.
    WEBHOOKS_DELAYED("each of its webhooks is sent 5 s late, telling the state of then"),

    /// The webhooks of the next `Faults.LAG` are held back, and then sent in the opposite order.
    WEBHOOKS_REORDERED("its webhooks are held for 5 s and sent in the opposite order"),

    /// The webhooks say what happened, and `data` is null.
    WEBHOOKS_WITHOUT_DATA("its webhooks carry data: null");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /// As in the control API: `timeout_after_effect`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Fault> find(String word) {
        for (var fault : values()) {
            if (fault.word().equals(word)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /// A name that does not exist is refused with those that do.
    static Fault get(Parameters parameters) {
        return parameters
                .findText("fault")
                .flatMap(Fault::find)
                .orElseThrow(() -> ApiProblem.invalid("fault is not one of " + words()));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(Fault::word).collect(Collectors.toList());
    }
}
