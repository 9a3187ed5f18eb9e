package dev.graft.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentNamesTest {
    @Test
    void a_title_that_nobody_gave_is_the_first_alerts_summary_else_the_number() {
        assertThat(IncidentNames.title(Optional.of(" Disk full "), List.of("other"), 7))
                .isEqualTo("Disk full");
        assertThat(IncidentNames.title(Optional.empty(), List.of(" ", "Disk full"), 7))
                .isEqualTo("Disk full");
        assertThat(IncidentNames.title(Optional.of("  "), List.of(), 7)).isEqualTo("Incident INC-7");
    }

    @Test
    void a_slug_is_plain_and_ends_with_the_number() {
        assertThat(IncidentNames.slug("Zahlung über Kasse: 50 % Fehler!", false, 12))
                .isEqualTo("zahlung-uber-kasse-50-fehler-12");
        assertThat(IncidentNames.slug("障害", false, 12)).isEqualTo("incident-12");
        assertThat(IncidentNames.slug("x".repeat(500), false, 12)).hasSize(63);
    }

    @Test
    void an_incident_goes_by_its_id_its_number_its_name_or_its_slug() {
        var id = UUID.randomUUID();

        assertThat(IncidentReference.read(id.toString().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(new IncidentReference.ById(new IncidentId(id)));
        assertThat(IncidentReference.read("7")).isEqualTo(new IncidentReference.ByNumber(7));
        assertThat(IncidentReference.read("INC-7")).isEqualTo(new IncidentReference.ByNumber(7));
        assertThat(IncidentReference.read("disk-full-7")).isEqualTo(new IncidentReference.BySlug("disk-full-7", 7));
        assertThat(IncidentReference.read("disk full; drop")).isEqualTo(new IncidentReference.None());
        assertThat(IncidentReference.read("99999999999999999999")).isEqualTo(new IncidentReference.None());
    }
}
