/// HTTP in both directions, and the JSON that travels in it: one strict reader, one server, one client.
///
/// Its doors are `Json`, `HttpServer` (with `RequestBody` for reading what comes in) and `OutgoingHttp`.
/// What an address means, who may call it and what is retried is left to those who use them.
@NullMarked
package dev.graft.platform.http;

import org.jspecify.annotations.NullMarked;
