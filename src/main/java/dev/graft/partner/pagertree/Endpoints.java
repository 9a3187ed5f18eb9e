package dev.graft.partner.pagertree;

import dev.graft.partner.pagertree.IntegrationStore.EndpointDigest;
import dev.graft.platform.db.Db;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Who may post to which webhook address, from memory. What is remembered is never older than five seconds, on any
/// node, so that a revoked secret is refused within that time.
final class Endpoints implements EndpointLookup {
    /// Leaves a second of the five for the query itself.
    private static final long REMEMBERED_FOR_NANOS = 4_000_000_000L;

    /// Addresses that do not exist are remembered too, or guessing them would be a load on the database.
    private static final int MOST_REMEMBERED = 10_000;

    /// Compared with where an endpoint has no secret at all, so that it takes the same work.
    private static final byte[] NO_DIGEST = new byte[32];

    private final Db db;
    private final LongSupplier nanoTime;
    private final Map<UUID, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(List<EndpointDigest> digests, long since) {}

    Endpoints(Db db, LongSupplier nanoTime) {
        this.db = db;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<Endpoint> find(UUID endpoint, byte[] digest) {
        var opens = Optional.<Endpoint>empty();
        var same = MessageDigest.isEqual(NO_DIGEST, digest);
        for (var known : digests(endpoint)) {
            if (MessageDigest.isEqual(known.digest(), digest)) {
                opens = Optional.of(new Endpoint(known.workspace(), endpoint));
            }
        }
        return same ? Optional.empty() : opens;
    }

    private List<EndpointDigest> digests(UUID endpoint) {
        var known = remembered.get(endpoint);
        var now = nanoTime.getAsLong();
        if (known != null && now - known.since() < REMEMBERED_FOR_NANOS) {
            return known.digests();
        }
        var digests = db.acrossWorkspaces(
                "look up a webhook endpoint", tx -> IntegrationStore.digestsAcrossWorkspaces(tx, endpoint));
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(endpoint, new Remembered(digests, now));
        return digests;
    }
}
