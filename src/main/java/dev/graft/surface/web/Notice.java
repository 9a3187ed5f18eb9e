package dev.graft.surface.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What has just been done, said once on the page that follows a form. The address carries the word only, so that
/// nobody can put a text of their own there.
enum Notice {
    ACKNOWLEDGED("Acknowledged. PagerTree is being told; this page shows when it has answered."),
    ALERT_RESOLVED("Resolved. PagerTree is being told; this page shows when it has answered."),
    DECLARED("The incident is declared."),
    CHANGED("Done."),
    PAGED("The page is on its way. Its receipt is on this page."),
    WRITTEN("Written on the timeline."),
    WEBHOOK_MADE("Connected: PagerTree accepts the key, and Graft has made the outgoing webhook there."),
    WEBHOOK_KNOWN_AGAIN(
            "Connected: PagerTree accepts the key. Graft’s outgoing webhook was there already, and is in use again."),
    DESTINATION_KEPT("Kept: this is who is paged when an incident names no team.");

    private final String words;

    Notice(String words) {
        this.words = words;
    }

    String on(String path) {
        return path + "?said=" + name().toLowerCase(Locale.ROOT);
    }

    static Optional<String> find(String word) {
        return Arrays.stream(values())
                .filter(notice -> notice.name().toLowerCase(Locale.ROOT).equals(word))
                .map(notice -> notice.words)
                .findFirst();
    }
}
