package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertHistories.Arriving;
import dev.graft.domain.alert.AlertReport.Told;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/// Lives of alerts for tests that tell them to a whole hub, and what the rules make of them.
public final class ToldLives {
    private ToldLives() {}

    /// What webhooks tell of the life of this seed, in the order in which they reached us, repeats included; seldom
    /// nothing.
    public static List<Told> ofSeed(long seed) {
        return AlertHistories.ofSeed(seed).arrivals().stream()
                .map(Arriving::report)
                .filter(Told.class::isInstance)
                .map(Told.class::cast)
                .filter(told -> told.type() != ReportType.POLL)
                .toList();
    }

    /// By the slow twin of the fold.
    public static Folded fold(Collection<? extends AlertReport> reports) {
        return AlertFoldOracle.fold(new LinkedHashSet<>(reports));
    }
}
