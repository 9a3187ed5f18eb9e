@NullMarked
package dev.graft.platform.inbox;

import org.jspecify.annotations.NullMarked;
