package dev.graft.platform.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/// Makes new identifiers: UUID version 7 (RFC 9562, 5.7), a millisecond time stamp followed by 74 random bits.
///
/// They sort roughly by time, which keeps indexes dense; order lists by `(created_at, id)` all the same. An id is not
/// a secret.
public final class Ids {
    private static final long VERSION_7 = 0x7000L;
    private static final long RFC_VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        long high = (clock.millis() << 16) | VERSION_7 | (random.nextInt() & 0xFFFL);
        long low = RFC_VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
