package dev.graft.domain.incident;

import dev.graft.domain.alert.AlertId;
import dev.graft.domain.alert.Alerts;
import dev.graft.domain.workspace.Severity;
import dev.graft.domain.workspace.SeverityId;
import dev.graft.domain.workspace.TeamId;
import dev.graft.domain.workspace.Workspaces;
import dev.graft.platform.db.Tx;

/// Looks names up when a line needs them; most lines need none.
record NamesInTransaction(Tx tx, Incidents incidents, Workspaces workspaces, Alerts alerts)
        implements IncidentLines.Names {
    @Override
    public String of(SeverityId severity) {
        return workspaces.findSeverity(tx, severity).map(Severity::name).orElse("unknown");
    }

    @Override
    public String of(TeamId team) {
        return workspaces.team(tx, team).name();
    }

    @Override
    public String of(AlertId alert) {
        return AlertNews.name(alerts.get(tx, alert));
    }

    @Override
    public String of(IncidentId incident) {
        return incidents.get(tx, incident).name();
    }
}
