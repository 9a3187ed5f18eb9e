/// The product from outside: a real process, its command line, its HTTP, and nothing else.
@NullMarked
package dev.graft.acceptance;

import org.jspecify.annotations.NullMarked;
