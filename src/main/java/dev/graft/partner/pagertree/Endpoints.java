package dev.graft.partner.pagertree;

import dev.graft.partner.pagertree.IntegrationStore.EndpointDigest;
import dev.graft.platform.db.DatabaseDown;
import dev.graft.platform.db.Db;
import dev.graft.platform.db.TransactionFailed;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may post to which webhook address, from memory. What is remembered is never older than five seconds, on any
/// node, so that a revoked secret is refused within that time.
final class Endpoints implements EndpointLookup {
    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

    /// Leaves a second of the five for the query itself.
    private static final long REMEMBERED_FOR_NANOS = 4_000_000_000L;

    /// From then on somebody looks again while the others go on with what is known, so that a busy door never waits.
    private static final long FRESH_FOR_NANOS = 2_000_000_000L;

    /// Addresses that do not exist are remembered too, or guessing them would be a load on the database.
    private static final int MOST_REMEMBERED = 10_000;

    /// Compared with where an endpoint has no secret at all, so that it takes the same work.
    private static final byte[] NO_DIGEST = new byte[32];

    private final Db db;
    private final LongSupplier nanoTime;
    private final Map<UUID, Remembered> remembered = new ConcurrentHashMap<>();
    private final Map<UUID, CompletableFuture<List<EndpointDigest>>> lookingUp = new ConcurrentHashMap<>();

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
        var age = known == null ? Long.MAX_VALUE : nanoTime.getAsLong() - known.since();
        if (known == null || age >= REMEMBERED_FOR_NANOS) {
            return lookUpTogether(endpoint);
        }
        if (age >= FRESH_FOR_NANOS && !lookingUp.containsKey(endpoint)) {
            Thread.ofVirtual().name("webhook endpoints").start(() -> lookAgain(endpoint));
        }
        return known.digests();
    }

    private void lookAgain(UUID endpoint) {
        try {
            lookUpTogether(endpoint);
        } catch (DatabaseDown | TransactionFailed notNow) {
            log.atDebug().setCause(notNow).log("could not look a webhook endpoint up ahead of time");
        }
    }

    /// Hundreds of requests that come at once ask the database once, and share its answer or its failure.
    private List<EndpointDigest> lookUpTogether(UUID endpoint) {
        var answer = new CompletableFuture<List<EndpointDigest>>();
        var first = lookingUp.putIfAbsent(endpoint, answer);
        if (first != null) {
            return awaited(first);
        }
        try {
            var digests = lookUp(endpoint);
            answer.complete(digests);
            return digests;
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
            throw failure;
        } finally {
            lookingUp.remove(endpoint, answer);
        }
    }

    private static List<EndpointDigest> awaited(CompletableFuture<List<EndpointDigest>> answer) {
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private List<EndpointDigest> lookUp(UUID endpoint) {
        var since = nanoTime.getAsLong();
        var digests = db.acrossWorkspaces(
                "look up a webhook endpoint", tx -> IntegrationStore.digestsAcrossWorkspaces(tx, endpoint));
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(endpoint, new Remembered(digests, since));
        return digests;
    }
}
