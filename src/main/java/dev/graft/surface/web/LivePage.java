package dev.graft.surface.web;

import dev.graft.platform.secret.Tokens;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A page as an event: its main part, and a digest by which it is known again.
final class LivePage {
    /// How long ago something was changes with every look, and is no news; the browser counts on by itself.
    private static final Pattern AGES = Pattern.compile("(<time datetime=\"[^\"]*\")[^>]*>[^<]*</time>");

    private static final int DIGEST_CHARACTERS = 24;

    private LivePage() {}

    static String main(String html) {
        int from = html.indexOf("<main");
        int to = html.lastIndexOf("</main>");
        return from < 0 || to < from ? html : html.substring(from, to) + "</main>";
    }

    static String digest(String main) {
        return HexFormat.of()
                .formatHex(Tokens.digest(AGES.matcher(main).replaceAll("$1")))
                .substring(0, DIGEST_CHARACTERS);
    }

    /// As https://html.spec.whatwg.org/multipage/server-sent-events.html wants it: each line is a line of data.
    static String event(String id, String main) {
        var event = new StringBuilder("id: ").append(id).append("\nevent: page\n");
        main.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        return event.append('\n').toString();
    }
}
