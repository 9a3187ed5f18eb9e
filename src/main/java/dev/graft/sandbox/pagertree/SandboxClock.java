package dev.graft.sandbox.pagertree;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The sandbox's time: that of the clock it was given, and as much later as somebody has moved it.
///
/// It never goes back, and may be told to stand still. How far it was moved survives a restart.
final class SandboxClock extends Clock {
    private static final String CLOCK = "clock";

    /// @param ahead of the given clock
    /// @param stoodStillAt where it was stopped
    private record Setting(Duration ahead, Optional<Instant> stoodStillAt, long revision) {}

    private final Clock given;
    private final StateFile file;
    private volatile Setting setting;

    SandboxClock(Clock given, StateFile file) {
        this.given = given;
        this.file = file;
        setting = file.takeSaved(CLOCK, Setting.class).stream()
                .findFirst()
                .orElse(new Setting(Duration.ZERO, Optional.empty(), 0));
    }

    boolean isStandingStill() {
        return setting.stoodStillAt().isPresent();
    }

    /// To a later instant; an earlier one changes nothing.
    synchronized void moveTo(Instant later) {
        var ahead = Duration.between(instant(), later);
        if (ahead.isPositive()) {
            put(setting.ahead().plus(ahead), setting.stoodStillAt().map(_ -> later));
        }
    }

    synchronized void standStill() {
        put(setting.ahead(), Optional.of(instant()));
    }

    /// From where it stood.
    synchronized void goOn() {
        setting.stoodStillAt().ifPresent(stood -> put(Duration.between(given.instant(), stood), Optional.empty()));
    }

    @Override
    public Instant instant() {
        var now = setting;
        return now.stoodStillAt().orElseGet(() -> given.instant().plus(now.ahead()));
    }

    @Override
    public ZoneId getZone() {
        return given.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private void put(Duration ahead, Optional<Instant> stoodStillAt) {
        setting = new Setting(ahead, stoodStillAt, setting.revision() + 1);
        file.put(CLOCK, CLOCK, setting.revision(), Optional.of(setting));
    }
}
