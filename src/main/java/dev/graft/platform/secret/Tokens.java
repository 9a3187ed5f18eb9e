package dev.graft.platform.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Random secrets, and the digests by which they are found and compared.
public final class Tokens {
    /// 256 bits: beyond guessing, and what the field uses for webhook secrets.
    private static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /// @param prefix tells people and secret scanners what they have found, as in `graft_`
    /// @return the prefix and 64 hexadecimal digits
    public static Secret newToken(String prefix) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + HexFormat.of().formatHex(bytes));
    }

    /// SHA-256 suffices for a random secret of 256 bits: there is nothing to guess that a slow hash would protect.
    public static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Compares in a time that does not depend on where the two differ.
    public static boolean same(String left, String right) {
        return MessageDigest.isEqual(digest(left), digest(right));
    }
}
