package dev.graft.domain.workflow;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.incident.IncidentId;
import java.util.Optional;
import java.util.UUID;

/// What something happened to.
public sealed interface Subject {
    UUID id();

    record OfIncident(IncidentId incident) implements Subject {
        @Override
        public UUID id() {
            return incident.value();
        }
    }

    record OfAlert(AlertId alert) implements Subject {
        @Override
        public UUID id() {
            return alert.value();
        }
    }

    static Optional<IncidentId> findIncident(Subject subject) {
        return subject instanceof OfIncident(var incident) ? Optional.of(incident) : Optional.empty();
    }

    static Optional<AlertId> findAlert(Subject subject) {
        return subject instanceof OfAlert(var alert) ? Optional.of(alert) : Optional.empty();
    }
}
