package dev.graft.surface.web;

import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.secret.Secret;
import dev.graft.platform.secret.Tokens;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;

/// The cookie of somebody who is signed in. Scripts cannot read it; over https, only this very host can set it.
record SessionCookie(boolean isSecure) {
    static SessionCookie at(URI publicUrl) {
        return new SessionCookie("https".equals(publicUrl.getScheme()));
    }

    Optional<String> find(ServerRequest request) {
        var cookies = request.headers().cookies();
        return cookies.contains(name()) ? Optional.of(cookies.get(name())) : Optional.empty();
    }

    String set(Secret session) {
        return header(session.reveal(), Workspaces.SESSION_LASTS.toSeconds());
    }

    String clear() {
        return header("", 0);
    }

    /// The token in the forms of a session. It follows from the session's secret, so that every node knows it, and
    /// does not give the secret away.
    static String csrf(String session) {
        return HexFormat.of().formatHex(Tokens.digest("form/" + session));
    }

    private String name() {
        return isSecure ? "__Host-graft_session" : "graft_session";
    }

    private String header(String value, long seconds) {
        return name() + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + seconds
                + (isSecure ? "; Secure" : "");
    }
}
