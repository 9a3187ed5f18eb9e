package dev.graft.sandbox.pagertree;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// How a sandbox is to be started. Begin with `defaults` and change what matters.
///
/// @param host to listen on; the sandbox has no password on its pages, so keep it on this machine
/// @param port 0 for any free one
/// @param clock of all times and time-outs; may be a settable one
/// @param pace whether work that is due runs by itself, or only when `SandboxPagerTree.runWhatIsDue` is called
/// @param seed makes the API key and the ids of the sample account; equal seeds make equal ones
/// @param stateFile where changes are kept across restarts; without it everything is forgotten
/// @param retryBase wait before the first retry of a webhook, doubled for each later one
/// @param hangFor bound on the fault *time-out after effect*: by then the caller is certainly gone
/// @param acceptsPrefixIdsInBodies whether `destination_team_ids` may hold `tem_…`. Not documented for PagerTree; a
///     client is safe with ULIDs
public record SandboxSettings(
        String host,
        int port,
        Clock clock,
        Pace pace,
        String seed,
        Optional<Path> stateFile,
        Duration retryBase,
        Duration hangFor,
        boolean acceptsPrefixIdsInBodies) {

    public enum Pace {
        AUTOMATIC,
        MANUAL
    }

    public static SandboxSettings defaults() {
        return new SandboxSettings(
                "127.0.0.1",
                0,
                Clock.systemUTC(),
                Pace.AUTOMATIC,
                "sandbox",
                Optional.empty(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                true);
    }

    public SandboxSettings withHost(String value) {
        return new SandboxSettings(
                value, port, clock, pace, seed, stateFile, retryBase, hangFor, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withPort(int value) {
        return new SandboxSettings(
                host, value, clock, pace, seed, stateFile, retryBase, hangFor, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withClock(Clock value, Pace itsPace) {
        return new SandboxSettings(
                host, port, value, itsPace, seed, stateFile, retryBase, hangFor, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withSeed(String value) {
        return new SandboxSettings(
                host, port, clock, pace, value, stateFile, retryBase, hangFor, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withStateFile(Path value) {
        return new SandboxSettings(
                host, port, clock, pace, seed, Optional.of(value), retryBase, hangFor, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withRetryBase(Duration value) {
        return new SandboxSettings(host, port, clock, pace, seed, stateFile, value, hangFor, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withHangFor(Duration value) {
        return new SandboxSettings(
                host, port, clock, pace, seed, stateFile, retryBase, value, acceptsPrefixIdsInBodies);
    }

    public SandboxSettings withUlidsOnlyInBodies() {
        return new SandboxSettings(host, port, clock, pace, seed, stateFile, retryBase, hangFor, false);
    }
}
