package dev.graft.surface.api;

import dev.graft.domain.alert.Alert;
import dev.graft.domain.incident.Incident;
import java.net.URI;

/// Absolute addresses of this hub, as the outside reaches it.
record Addresses(URI publicUrl) {
    String alert(Alert alert) {
        return of("/alerts/" + alert.shortId());
    }

    String incident(Incident incident) {
        return of("/incidents/" + incident.number());
    }

    String of(String path) {
        var base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
