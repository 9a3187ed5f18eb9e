package planted.sandbox.pagertree;

import planted.domain.incident.Incident;

class KnowsTheHub {
    void look(Incident incident) {}
}
