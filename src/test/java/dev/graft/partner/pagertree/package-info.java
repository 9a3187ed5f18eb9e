@NullMarked
package dev.graft.partner.pagertree;

import org.jspecify.annotations.NullMarked;
