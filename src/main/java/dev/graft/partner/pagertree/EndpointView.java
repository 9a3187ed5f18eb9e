package dev.graft.partner.pagertree;

import dev.graft.platform.secret.Secret;
import java.util.UUID;

/// Where PagerTree delivers its webhooks.
///
/// @param path on this hub, without the secret
public record EndpointView(UUID id, String path, Secret secret) {}
