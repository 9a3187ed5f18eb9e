package dev.graft.domain.alert;

import dev.graft.platform.db.Tx;

/// Says whether a partner can be asked about its alerts: whether there is a key to its API.
public interface PartnerReach {
    boolean canAsk(Tx tx, String partner);
}
