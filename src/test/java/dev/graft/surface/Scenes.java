package dev.graft.surface;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.alert.AlertEvent;
import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.AlertReport.Verb;
import dev.graft.domain.alert.AlertState;
import dev.graft.domain.alert.AlertStatus;
import dev.graft.domain.alert.Epoch;
import dev.graft.domain.alert.Label;
import dev.graft.domain.incident.Incident;
import dev.graft.domain.incident.IncidentEvent;
import dev.graft.domain.incident.IncidentId;
import dev.graft.domain.incident.IncidentKind;
import dev.graft.domain.incident.IncidentStatus;
import dev.graft.domain.incident.Lifecycle;
import dev.graft.domain.incident.Stamp;
import dev.graft.domain.incident.TimelineLine;
import dev.graft.domain.workspace.Actor;
import dev.graft.domain.workspace.Member;
import dev.graft.domain.workspace.MemberId;
import dev.graft.domain.workspace.Role;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.Team;
import dev.graft.domain.workspace.TeamId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A night with one bad disk, as records: what the surfaces are shown with.
public final class Scenes {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

    public static final Member ANA =
            new Member(new MemberId(7), "Ana Ruiz", "ana@example.org", Role.ADMIN, NOON.minusSeconds(86_400));

    public static final Severity SEV1 =
            new Severity(new SeverityId(uuid(51)), "SEV1", "sev1", Severity.Level.HIGH, "#C25E00", 2, NOON);

    public static final Team DATABASES =
            new Team(new TeamId(uuid(61)), "Databases", "databases", Optional.of("tem_R4kd8sWq1ZpLx0"), NOON);

    private Scenes() {}

    public static UUID uuid(int number) {
        return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    public static Alert anAlert() {
        return anAlert(AlertStatus.TRIGGERED, AlertState.TRIGGERED);
    }

    public static Alert anAlert(AlertStatus status, AlertState state) {
        return anAlert(
                status,
                state,
                "Disk 91% on db-7",
                Optional.of("The data volume fills by 2% an hour."),
                List.of(new Label("status", "open"), new Label("urgency", "high")),
                Optional.empty());
    }

    public static Alert anAlert(
            AlertStatus status,
            AlertState state,
            String summary,
            Optional<String> description,
            List<Label> labels,
            Optional<Verb> pending) {
        return new Alert(
                new AlertId(uuid(1)),
                "ALT12",
                "pagertree",
                Optional.of("alt_5fGh2kLmN0"),
                Optional.of("https://app.pagertree.com/alerts/01HX"),
                status,
                state,
                summary,
                description,
                labels,
                false,
                false,
                false,
                pending,
                Epoch.of(NOON),
                0,
                List.of("tem_R4kd8sWq1ZpLx0"),
                Optional.empty(),
                Optional.of("high"),
                0,
                NOON,
                Optional.empty(),
                state == AlertState.RESOLVED ? Optional.of(NOON.plusSeconds(600)) : Optional.empty(),
                NOON,
                NOON.plusSeconds(60),
                3,
                NOON.plusSeconds(60));
    }

    public static AlertEvent anAlertEvent(int number, String action, String details) {
        return new AlertEvent(
                uuid(100 + number),
                new AlertId(uuid(1)),
                "status_update",
                action,
                "pagertree",
                details,
                false,
                NOON.plusSeconds(number * 40L),
                NOON.plusSeconds(number * 40L + 1));
    }

    public static Incident anIncident() {
        return anIncident(IncidentStatus.STARTED, "Checkout down");
    }

    public static Incident anIncident(IncidentStatus status, String title) {
        var ana = new Actor.Member(ANA.id(), ANA.name());
        var stamps = new EnumMap<IncidentStatus, Stamp>(IncidentStatus.class);
        stamps.put(status, Stamp.of(NOON.plusSeconds(900), ana, Optional.of("Rolled back")));
        stamps.put(IncidentStatus.STARTED, Stamp.of(NOON, ana, Optional.empty()));
        return new Incident(
                new IncidentId(uuid(2)),
                42,
                title,
                "checkout-down-42",
                IncidentKind.NORMAL,
                Optional.of("Customers cannot pay."),
                false,
                Optional.of(SEV1.id()),
                List.of(DATABASES.id()),
                Map.of("region", "eu"),
                new Lifecycle(status, stamps),
                ana,
                "api",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                NOON,
                NOON.plusSeconds(5));
    }

    public static IncidentEvent anIncidentEvent(int number, TimelineLine.Topic topic, String text, Actor actor) {
        return new IncidentEvent(
                uuid(200 + number),
                new IncidentId(uuid(2)),
                TimelineLine.trail(topic, text, actor, "cause " + number, NOON.plusSeconds(number * 25L)),
                NOON.plusSeconds(number * 25L),
                NOON.plusSeconds(number * 25L));
    }
}
