package dev.graft.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The lives and the oracle are only worth something if a wrong fold does not get past them.
class PlantedDefectTest {
    private static final int SEEDS = 1_000;

    @ParameterizedTest
    @EnumSource
    void a_fold_with_this_defect_is_caught(PlantedDefect defect) {
        int caught = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var order = AlertHistories.shuffled(AlertHistories.ofSeed(seed).reports(), new Random(seed));
            var reports = new LinkedHashSet<>(order);
            if (!defect.fold(reports).equals(AlertFoldOracle.fold(reports))) {
                caught++;
            }
        }

        System.out.printf("a_fold_with_this_defect_is_caught: %s in %d of %d seeds%n", defect, caught, SEEDS);
        assertThat(caught).isPositive();
    }
}
