package dev.graft.surface.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

public record Link(String href, String words) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /// A link out of the console. What came from outside may be anything, so only http and https become links.
    static Optional<Link> outside(Optional<String> href, String words) {
        return href.filter(Link::isWeb).map(address -> new Link(address, words));
    }

    private static boolean isWeb(String address) {
        try {
            var uri = new URI(address);
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
