/// Rows that stand for work to do, and the workers that do it: claimed with `skip locked`, so that nodes never wait for
/// each other, woken in the process right after a commit, and polled every second at the latest.
///
/// `QueueTable` knows the rows. `TransactionalWorker` is for work on the database alone, done in the transaction that
/// removes its rows; `LeasedWorker` for calls to the outside, leased by the database's clock and fenced. What the work
/// is, is the business of whoever gives the handler.
@NullMarked
package dev.graft.platform.queue;

import org.jspecify.annotations.NullMarked;
