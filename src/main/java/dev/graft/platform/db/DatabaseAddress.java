package dev.graft.platform.db;

import dev.graft.platform.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Where a database is and who we are there.
///
/// @param jdbcUrl without user and password
public record DatabaseAddress(String jdbcUrl, String user, Secret password) {

    /// Reads `postgresql://user:password@host:port/database?parameters`, the form in which `GRAFT_DATABASE_URL` is
    /// given; `postgres://` and a leading `jdbc:` are accepted.
    ///
    /// @throws IllegalArgumentException with a reason that does not repeat the password
    public static DatabaseAddress parse(String url) {
        var bare = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        URI uri;
        try {
            uri = URI.create(bare);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(); // not its cause: it quotes the whole address
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        var login = uri.getRawUserInfo();
        if (!(scheme.equals("postgresql") || scheme.equals("postgres")) || uri.getHost() == null || login == null) {
            throw unreadable();
        }
        var colon = login.indexOf(':');
        var user = colon < 0 ? login : login.substring(0, colon);
        var password = colon < 0 ? "" : login.substring(colon + 1);
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var parameters = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseAddress(
                "jdbc:postgresql://" + uri.getHost() + port + path + parameters,
                decoded(user),
                new Secret(decoded(password)));
    }

    /// The form that `parse` reads, password included: for a file that only its owner can read.
    public String url() {
        var rest = jdbcUrl.substring("jdbc:postgresql://".length());
        return "postgresql://" + encoded(user) + ":" + encoded(password.reveal()) + "@" + rest;
    }

    @Override
    public String toString() {
        return jdbcUrl + " as " + user;
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "the database address is not of the form postgresql://user:password@host:port/database");
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
