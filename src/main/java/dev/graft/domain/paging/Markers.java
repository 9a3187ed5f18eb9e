package dev.graft.domain.paging;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The marker of a page: `graft1-<page id>-<MAC>`, 56 characters. It travels with the page to the partner and comes
/// back
/// with everything that the partner says about it. The MAC is made with the workspace's key, so that nobody else can
/// make an alert that we take for our own and keep silent about.
final class Markers {
    private static final String PREFIX = "graft1-";

    /// 64 bits: a forger would have to guess against a live webhook endpoint, one try a request.
    private static final int MAC_BYTES = 8;

    private static final Pattern SHAPE = Pattern.compile(PREFIX + "([0-9a-f]{32})-([0-9a-f]{16})");

    private Markers() {}

    static String of(byte[] key, PageId page) {
        var named = PREFIX + page.value().toString().replace("-", "");
        return named + "-" + HexFormat.of().formatHex(mac(key, named));
    }

    /// The page that the text names, where it is a marker made with this key.
    static Optional<PageId> findPage(byte[] key, String text) {
        var marker = SHAPE.matcher(text);
        if (!marker.matches()) {
            return Optional.empty();
        }
        var named = PREFIX + marker.group(1);
        var isOurs = MessageDigest.isEqual(mac(key, named), HexFormat.of().parseHex(marker.group(2)));
        return isOurs ? Optional.of(pageOf(marker.group(1))) : Optional.empty();
    }

    /// Some hub's marker, of whatever version, genuine or not.
    static boolean looksLikeOne(String text) {
        return text.startsWith("graft") && text.matches("graft[0-9]+-.+");
    }

    private static PageId pageOf(String hex) {
        return new PageId(new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16)));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Arrays.copyOf(hmac.doFinal(text.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256, which takes any key", e);
        }
    }
}
