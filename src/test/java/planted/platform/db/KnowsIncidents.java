package planted.platform.db;

import planted.domain.incident.Incident;

class KnowsIncidents {
    void look(Incident incident) {}
}
