/// Tests of the queues, on a table of their own.
@NullMarked
package dev.graft.platform.queue;

import org.jspecify.annotations.NullMarked;
