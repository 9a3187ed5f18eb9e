package dev.graft.platform.inbox;

import java.time.Duration;

/// When the inbox stops taking deliveries in.
///
/// @param bytesInFlight of bodies between the first byte read and the commit, on this node
/// @param bytesUnread of bodies that are stored and not read yet, in the database
/// @param freeDisk the share of the database's disk that has to stay free, where we can see that disk; of a large one
///     no more than `freeDiskBytes`
/// @param patience how long a request waits for its commit; the sender is told to come again after that
public record InboxLimits(
        long bytesInFlight, long bytesUnread, double freeDisk, long freeDiskBytes, Duration patience) {
    private static final long MEBI = 1024 * 1024;

    /// For two cores and a heap of 512 MiB. A request waits half a second for room at most, so that 503 comes within
    /// three.
    public static InboxLimits usual() {
        return new InboxLimits(32 * MEBI, 8 * 1024 * MEBI, 0.10, 4 * 1024 * MEBI, Duration.ofMillis(2500));
    }
}
