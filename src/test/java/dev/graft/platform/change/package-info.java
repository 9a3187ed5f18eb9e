@NullMarked
package dev.graft.platform.change;

import org.jspecify.annotations.NullMarked;
