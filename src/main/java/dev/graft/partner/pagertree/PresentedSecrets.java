package dev.graft.partner.pagertree;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// The secrets that a request brings, in any of the forms that PagerTree, or a proxy before us, can give it:
/// `?secret=`, `Authorization: Basic` (the password), the same Base64 without the word `Basic`, which is what PagerTree
/// sends when it is given a user and a password, `Authorization: Bearer`, and `X-Graft-Secret`.
///
/// Source of the bare Base64: PagerTree/pager_tree-integrations, test/…/outgoing_webhook/v3_test.rb, read 2026-11-23.
final class PresentedSecrets {
    static final HeaderName HEADER = HeaderNames.create("X-Graft-Secret");

    private static final String PARAMETER = "secret";

    private PresentedSecrets() {}

    /// @return nothing when there is none, or when one form says two things
    static List<String> in(ServerRequest request) {
        var secrets = new ArrayList<String>();
        var inQuery = request.query().all(PARAMETER, List::of);
        if (inQuery.size() > 1) {
            return List.of();
        }
        secrets.addAll(inQuery);
        for (var name : List.of(HEADER, HeaderNames.AUTHORIZATION)) {
            var values = request.headers().values(name);
            if (values.size() > 1) {
                return List.of();
            }
            for (var value : values) {
                secrets.addAll(name.equals(HEADER) ? List.of(value) : ofAuthorization(value));
            }
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    private static List<String> ofAuthorization(String value) {
        var text = value.strip();
        int space = text.indexOf(' ');
        var scheme = space < 0 ? "" : text.substring(0, space).toLowerCase(Locale.ROOT);
        var rest = text.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> List.of(rest);
            case "basic", "" -> ofBase64(rest);
            default -> List.of();
        };
    }

    /// The password, which may hold colons; the whole text too, for whoever has put the secret there alone.
    private static List<String> ofBase64(String base64) {
        try {
            var text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return List.of(text.substring(text.indexOf(':') + 1), text);
        } catch (IllegalArgumentException notBase64) {
            return List.of();
        }
    }
}
