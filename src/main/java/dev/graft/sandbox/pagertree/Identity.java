package dev.graft.sandbox.pagertree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/// The two names that everything in PagerTree has: a ULID in the API, and a short one with a prefix in webhooks.
///
/// @param id 26 characters of Crockford's base 32, the first ten of them the time of creation
/// @param prefixId three letters, an underscore, and 14 characters of `[A-Za-z0-9_-]`
record Identity(String id, String prefixId) {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int PREFIX_ID_CHARACTERS = 14;

    /// Always the same for the same seed and name, so that a restarted sandbox is still the same account.
    static Identity derived(String prefix, String seed, String name, Instant createdAt) {
        var digest = digest(seed + "\n" + prefix + "\n" + name);
        return of(prefix, createdAt, Arrays.copyOf(digest, 10), Arrays.copyOfRange(digest, 10, 22));
    }

    static Identity random(String prefix, Instant createdAt) {
        var ulid = new byte[10];
        var shortName = new byte[12];
        ThreadLocalRandom.current().nextBytes(ulid);
        ThreadLocalRandom.current().nextBytes(shortName);
        return of(prefix, createdAt, ulid, shortName);
    }

    boolean isCalled(String anyId) {
        return id.equals(anyId) || prefixId.equals(anyId);
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java", e);
        }
    }

    private static Identity of(String prefix, Instant createdAt, byte[] eightyBits, byte[] shortName) {
        var name = Base64.getUrlEncoder().withoutPadding().encodeToString(shortName);
        return new Identity(ulid(createdAt, eightyBits), prefix + "_" + name.substring(0, PREFIX_ID_CHARACTERS));
    }

    private static String ulid(Instant createdAt, byte[] eightyBits) {
        var characters = new char[26];
        long millis = createdAt.toEpochMilli();
        for (int place = 9; place >= 0; place--) {
            characters[place] = CROCKFORD.charAt((int) (millis & 31));
            millis >>>= 5;
        }
        for (int place = 0; place < 16; place++) {
            int value = 0;
            for (int bit = place * 5; bit < place * 5 + 5; bit++) {
                value = (value << 1) | ((eightyBits[bit / 8] >> (7 - bit % 8)) & 1);
            }
            characters[10 + place] = CROCKFORD.charAt(value);
        }
        return new String(characters);
    }
}
