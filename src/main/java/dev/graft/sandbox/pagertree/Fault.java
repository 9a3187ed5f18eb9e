package dev.graft.sandbox.pagertree;

import java.util.Locale;
import java.util.Optional;

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
    WEBHOOKS_TWICE("each of its webhooks is sent twice");

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
}
