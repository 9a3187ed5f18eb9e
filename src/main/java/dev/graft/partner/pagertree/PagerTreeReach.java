package dev.graft.partner.pagertree;

import dev.graft.domain.alert.PartnerReach;
import dev.graft.platform.db.Tx;

/// PagerTree can be asked once the workspace has given us a key to its API.
public record PagerTreeReach() implements PartnerReach {
    @Override
    public boolean canAsk(Tx tx, String partner) {
        return partner.equals("pagertree")
                && IntegrationStore.find(tx)
                        .filter(integration -> integration.sealedKey().isPresent())
                        .isPresent();
    }
}
