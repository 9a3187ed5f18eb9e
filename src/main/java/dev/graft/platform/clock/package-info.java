/// The time. All nodes go by the database's clock, so that their own may be wrong.
///
/// Its door is `DatabaseClock`, a `java.time.Clock` like any other; rules get an `Instant` and never see it. Leases are
/// the business of `platform.queue`, which asks the database itself.
@NullMarked
package dev.graft.platform.clock;

import org.jspecify.annotations.NullMarked;
