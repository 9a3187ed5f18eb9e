/// The inbox: deliveries, raw, durable before their senders hear that they were accepted.
///
/// Its door is `Inbox`. It parses nothing and decides nothing; what a delivery says is read by the partner's room, from
/// the queue `delivery_open` that the same statement fills.
@NullMarked
package dev.graft.platform.inbox;

import org.jspecify.annotations.NullMarked;
