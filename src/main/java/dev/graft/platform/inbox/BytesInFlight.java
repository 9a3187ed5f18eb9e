package dev.graft.platform.inbox;

import dev.graft.platform.id.WorkspaceId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Counts the bytes of the bodies that are being read or committed, so that many large ones at once do not fill the
/// memory, and none of the workspaces takes all the room.
final class BytesInFlight {
    /// Long enough for a burst to pass, short enough that a refusal still comes in time.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Semaphore bytes;
    private final int share;
    private final ConcurrentHashMap<WorkspaceId, Integer> held = new ConcurrentHashMap<>();

    BytesInFlight(int bytes) {
        this.bytes = new Semaphore(bytes);
        this.share = bytes / 2;
    }

    /// @throws Unavailable when there is no room for so many bytes, on this node or for this workspace
    Room take(WorkspaceId workspace, int size) {
        var mine = held.merge(workspace, size, Integer::sum);
        if (mine > share) {
            giveBack(workspace, size);
            throw new Unavailable(
                    Unavailable.Cause.TOO_MUCH_AT_ONCE, "the bodies of this workspace take half of the room already");
        }
        if (!acquire(size)) {
            giveBack(workspace, size);
            throw new Unavailable(Unavailable.Cause.FULL, "too many bodies are on their way in");
        }
        var isHeld = new AtomicBoolean(true);
        return () -> {
            if (isHeld.getAndSet(false)) {
                giveBack(workspace, size);
                bytes.release(size);
            }
        };
    }

    private boolean acquire(int size) {
        try {
            return bytes.tryAcquire(size) || bytes.tryAcquire(size, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void giveBack(WorkspaceId workspace, int size) {
        held.computeIfPresent(workspace, (_, sum) -> sum == size ? null : sum - size);
    }
}
