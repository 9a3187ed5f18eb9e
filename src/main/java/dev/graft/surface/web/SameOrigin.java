package dev.graft.surface.web;

import java.net.URI;
import java.util.Optional;

/// Whether a form was sent by one of our own pages, by what the browser says of itself. Together with the token in the
/// form, and the cookie's `SameSite`, another site needs to break three things to act in somebody's name.
final class SameOrigin {
    private SameOrigin() {}

    /// @param fetchSite the header `Sec-Fetch-Site`; browsers leave it out where a page came over plain HTTP
    /// @param origin the header `Origin`; programs that are no browser send neither
    /// @param host the header `Host`
    static boolean holds(Optional<String> fetchSite, Optional<String> origin, Optional<String> host, URI publicUrl) {
        if (fetchSite.isPresent()) {
            return fetchSite.get().equals("same-origin");
        }
        return origin.map(stated -> stated.equals(originOf(publicUrl))
                        || host.map(name -> stated.equals("http://" + name) || stated.equals("https://" + name))
                                .orElse(false))
                .orElse(true);
    }

    private static String originOf(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
