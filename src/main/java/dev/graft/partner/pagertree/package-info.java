/// PagerTree, in both directions: its webhooks become reports about alerts, and what Graft asks for becomes calls of
/// its
/// API.
///
/// Its doors are `WebhookDoor` for what comes in, `PagerTreePager` for what goes out, and `Integrations` for how a
/// workspace is connected. PagerTree's words (urgency, thirdparty_id, destinations) stay in this room.
@NullMarked
package dev.graft.partner.pagertree;

import org.jspecify.annotations.NullMarked;
